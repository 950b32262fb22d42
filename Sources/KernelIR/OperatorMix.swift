public import Specs

/// How many operators of each implementation fit a budget together: left-over look-up tables make
/// operators too when the DSP slices are used up.
public struct OperatorMix: Hashable, Sendable {
  /// The implementations with how many of each; none has zero.
  public let bindings: [StageBinding]

  /// Operators in all.
  public var count: Int { bindings.reduce(0) { $0 + $1.stages } }

  /// The largest mix, exactly.
  ///
  /// - Parameters:
  ///   - arithmetic: The operator; `fma` is a multiplier and an adder, or a native unit.
  ///   - type: The element type.
  ///   - table: Costs.
  ///   - budget: What there is; resources that no operator needs do not matter.
  ///   - width: Operators that are added at a time, e.g. the lanes of one chain stage.
  ///   - most: Operators (times `width`) that are wanted; among mixes of that many the one with
  ///     most DSP slices is taken, which leaves look-up tables free.
  ///   - depth: Cycles that the operators in a row may take; any unless told otherwise.
  ///   - isAllowed: Which combinations may be used; all unless told otherwise.
  public init(
    _ arithmetic: ArithmeticOperator, _ type: ElementType, table: OperatorTable,
    budget: ResourceCount, width: Int = 1, most: Int? = nil, depth: Int? = nil,
    isAllowed: (StageBinding) -> Bool = { _ in true }
  ) {
    self.init(
      of: StageOptions.combinations(table, arithmetic, type).filter(isAllowed), budget: budget,
      width: width, most: most, depth: depth)
  }

  /// The same of given ways to build an operator.
  package init(
    of options: [StageBinding], budget: ResourceCount, width: Int, most: Int?, depth: Int?
  ) {
    let program = Self.program(options, budget, width, depth)
    guard let most else {
      bindings = Self.bindings(options, program.solve())
      return
    }
    let preferences = options.map(\.cost.dsp)
    guard let pairs = StagePairs(options) else {
      let capped = program.capped(at: most, preferring: preferences)
      bindings = Self.bindings(options, capped.solve())
      return
    }
    let longest = program.capped(at: most, preferring: preferences.map { _ in 0 }).solve()
    bindings = pairs.most(longest.reduce(0, +), budget: program.budget) {
      Self.costs($0, width, depth)
    }
  }

  /// A number of operators that no mix exceeds, without looking for one.
  package static func bound(
    of options: [StageBinding], budget: ResourceCount, width: Int, depth: Int?
  ) -> Int {
    program(options, budget, width, depth).bound()
  }

  private static func program(
    _ options: [StageBinding], _ budget: ResourceCount, _ width: Int, _ depth: Int?
  ) -> IntegerProgram {
    IntegerProgram(
      values: options.map { _ in 1 }, costs: options.map { costs($0, width, depth) },
      budget: ResourceKind.allCases.map { budget[$0] } + (depth.map { [$0] } ?? []))
  }

  private static func costs(_ stage: StageBinding, _ width: Int, _ depth: Int?) -> [Int] {
    ResourceKind.allCases.map { stage.cost[$0] * width } + (depth == nil ? [] : [stage.latency])
  }

  private static func bindings(_ options: [StageBinding], _ counts: [Int]) -> [StageBinding] {
    zip(options, counts).filter { $0.1 > 0 }.map { option, count in
      StageBinding(stages: count, multiply: option.multiply, add: option.add)
    }
  }

  /// Whether every operator of a stage is made of DSP slices.
  public static func usesOnlyDSP(_ stage: StageBinding) -> Bool {
    [stage.multiply, stage.add].allSatisfy { $0.map { $0.cost.dsp > 0 } ?? true }
  }
}
