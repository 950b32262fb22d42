import KernelIR
import Quantities
import Specs

/// The branch and bound of ``DeviceFill`` over chains of operators.
struct ChainFill {
  private let fill: DeviceFill
  private let operation: ArithmeticOperator
  private let type: ElementType
  private let regions: [ResourceCount]
  private let options: [StageBinding]
  /// The best rate so far, and every design within the tolerance of what was the best then.
  private var best = 0.0
  private var found: [DeviceFill.Choice] = []
  /// What one unit of a design takes, however many there are; none for one that cannot be built.
  private var needs: [DesignPoint: ResourceCount?] = [:]

  init(fill: DeviceFill, start: DesignPoint) {
    self.fill = fill
    operation = ArithmeticOperator(rawValue: start.operation) ?? .fma
    type = start.elementType
    options = StageOptions.combinations(fill.board.operators, operation, type)
    regions = fill.board.regions.map { fill.board.utilisation.budget(of: $0.resources) }
  }

  /// One way to spend a device: units with a budget each, around a frame that a tile needs.
  private struct Frame {
    var point: DesignPoint
    /// What surrounds the chain of one unit.
    var around: ResourceCount
    /// What one unit may take.
    var budget: ResourceCount
    /// A chain that is at least as long as any that fits.
    var longest: Int
    /// Operations per second and hertz, for a chain of one stage.
    var perStage: Double
    /// Operations per cycle of all units.
    var most: Double { perStage * Double(longest) }
  }

  /// The best designs, and some that are not.
  mutating func choices() -> [DeviceFill.Choice] {
    for frame in frames.sorted(by: { $0.most > $1.most }) { visit(frame) }
    return found
  }

  /// What surrounds a chain does not depend on the number of units, nor their budgets on the kernel.
  private var frames: [Frame] {
    let splits = fill.unitCounts.map { UnitSplit(units: $0, regions: regions).budgets }
    var all: [Frame] = []
    for lanes in fill.laneCounts {
      for storage in fill.storages {
        var point = fill.point(units: 1, lanes: lanes)
        point.storage = storage
        for (tile, around) in tiles(point) {
          for (units, budgets) in zip(fill.unitCounts, splits) {
            var shared = fill.point(units: units, lanes: lanes)
            shared.storage = storage
            shared.tileBeats = tile
            all += budgets.compactMap { frame(shared, around, $0) }
          }
        }
      }
    }
    return all
  }

  private func frame(
    _ point: DesignPoint, _ around: ResourceCount, _ budget: ResourceCount
  ) -> Frame? {
    var single = point
    single.chain = 1
    var frame = Frame(
      point: point, around: around, budget: budget, longest: 0,
      perStage: fill.rate(single, at: Frequency(1)))
    frame.longest = min(relaxed(frame), DesignPoint.longestChain)
    if fill.fixed.contains(.chain) {
      frame.longest = frame.longest < point.chain ? 0 : point.chain
    }
    return frame.longest > 0 ? frame : nil
  }

  /// Tiles that may be as long as a pipeline, with what surrounds a chain then; of tiles that take
  /// the same, the longest.
  private func tiles(_ point: DesignPoint) -> [(Int, ResourceCount)] {
    let lengths =
      fill.fixed.contains(.tileBeats) ? [point.tileBeats] : [512, 1024, 2048, 4096, 8192]
    var tiles: [(Int, ResourceCount)] = []
    for length in lengths {
      var tiled = point
      tiled.tileBeats = length
      tiled.chain = 1
      tiled.bindings = []
      guard let estimate = fill.estimate(of: tiled) else { continue }
      let around = estimate.computeUnit - estimate.operators
      if tiles.last?.1 == around { tiles.removeLast() }
      tiles.append((length, around))
    }
    return tiles
  }

  /// A chain that is at least as long as any that fits, by the linear relaxation.
  private func relaxed(_ frame: Frame) -> Int {
    OperatorMix.bound(
      of: options, budget: frame.budget - frame.around, width: frame.point.lanes,
      depth: frame.point.tileBeats - 16)
  }

  /// The largest mix for what one unit may take, no longer than a chain can be; of a fixed chain,
  /// that or an empty one.
  private func mix(_ frame: Frame, within budget: ResourceCount) -> OperatorMix {
    let largest = mix(frame, budget, most: nil)
    let isFixed = fill.fixed.contains(.chain)
    let wanted = isFixed ? frame.point.chain : min(largest.count, DesignPoint.longestChain)
    guard largest.count != wanted else { return largest }
    // No room at all is found out without the costlier search for a mix of just so many.
    return mix(frame, largest.count < wanted ? ResourceCount() : budget, most: wanted)
  }

  private func mix(_ frame: Frame, _ budget: ResourceCount, most: Int?) -> OperatorMix {
    OperatorMix(
      of: options, budget: budget - frame.around, width: frame.point.lanes, most: most,
      depth: frame.point.tileBeats - 16)
  }

  // MARK: Branch and bound over the share

  private mutating func visit(_ frame: Frame) {
    guard mayWin(frame.longest, frame) else { return }
    let units = frame.point.computeUnits
    let regions = min(units, self.regions.count)
    let full = mix(frame, within: frame.budget)
    offer(full, frame)
    var open = [(low: 0.0, high: 1.0, longest: full.count)]
    while let span = open.popLast() {
      guard mayWin(span.longest, frame, share: span.low),
        span.high - span.low > DeviceFill.finestShare
      else { continue }
      let middle = (span.low + span.high) / 2
      let half = mix(frame, within: narrowed(frame, to: middle, units, regions))
      offer(half, frame)
      open.append((span.low, middle, half.count))
      // As long as with less: nothing is gained by filling the device more.
      if half.count < span.longest { open.append((middle, span.high, span.longest)) }
    }
  }

  /// Whether a chain could be among the best when some resource is used to a share.
  private func mayWin(_ stages: Int, _ frame: Frame, share: Double = 0) -> Bool {
    let fastest = fill.clock.fastest(share, frame.point.clock).value
    return frame.perStage * Double(stages) * fastest > best * (1 - DeviceFill.equal)
  }

  /// A unit's budget when no resource of the regions may be used above a share.
  private func narrowed(
    _ frame: Frame, to share: Double, _ units: Int, _ regions: Int
  ) -> ResourceCount {
    let room = fill.clock.room(share, regions)
    var budget = frame.budget
    for kind in ResourceKind.allCases { budget[kind] = min(budget[kind], room[kind] / units) }
    return budget
  }

  private mutating func offer(_ mix: OperatorMix, _ frame: Frame) {
    guard mix.count > 0, mayWin(mix.count, frame),
      !fill.fixed.contains(.chain) || mix.count == frame.point.chain
    else {
      return
    }
    var point = frame.point
    point.bindings = mix.bindings
    point.chain = mix.count
    if !fill.fixed.contains(.tileBeats) {
      point.tileBeats = LargestDesign.tileBeats(for: mix.bindings)
    }
    guard let need = need(of: point), let choice = fill.choice(point, need: need),
      choice.rate >= best * (1 - DeviceFill.equal)
    else { return }
    best = max(best, choice.rate)
    found.append(choice)
  }

  /// Spans of shares and numbers of units often come to the same kernel.
  private mutating func need(of point: DesignPoint) -> ResourceCount? {
    var single = point
    single.computeUnits = 1
    single.channels = 1
    if let known = needs[single] { return known }
    let need = fill.estimate(of: point)?.computeUnit
    needs[single] = .some(need)
    return need
  }
}
