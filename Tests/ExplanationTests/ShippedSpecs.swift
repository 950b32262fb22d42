import Foundation
import KernelIR
import Runners
import Specs

/// The boards and kernels in the sources, whatever was copied beside the test program.
enum ShippedSpecs {
  static let boardNames = ["u200", "u250", "u280", "u50", "u55c"]

  private static var catalog: SpecCatalog {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    return SpecCatalog(boardsFolder: "\(package)/Boards", kernelsFolder: "\(package)/Kernels")
  }

  static func board(_ name: String = "u280") throws -> BoardSpec { try catalog.board(name) }

  static func kernel(_ name: String) throws -> KernelSpec { try catalog.kernel(name) }

  static func suite(_ board: BoardSpec) throws -> Suite {
    let kernels = try SuiteKernels(
      roofline: kernel("roofline"), stream: kernel("stream"), probe: kernel("memory-probe"),
      onChip: kernel("onchip"))
    return Suite(board: board, kernels: kernels, repetitions: 1)
  }

  /// A job on the first memory of a board, after a change of its design and run.
  static func job(
    _ kernelName: String, on boardName: String = "u280", repetitions: Int = 1,
    _ change: (inout KernelJob) -> Void
  ) throws -> RunJob {
    let board = try board(boardName)
    let kernel = try kernel(kernelName)
    let design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    var job = KernelJob(kernel: kernel, design: design, run: RunArguments(beats: 1024))
    change(&job)
    return RunJob(work: .kernel(job), board: board, repetitions: repetitions)
  }
}
