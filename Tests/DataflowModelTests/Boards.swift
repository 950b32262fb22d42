import DataflowModel
import Foundation
import KernelIR
import Quantities
import Specs

/// Shipped boards and kernels for the tests of this target.
enum Shipped {
  static let catalog = SpecCatalog(
    boardsFolder: root.appendingPathComponent("Boards").path,
    kernelsFolder: root.appendingPathComponent("Kernels").path)

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A lowered probe that moves `beats` beats in sequence through each port.
  static func probe(
    _ operation: String, board: BoardSpec, beats: Int, change: (inout DesignPoint) -> Void
  ) throws -> Probe {
    let kernel = try catalog.kernel("memory-probe")
    var design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    design.operation = operation
    change(&design)
    var run = RunArguments(beats: beats)
    run.accessBeats = beats
    run.strideBeats = beats
    run.workingSetBeats = beats
    let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
    return Probe(board: board, design: design, run: run, program: program)
  }
}

/// A probe that is ready to be timed.
struct Probe {
  let board: BoardSpec
  let design: DesignPoint
  let run: RunArguments
  let program: KernelProgram

  /// Bytes per second of one unit and direction.
  func bandwidth() throws -> Double {
    let time = try BoardModel(board: board).time(program, design: design, run: run)
    return Double(run.beats * design.portBits / 8) / time.seconds
  }
}
