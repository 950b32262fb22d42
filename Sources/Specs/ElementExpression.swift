/// Arithmetic on the elements at one index: the body of an element-wise kernel.
///
/// Written in kernel files with names, numbers, `+ - * /`, parentheses, `sqrt`, `abs`, `min` and
/// `max`: `b + s * c`.
public indirect enum ElementExpression: Hashable, Sendable {
  /// The element of an input array.
  case input(String)
  /// For stencils: the element of an input at another place of the grid, as distances in each
  /// dimension, the slowest one (y, or z in three dimensions) first.
  case neighbour(String, [Int])
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
  /// A quotient, of floating-point numbers only.
  case divide(ElementExpression, ElementExpression)
  /// The smaller of two: the second where it is below the first, else the first.
  case minimum(ElementExpression, ElementExpression)
  /// The larger of two: the second where it is above the first, else the first.
  case maximum(ElementExpression, ElementExpression)
  /// The square root, of floating-point numbers only.
  case squareRoot(ElementExpression)
  /// The number with the other sign.
  case negate(ElementExpression)
  /// The number without its sign.
  case magnitude(ElementExpression)

  /// The expressions that the outermost operator takes, from left to right.
  public var operands: [ElementExpression] {
    switch self {
    case .input, .neighbour, .scalar, .constant: []
    case .squareRoot(let inner), .negate(let inner), .magnitude(let inner): [inner]
    case .add(let left, let right), .subtract(let left, let right),
      .multiply(let left, let right), .divide(let left, let right),
      .minimum(let left, let right), .maximum(let left, let right):
      [left, right]
    }
  }

  /// Operations in the expression as the field counts them: additions, subtractions,
  /// multiplications, divisions, square roots, minima and maxima are one each; a change or loss of
  /// the sign is none.
  ///
  /// Source: what processors count as floating-point operations, FP_ARITH_INST_RETIRED in Intel 64
  /// and IA-32 Architectures Software Developer's Manual, volume 3, performance events ("ADD SUB
  /// MUL DIV MIN MAX RCP14 RSQRT14 SQRT …"; sign masks are logical instructions).
  public var operationCount: Int {
    let own: Int
    switch self {
    case .input, .neighbour, .scalar, .constant, .negate, .magnitude: own = 0
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .squareRoot: own = 1
    }
    return operands.reduce(own) { $0 + $1.operationCount }
  }

  /// Every access to an input with its distances; none where they are not written.
  public var accesses: [ElementAccess] {
    switch self {
    case .input(let name): [ElementAccess(name: name, offset: [])]
    case .neighbour(let name, let offset): [ElementAccess(name: name, offset: offset)]
    default: operands.flatMap(\.accesses)
    }
  }

  /// Whether it has a division or a square root, which integers modulo 2ⁿ do not have.
  public var needsFloatingPoint: Bool {
    switch self {
    case .divide, .squareRoot: true
    default: operands.contains(where: \.needsFloatingPoint)
    }
  }
}

/// An element of an input array that an expression reads.
public struct ElementAccess: Hashable, Sendable {
  /// The array's name.
  public var name: String
  /// Distances in each dimension, the slowest one first; empty: the element at the index itself.
  public var offset: [Int]

  /// Creates an access.
  public init(name: String, offset: [Int]) {
    self.name = name
    self.offset = offset
  }
}
