public import KernelIR
public import Specs

/// Everything that a dialect needs to print a design.
public struct GeneratedDesign: Hashable, Sendable {
  /// The kernel's description.
  public let kernel: KernelSpec
  /// The operation that is built.
  public let operation: KernelOperation
  /// The board it is built for.
  public let board: BoardSpec
  /// What is fixed at build time.
  public let design: DesignPoint
  /// The lowered kernel.
  public let program: KernelProgram
  /// What one compute unit takes.
  public let resources: ResourceEstimate
  /// The region of every compute unit.
  public let placement: Placement
  /// The command that recreates the files, without paths of this machine.
  public let command: String

  /// Collects the parts of a design.
  public init(
    kernel: KernelSpec, operation: KernelOperation, board: BoardSpec, design: DesignPoint,
    program: KernelProgram, resources: ResourceEstimate, placement: Placement, command: String
  ) {
    self.kernel = kernel
    self.operation = operation
    self.board = board
    self.design = design
    self.program = program
    self.resources = resources
    self.placement = placement
    self.command = command
  }

  /// Lowers, estimates and places a design point.
  ///
  /// - Throws: `DesignError` with every reason why it cannot be built or does not fit.
  package init(
    kernel: KernelSpec, board: BoardSpec, design: DesignPoint, command: String
  ) throws(DesignError) {
    let lowering = try KernelLowering(kernel: kernel, board: board, design: design)
    let program = try lowering.program()
    let resources = ResourceEstimate(program, board: board)
    let placement = try Placement(
      units: design.computeUnits, need: resources.computeUnit, board: board,
      subject: "\(kernel.name) \(design.operation) \(design.elementType.rawValue) on \(board.name)")
    self.init(
      kernel: kernel, operation: lowering.operation, board: board, design: design,
      program: program, resources: resources, placement: placement, command: command)
  }
}

/// The program that generates, as named in every generated file.
package enum Generator {
  /// The version that `--version` prints.
  package static let version = "0.1.0"
  /// Name and version.
  package static let title = "Ferrule \(version)"
}
