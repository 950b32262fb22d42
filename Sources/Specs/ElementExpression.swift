/// Arithmetic on the elements at one index: the body of an element-wise kernel.
///
/// Written in kernel files with names, numbers, `+ - *`, and parentheses: `b + s * c`.
public indirect enum ElementExpression: Hashable, Sendable {
  /// The element of an input array.
  case input(String)
  /// A scalar argument.
  case scalar(String)
  /// A number.
  case constant(Double)
  /// A sum.
  case add(ElementExpression, ElementExpression)
  /// A difference.
  case subtract(ElementExpression, ElementExpression)
  /// A product.
  case multiply(ElementExpression, ElementExpression)

  /// Additions, subtractions and multiplications in the expression.
  public var operationCount: Int {
    switch self {
    case .input, .scalar, .constant: 0
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right):
      1 + left.operationCount + right.operationCount
    }
  }
}
