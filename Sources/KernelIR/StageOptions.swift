package import Specs

/// The ways to build one stage of a chain: a multiplier, an adder, or both, or a native unit.
package enum StageOptions {
  /// The combination that the tool would choose.
  static func toolDefault(
    _ table: OperatorTable, _ arithmetic: ArithmeticOperator, _ type: ElementType
  ) -> StageBinding? {
    let multiply = table.toolDefault(of: .mul, type: type)
    let add = table.toolDefault(of: .add, type: type)
    switch arithmetic {
    case .add: return add.map { StageBinding(stages: 1, multiply: nil, add: $0) }
    case .mul: return multiply.map { StageBinding(stages: 1, multiply: $0, add: nil) }
    case .fma:
      if let native = table.toolDefault(of: .fma, type: type) {
        return StageBinding(stages: 1, multiply: native, add: nil)
      }
      guard let multiply, let add else { return nil }
      return StageBinding(stages: 1, multiply: multiply, add: add)
    }
  }

  /// One element per combination of implementations, in the order of the operator table.
  package static func combinations(
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
