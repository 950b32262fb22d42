import Specs

/// The ways to build one stage of a chain: a multiplier, an adder, or both, or a native unit.
struct StageOptions {
  /// One element per combination of implementations, in the order of the operator table.
  let options: [StageBinding]

  /// Collects the combinations.
  ///
  /// - Throws: the caller's error when the table has no implementation for the type.
  init<Failure: Error>(
    _ table: OperatorTable, _ arithmetic: ArithmeticOperator, _ type: ElementType,
    _ fail: (String) -> Failure
  ) throws(Failure) {
    options = Self.combinations(table, arithmetic, type)
    if options.isEmpty {
      throw fail(
        "the operator table \(table.name) has no \(arithmetic.rawValue) for "
          + "\(type.rawValue); add it to the table or choose another type")
    }
  }

  /// The combination that is used when nothing else is asked for.
  var first: StageBinding { options[0] }

  static func combinations(
    _ table: OperatorTable, _ arithmetic: ArithmeticOperator, _ type: ElementType
  ) -> [StageBinding] {
    let adders = table.implementations(of: .add, type: type)
    let multipliers = table.implementations(of: .mul, type: type)
    switch arithmetic {
    case .add: return adders.map { StageBinding(stages: 1, multiply: nil, add: $0) }
    case .mul: return multipliers.map { StageBinding(stages: 1, multiply: $0, add: nil) }
    case .fma:
      let native = table.implementations(of: .fma, type: type)
      return native.map { StageBinding(stages: 1, multiply: $0, add: nil) }
        + multipliers.flatMap { multiplier in
          adders.map { StageBinding(stages: 1, multiply: multiplier, add: $0) }
        }
    }
  }
}
