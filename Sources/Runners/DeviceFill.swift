package import KernelIR
package import Quantities
package import Specs

/// The design that gets most out of a board: compute units, lanes, chain and the implementations of
/// its operators.
///
/// Assumptions:
/// - a roofline kernel is worth the operations per second of its longest chain, other kernels the
///   bytes per second of their ports, at most those of their channels; both at the clock that the
///   clock model expects of the design's size;
/// - all units are copies of one kernel, placed as `Placement` does;
/// - designs that differ by less than 1 %, less than builds of one source, count as equal: among
///   them the one with wider memory ports in all is taken, then the one with fewer resources.
///
/// The search is a branch and bound over units, ways to spread them, lanes and tiles, and inside it
/// over how full the device may become; mixes of implementations come from an integer programme.
package struct DeviceFill {
  /// A design with what it is worth.
  package struct Choice: Hashable, Sendable {
    /// The design.
    package let design: DesignPoint
    /// What one unit takes.
    package let need: ResourceCount
    /// Operations or bytes per second.
    package let rate: Double
    /// The clock that the model expects.
    package let clock: Frequency
    /// Memory ports of all units.
    package let ports: Int
    /// Whether the rate counts operations of a chain, or else bytes.
    package let isChain: Bool

    /// Bits of all memory ports together.
    package var portBits: Int { ports * design.portBits }
  }

  let board: BoardSpec
  let kernel: KernelSpec
  let clock: FillClock
  /// What the user fixed.
  let fixed: Set<DesignKey>
  private let start: DesignPoint
  private let memory: BoardMemory

  /// Up to which relative difference two designs count as equal.
  static let equal = 0.01
  /// How finely the share that a device is filled to is told apart.
  static let finestShare = 0.001

  /// Prepares the search from a design with what the user fixed, and defaults for what is chosen
  /// here; the fixed keys keep their values.
  package init(
    board: BoardSpec, kernel: KernelSpec, start: DesignPoint, fixed: Set<DesignKey>,
    clock: FillClock
  ) {
    self.board = board
    self.kernel = kernel
    self.start = start
    self.fixed = fixed
    self.clock = clock
    memory = board.memory(named: start.memory) ?? board.memories[0]
  }

  /// Whether the kernel has something to fill a device with.
  package static func applies(to kernel: KernelSpec) -> Bool {
    [.roofline, .elementwise, .reduction, .memoryProbe].contains(kernel.structure)
  }

  /// The best design; `nil` when not even one unit fits.
  package func best() -> Choice? {
    let found = kernel.structure == .roofline ? chains() : bandwidths()
    let most = found.map(\.rate).max() ?? 0
    return found.filter { $0.rate >= most * (1 - Self.equal) }.max { left, right in
      if left.portBits != right.portBits { return left.portBits < right.portBits }
      if left.rate != right.rate { return left.rate < right.rate }
      return left.need.lut * left.design.computeUnits > right.need.lut * right.design.computeUnits
    }
  }

  // MARK: What is tried

  /// Compute units that have ports, or the number that was fixed.
  var unitCounts: [Int] {
    if fixed.contains(.computeUnits) { return [start.computeUnits] }
    let ports = kernel.portsPerUnit(operation: start.operation, schedule: start.schedule)
    return Array(1...max(1, memory.maximumPorts / max(1, ports)))
  }

  /// Lanes of ports up to 512 bits, widest first, or the number that was fixed.
  var laneCounts: [Int] {
    if fixed.contains(.lanes) || fixed.contains(.portBits) { return [start.lanes] }
    let widest = max(1, 512 / start.elementType.bits)
    return sequence(first: widest) { $0 > 1 ? $0 / 2 : nil }.map { $0 }
  }

  /// Where tiles of a chain may be held.
  var storages: [StorageKind] {
    if fixed.contains(.storage) { return [start.storage] }
    return [.uram, .bram].filter { board.fabric.storage($0) != nil }
  }

  /// A design with lanes and units, its channels as the builder would choose them.
  func point(units: Int, lanes: Int) -> DesignPoint {
    var point = start
    point.computeUnits = units
    point.lanes = lanes
    if !fixed.contains(.channels) {
      let ports = kernel.portsPerUnit(operation: point.operation, schedule: point.schedule)
      point.channels = max(1, min(memory.channels, units * ports))
    }
    return point
  }

  // MARK: What a design is worth

  /// `nil` for a design that cannot be built or does not fit.
  func choice(_ point: DesignPoint) -> Choice? {
    guard let need = estimate(of: point)?.computeUnit else { return nil }
    return choice(point, need: need)
  }

  /// The same for a design of which it is known what one unit takes.
  func choice(_ point: DesignPoint, need: ResourceCount) -> Choice? {
    guard
      let placed = try? Placement(
        units: point.computeUnits, need: need, board: board, subject: kernel.name)
    else { return nil }
    let regions = Set(placed.regions).count
    let reached = clock.clock(placed.total, point.computeUnits, regions, point.clock)
    return Choice(
      design: point, need: need, rate: rate(point, at: reached), clock: reached,
      ports: point.computeUnits
        * kernel.portsPerUnit(operation: point.operation, schedule: point.schedule),
      isChain: kernel.structure == .roofline)
  }

  /// Operations or bytes per second of a design at a clock.
  func rate(_ point: DesignPoint, at clock: Frequency) -> Double {
    let beats = Double(point.computeUnits) * clock.value
    if kernel.structure == .roofline {
      let perStage = ArithmeticOperator(rawValue: point.operation)?.operationCount ?? 1
      return beats * Double(point.lanes * point.chain * perStage)
    }
    let ports = kernel.portsPerUnit(operation: point.operation, schedule: point.schedule)
    let bytes = Double(ports * point.lanes * point.elementType.bytes)
    return min(beats * bytes, memory.device.peakBandwidth.value * Double(point.channels))
  }

  func estimate(of point: DesignPoint) -> ResourceEstimate? {
    guard
      let lowering = try? KernelLowering(kernel: kernel, board: board, design: point),
      let program = try? lowering.program()
    else { return nil }
    return ResourceEstimate(program, board: board)
  }

  /// Every number of units and lanes: exhaustive.
  private func bandwidths() -> [Choice] {
    unitCounts.flatMap { units in
      laneCounts.compactMap { choice(point(units: units, lanes: $0)) }
    }
  }

  private func chains() -> [Choice] {
    var search = ChainFill(fill: self, start: start)
    return search.choices()
  }
}
