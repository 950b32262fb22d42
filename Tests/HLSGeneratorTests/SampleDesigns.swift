import Foundation
import KernelIR
import Quantities
import Specs

@testable import HLSGenerator

/// Designs on the boards and kernels of this repository, small enough to simulate in a moment.
enum SampleDesigns {
  /// The top folder of the repository.
  static var root: URL {
    URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  static var catalog: SpecCatalog {
    SpecCatalog(
      boardsFolder: root.appendingPathComponent("Boards").path,
      kernelsFolder: root.appendingPathComponent("Kernels").path)
  }

  static func dialect() throws -> VitisDialect {
    VitisDialect(headers: try headers())
  }

  private static func headers() throws -> [GeneratedFile] {
    let folder = root.appendingPathComponent("Sources/HLSGenerator/csim").path
    return try SimulationHeaders.load(from: folder)
  }

  static func openCL() throws -> OpenCLDialect { OpenCLDialect(headers: try headers()) }

  static func bambu() throws -> BambuDialect { BambuDialect(headers: try headers()) }

  static func ompSs() throws -> OmpSsDialect { OmpSsDialect(headers: try headers()) }

  /// A design of a kernel on the U280 with its first memory.
  static func design(
    _ kernelName: String, _ operation: String, _ type: ElementType,
    change: (inout DesignPoint) -> Void = { _ in }
  ) throws -> GeneratedDesign {
    try design(catalog.kernel(kernelName), operation, type, change: change)
  }

  /// The same of a kernel that is not in the catalogue.
  static func design(
    _ kernel: KernelSpec, _ operation: String, _ type: ElementType,
    change: (inout DesignPoint) -> Void = { _ in }
  ) throws -> GeneratedDesign {
    let board = try catalog.board("u280")
    var point = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    point.operation = operation
    point.elementType = type
    point.lanes = kernel.structure == .latticeBoltzmann ? 16 : min(4, 512 / type.bits)
    point.burstBeats = 64
    point.outstanding = 16
    point.tileBeats = kernel.structure == .roofline ? 128 : 16
    change(&point)
    roundUp(&point)
    return try GeneratedDesign(
      kernel: kernel, board: board, design: point,
      command: "ferrule generate u280 --kernel \(kernel.name) --operation \(operation) "
        + "--type \(type.rawValue) -o DIR")
  }

  /// Parameters that are whole beats, up to those of the design's lanes.
  private static func roundUp(_ point: inout DesignPoint) {
    guard let kernel = try? catalog.kernel(point.kernel), let shape = kernel.shape(of: point) else {
      return
    }
    let granule = max(1, shape.granule)
    for parameter in kernel.structure.shapeType?.parameters ?? [] where parameter.isWholeBeats {
      let value = point[parameter.parameter]
      point.parameters[parameter.parameter] = (value + granule - 1) / granule * granule
    }
  }

  /// One file of a generated design.
  static func file(_ suffix: String, of design: GeneratedDesign) throws -> String {
    let files = try dialect().files(for: design)
    return files.first { $0.path.hasSuffix(suffix) }?.contents ?? "no file \(suffix)"
  }

  /// Every operation, schedule and pattern of a kernel for one type.
  static func all(
    _ kernelName: String, _ type: ElementType, lanes: Int? = nil
  ) throws -> [GeneratedDesign] {
    let kernel = try catalog.kernel(kernelName)
    return try kernel.operations.flatMap { try variants(kernel, $0.name, type, lanes) }
  }

  private static func variants(
    _ kernel: KernelSpec, _ operation: String, _ type: ElementType, _ lanes: Int?
  ) throws -> [GeneratedDesign] {
    func variant(_ change: (inout DesignPoint) -> Void) throws -> GeneratedDesign {
      try design(kernel.name, operation, type) {
        change(&$0)
        if let lanes { $0.lanes = lanes }
      }
    }
    switch kernel.structure {
    case .roofline:
      return [
        try variant {
          $0.chain = 3
          $0.tileBeats = 128
        }
      ]
    case .elementwise:
      return try kernel.schedules.map { schedule in try variant { $0.schedule = schedule } }
    case .memoryProbe, .pointerChase:
      return try [false, true].map { isRandom in try variant { $0.isRandom = isRandom } }
    case .randomAccess:
      return try [1, 4].map { units in try variant { $0.computeUnits = units } }
    case .onChip: return [try variant { $0.lanes = 5 }]
    default:
      let isPower = lanes.map { $0.nonzeroBitCount == 1 } ?? true
      let small = isPower ? parameters : oddParameters.merging(parameters) { odd, _ in odd }
      return [try variant { $0.parameters.merge(small[kernel.structure] ?? [:]) { $1 } }]
    }
  }

  /// The same for lanes that are no power of two: grids of whole beats of 3 lanes have 12³ points.
  private static let oddParameters: [KernelStructure: [DesignParameter: Int]] = [
    .spmv: [.held: 1728], .symgs: [.held: 1728],
  ]

  /// Parameters that make a shaped kernel small.
  private static let parameters: [KernelStructure: [DesignParameter: Int]] = [
    .gemm: [.block: 8, .array: 2], .fft: [.log2n: 5], .ptrans: [.block: 16],
    .latticeBoltzmann: [.width: 5, .steps: 2], .spmv: [.held: 512], .symgs: [.held: 64],
    .nbody: [.held: 8], .lu: [.block: 8], .recurrence: [.repeats: 3],
    .stencil: [.width: 16, .height: 6, .radius: 2, .steps: 2],
  ]
}
