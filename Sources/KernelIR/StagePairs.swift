import Specs

/// A number of stages with most DSP slices, found over multipliers and adders by themselves: how
/// they are paired costs nothing, so a programme over pairs has many equal solutions, which take a
/// branch and bound long.
struct StagePairs {
  private let multipliers: [OperatorCost]
  private let adders: [OperatorCost]
  /// Options that are one unit.
  private let single: [StageBinding]

  /// Takes the options apart; `nil` where some multipliers and adders may not be combined.
  init?(_ options: [StageBinding]) {
    let pairs = options.filter { $0.multiply != nil && $0.add != nil }
    multipliers = Self.distinct(pairs.compactMap(\.multiply))
    adders = Self.distinct(pairs.compactMap(\.add))
    single = options.filter { $0.multiply == nil || $0.add == nil }
    guard Set(pairs).count == multipliers.count * adders.count else { return nil }
  }

  /// So many stages that take as many DSP slices as fit.
  ///
  /// - Parameters:
  ///   - count: How many; so many have to fit.
  ///   - budget: What there is of everything that `costs` counts.
  ///   - costs: What a stage takes; that of a pair is the sum of both.
  /// - Returns: Bindings that name `count` stages in all, in the order of the options.
  func most(_ count: Int, budget: [Int], costs: (StageBinding) -> [Int]) -> [StageBinding] {
    let halves =
      multipliers.map { StageBinding(stages: 1, multiply: $0, add: nil) }
      + adders.map { StageBinding(stages: 1, multiply: nil, add: $0) }
    let parts = halves + single
    let weight = 2 * count * (parts.map(\.cost.dsp).max() ?? 0) + 1
    let program = IntegerProgram(
      values: parts.indices.map { weight * sides($0).reduce(0, +) + parts[$0].cost.dsp },
      costs: parts.indices.map { costs(parts[$0]) + sides($0) },
      budget: budget + [count, count])
    return bindings(program.solve())
  }

  /// How many multipliers and adders of pairs a part stands for.
  private func sides(_ part: Int) -> [Int] {
    if part < multipliers.count { return [1, 0] }
    return part < multipliers.count + adders.count ? [0, 1] : [1, 1]
  }

  /// Pairs the first multipliers with the first adders.
  private func bindings(_ counts: [Int]) -> [StageBinding] {
    var stages: [StageBinding] = []
    var left = Array(counts[multipliers.count..<multipliers.count + adders.count])
    for (multiplier, count) in zip(multipliers, counts) {
      var open = count
      for adder in adders.indices where open > 0 && left[adder] > 0 {
        let both = min(open, left[adder])
        stages.append(StageBinding(stages: both, multiply: multiplier, add: adders[adder]))
        open -= both
        left[adder] -= both
      }
    }
    return stages
      + zip(single, counts.suffix(single.count)).filter { $0.1 > 0 }.map { option, count in
        StageBinding(stages: count, multiply: option.multiply, add: option.add)
      }
  }

  private static func distinct(_ costs: [OperatorCost]) -> [OperatorCost] {
    var known: Set<OperatorCost> = []
    return costs.filter { known.insert($0).inserted }
  }
}
