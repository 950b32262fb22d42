import Foundation
import Specs
import TestSupport

@testable import KernelIR

/// The boards and kernels in the sources, whatever was copied beside the test program.
enum ShippedSpecs {
  static let boardNames = ["u200", "u250", "u280", "u50", "u55c"]
  static let kernelNames = [
    "conv2d", "dot", "fft", "gemm", "lbm", "lu", "memory-probe", "nbody", "onchip",
    "pointer-chase", "ptrans", "random-access", "roofline", "shoc-maxflops", "spmv", "stencil",
    "stream", "symgs",
  ]

  private static var catalog: SpecCatalog {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    return SpecCatalog(boardsFolder: "\(package)/Boards", kernelsFolder: "\(package)/Kernels")
  }

  static func board(_ name: String = "u280") throws -> BoardSpec { try catalog.board(name) }

  /// A name of the catalogue or a path.
  static func kernel(_ name: String) throws -> KernelSpec { try catalog.kernel(name) }

  /// A kernel from the text of a file.
  static func kernel(text: String) throws -> KernelSpec {
    try UserKernelText.withFile(text) { try catalog.kernel($0) }
  }
}

/// A design small enough to interpret in a test, of any kernel.
struct SmallDesign {
  let board: BoardSpec
  let kernel: KernelSpec
  var design: DesignPoint

  init(_ kernelName: String, boardName: String = "u280") throws {
    try self.init(ShippedSpecs.kernel(kernelName), board: ShippedSpecs.board(boardName))
  }

  init(_ kernel: KernelSpec, board: BoardSpec) {
    self.board = board
    self.kernel = kernel
    design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    design.lanes = kernel.structure == .latticeBoltzmann ? 16 : 4
    design.tileBeats = 32
    design.parameters.merge(Self.parameters[kernel.structure] ?? [:]) { $1 }
    if kernel.structure == .roofline {
      design.chain = 5
      design.tileBeats = 128
    }
  }

  /// Parameters that make a shaped kernel small.
  private static let parameters: [KernelStructure: [DesignParameter: Int]] = [
    .gemm: [.block: 16, .array: 4], .fft: [.log2n: 4], .ptrans: [.block: 16],
    .lu: [.block: 16],
    .latticeBoltzmann: [.width: 6, .steps: 2],
    .stencil: [.width: 32, .height: 5, .radius: 1, .steps: 2],
    .nbody: [.held: 16], .spmv: [.held: 512], .symgs: [.held: 512],
  ]

  /// Other lanes, and parameters that are whole beats of them.
  mutating func take(lanes: Int) {
    design.lanes = lanes
    guard let shape = kernel.shape(of: design) else { return }
    let least = [.spmv, .symgs].contains(kernel.structure) ? 1728 : 1
    for parameter in kernel.structure.shapeType?.parameters ?? [] where parameter.isWholeBeats {
      let value = max(design[parameter.parameter], lanes == 3 ? least : 1) + shape.granule - 1
      design.parameters[parameter.parameter] = value / shape.granule * shape.granule
    }
  }

  /// A butterfly needs two complex points from a beat, a cell of a lattice all its populations.
  var leastLanes: Int {
    switch kernel.structure {
    case .fft: 4
    case .latticeBoltzmann: 16
    default: 1
    }
  }

  func lowering() throws -> KernelLowering {
    try KernelLowering(kernel: kernel, board: board, design: design)
  }

  func program() throws -> KernelProgram { try lowering().program() }

  /// What a functional check of a program of this design finds.
  func difference(_ program: KernelProgram, like run: RunArguments) throws -> String? {
    let check = FunctionalCheck(
      kernel: kernel, operation: try lowering().operation, design: design, program: program)
    return try check.firstDifference(like: run)
  }
}

extension KernelSpec {
  /// Whether accesses of the kernel have a pattern that a design may scramble.
  var hasPattern: Bool { structure == .memoryProbe || structure == .pointerChase }

  /// Every combination of operation, type and schedule.
  func variants(of design: DesignPoint) -> [DesignPoint] {
    operations.flatMap { operation in
      types.flatMap { type in
        schedules.map { schedule in
          var variant = design
          variant.operation = operation.name
          variant.elementType = type
          variant.schedule = schedule
          return variant
        }
      }
    }
  }
}
