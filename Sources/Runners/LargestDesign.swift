public import KernelIR
public import Specs

/// The design that computes most on a board: every combination of compute units per region, with
/// the longest chain that an exact mix of implementations allows.
///
/// All units are copies of one kernel, so the tightest region decides the chain of all. Each unit
/// has two ports of 512 bits.
public struct LargestDesign {
  private let board: BoardSpec
  private let kernel: KernelSpec
  private let memory: BoardMemory

  /// Units per region that are tried.
  private static let mostUnitsPerRegion = 8

  /// Prepares the search for a roofline kernel whose ports go to a memory.
  public init(board: BoardSpec, kernel: KernelSpec, memory: BoardMemory) {
    self.board = board
    self.kernel = kernel
    self.memory = memory
  }

  /// The design with most operators in all.
  ///
  /// - Parameters:
  ///   - operation: The operation of every stage.
  ///   - type: The element type.
  /// - Returns: `nil` when not even one unit with one stage fits.
  public func design(_ operation: ArithmeticOperator, _ type: ElementType) -> DesignPoint? {
    let most = memory.maximumPorts / 2
    return best(
      operation, type,
      among: UnitShares(board, most: Self.mostUnitsPerRegion) {
        (1...max(1, most)).contains($0)
      })
  }

  /// The design with the longest chain for a given number of compute units.
  ///
  /// - Returns: `nil` when they do not fit.
  public func design(
    _ operation: ArithmeticOperator, _ type: ElementType, computeUnits: Int
  ) -> DesignPoint? {
    let perRegion = (computeUnits + board.regions.count - 1) / board.regions.count
    return best(
      operation, type,
      among: UnitShares(board, most: perRegion + 2) {
        $0 == computeUnits
      })
  }

  private func best(
    _ operation: ArithmeticOperator, _ type: ElementType, among shares: UnitShares
  ) -> DesignPoint? {
    var best: DesignPoint?
    for candidate in shares.candidates {
      guard let found = design(operation, type, candidate) else { continue }
      let operators = found.computeUnits * found.chain
      let most = (best?.computeUnits ?? 0) * (best?.chain ?? 0)
      let isSmaller = found.computeUnits < (best?.computeUnits ?? Int.max)
      if operators > most || (operators == most && isSmaller) { best = found }
    }
    return best
  }

  private func design(
    _ operation: ArithmeticOperator, _ type: ElementType, _ candidate: UnitShares.Candidate
  ) -> DesignPoint? {
    var point = DesignPoint(board: board, kernel: kernel, memory: memory)
    point.operation = operation.rawValue
    point.elementType = type
    point.lanes = 512 / type.bits
    point.computeUnits = candidate.units
    point.channels = min(memory.channels, point.computeUnits * 2)
    point.storage = board.fabric.storage(.uram) == nil ? .bram : .uram
    // A first guess with one stage gives what surrounds the chain.
    point.tileBeats = Self.shortestTile
    guard let frame = estimate(of: point) else { return nil }
    let budget = candidate.budget - (frame.computeUnit - frame.operators)
    let mix = OperatorMix(
      operation, type, table: board.operators, budget: budget, width: point.lanes)
    return fitted(mix.bindings, point)
  }

  /// The design with these stages and a tile as long as its pipeline, if it can be placed; stages
  /// are taken away while the longer tile does not fit.
  private func fitted(_ bindings: [StageBinding], _ start: DesignPoint) -> DesignPoint? {
    var point = start
    var stages = bindings
    while let last = stages.last {
      point.bindings = stages
      point.chain = stages.reduce(0) { $0 + $1.stages }
      point.tileBeats = Self.tileBeats(for: stages)
      let need = estimate(of: point)?.computeUnit
      if let need, Placement.fits(point.computeUnits, need: need, board: board) { return point }
      stages[stages.count - 1].stages = last.stages - 1
      if last.stages == 1 { stages.removeLast() }
    }
    return nil
  }

  private static let shortestTile = 512

  /// A tile that is longer than the pipeline of the stages and what surrounds them.
  package static func tileBeats(for stages: [StageBinding]) -> Int {
    let depth = stages.reduce(16) { $0 + $1.stages * $1.latency }
    var beats = shortestTile
    while beats < depth { beats *= 2 }
    return beats
  }

  /// `nil` for a point that cannot be built at all: it is no candidate, so the reason is not kept.
  private func estimate(of point: DesignPoint) -> ResourceEstimate? {
    guard
      let lowering = try? KernelLowering(kernel: kernel, board: board, design: point),
      let program = try? lowering.program()
    else { return nil }
    return ResourceEstimate(program, board: board)
  }
}
