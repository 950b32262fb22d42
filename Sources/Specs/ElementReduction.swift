/// How a reduction makes one number of many.
public struct ElementReduction: Hashable, Sendable {
  /// What two numbers become.
  public enum Operator: String, Sendable, CaseIterable {
    /// Their sum.
    case sum = "+"
    /// The smaller one.
    case minimum = "min"
    /// The larger one.
    case maximum = "max"
  }

  /// The name by which ``result`` calls what all numbers have become.
  public static let total = "total"

  /// What two numbers become; applied until one is left.
  public var combine: Operator
  /// What is stored, made of ``total`` and scalars; the total itself when `nil`.
  public var result: ElementExpression?

  /// Creates a reduction.
  public init(combine: Operator, result: ElementExpression? = nil) {
    self.combine = combine
    self.result = result
  }
}

extension ElementReduction {
  /// Reads `combine` and `result` of an operation; `nil` when the reader has findings about them.
  init?(_ yaml: YAMLMapping, scalars: [ScalarArgument]?) {
    guard let combine = yaml.choice("combine", of: Operator.self), let scalars else { return nil }
    guard yaml.optional("result") != nil else {
      self.init(combine: combine)
      return
    }
    guard
      let result = yaml.expression("result", inputs: [Self.total], scalars: scalars)
    else { return nil }
    self.init(combine: combine, result: result)
  }
}
