public import Specs

/// Turns a kernel's description and a design point into a program.
///
/// Assumptions of every lowering: one AXI port per array that streams, addresses in beats, no
/// remainder loops (sizes are whole tiles), pipelines that never stop between loop turns.
public struct KernelLowering: Sendable {
  /// The kernel's description.
  public let kernel: KernelSpec
  /// The operation chosen by the design point.
  public let operation: KernelOperation
  /// The board whose operators are used.
  public let board: BoardSpec
  /// The design point.
  public let design: DesignPoint

  /// Cycles that a stream or port access takes inside a pipeline: one register each side.
  static let accessCycles = 2
  /// Cycles of a block RAM or UltraRAM read with its output register (UG573: 2 cycles).
  static let bufferCycles = 2

  /// Checks the design point against kernel and board.
  ///
  /// - Throws: ``DesignError`` with every reason why it cannot be built.
  public init(kernel: KernelSpec, board: BoardSpec, design: DesignPoint) throws(DesignError) {
    let reasons = DesignCheck(kernel: kernel, board: board, design: design).reasons
    guard reasons.isEmpty, let operation = kernel.operation(named: design.operation) else {
      throw DesignError(subject: Self.subject(kernel, design), reasons: reasons)
    }
    self.kernel = kernel
    self.operation = operation
    self.board = board
    self.design = design
  }

  /// The program for the design point.
  ///
  /// - Throws: ``DesignError`` when the design contradicts itself in a way that only shows in the
  ///   program, e.g. a tile shorter than the pipeline.
  public func program() throws(DesignError) -> KernelProgram { try plainProgram().pacedByPorts() }

  private func plainProgram() throws(DesignError) -> KernelProgram {
    if let shape = kernel.shape(of: design) { return try shape.program(self) }
    switch kernel.structure {
    case .roofline: return try rooflineProgram()
    case .elementwise:
      return design.schedule == .phased ? try phasedProgram() : try overlappedProgram()
    case .memoryProbe: return probeProgram()
    case .onChip: return onChipProgram()
    case .pointerChase: return chaseProgram()
    case .randomAccess: return try randomAccessProgram()
    default: throw fail("kernels of structure \(kernel.structure.rawValue) have no program")
    }
  }

  /// Checks that a run's arguments suit the design.
  ///
  /// - Throws: ``DesignError`` with every reason, e.g. a size that is not a whole number of tiles.
  public func check(_ run: RunArguments) throws(DesignError) {
    let reasons = RunCheck(kernel: kernel, design: design, run: run).reasons
    guard reasons.isEmpty else { throw DesignError(subject: subject, reasons: reasons) }
  }

  var subject: String { Self.subject(kernel, design) }

  static func subject(_ kernel: KernelSpec, _ design: DesignPoint) -> String {
    "\(kernel.name) \(design.operation) \(design.elementType.rawValue) on \(design.board)"
  }

  func fail(_ reason: String) -> DesignError { DesignError(subject: subject, reasons: [reason]) }

  /// The C identifier of the top function: the kernel's name with underscores.
  var identifier: String {
    String(kernel.name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  func port(_ index: Int, bits: Int? = nil) -> MemoryPort {
    MemoryPort(
      name: "gmem\(index)", bits: bits ?? design.portBits, burstBeats: design.burstBeats,
      outstanding: design.outstanding)
  }

  func array(_ name: String, port: Int, isWritten: Bool, lanes: Int? = nil) -> MemoryArray {
    MemoryArray(
      name: name, port: "gmem\(port)", isWritten: isWritten, lanes: lanes ?? design.lanes)
  }

  /// A stream deep enough for one burst, so that bursts flow while the other side waits.
  func stream(_ name: String) -> Stream {
    Stream(name: name, lanes: design.lanes, depth: max(2, design.burstBeats))
  }
}
