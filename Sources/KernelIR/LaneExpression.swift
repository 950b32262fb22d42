public import Specs

/// Arithmetic on the lanes of vectors.
public indirect enum LaneExpression: Hashable, Sendable {
  /// The lane of a vector.
  case value(String)
  /// In arrays of operators: the lane of a vector at an index made of lane counters.
  case lane(String, IndexExpression)
  /// In arrays of operators: the sum over the turns of an unrolled loop, in order.
  case sum(LoopLevel, LaneExpression)
  /// A scalar argument.
  case scalar(String)
  /// A number.
  case constant(Double)
  /// The number `index · lanes + lane`, as an element: data that tells every place apart.
  case pattern(IndexExpression)
  /// A sum.
  case add(LaneExpression, LaneExpression)
  /// A difference.
  case subtract(LaneExpression, LaneExpression)
  /// A product.
  case multiply(LaneExpression, LaneExpression)
  /// A quotient of floating-point numbers.
  case divide(LaneExpression, LaneExpression)
  /// The second where it is below the first, else the first; integers are two's complement.
  case minimum(LaneExpression, LaneExpression)
  /// The second where it is above the first, else the first; integers are two's complement.
  case maximum(LaneExpression, LaneExpression)
  /// The square root of a floating-point number.
  case squareRoot(LaneExpression)
  /// The number with the other sign.
  case negate(LaneExpression)
  /// The number without its sign; integers are two's complement.
  case magnitude(LaneExpression)
  /// The first expression where all numbers are in their ranges, else the second.
  case select([IndexRange], LaneExpression, LaneExpression)

  /// The expressions inside, from left to right.
  public var operands: [LaneExpression] {
    switch self {
    case .value, .lane, .scalar, .constant, .pattern: []
    case .sum(_, let inner), .squareRoot(let inner), .negate(let inner), .magnitude(let inner):
      [inner]
    case .add(let left, let right), .subtract(let left, let right),
      .multiply(let left, let right), .divide(let left, let right),
      .minimum(let left, let right), .maximum(let left, let right),
      .select(_, let left, let right):
      [left, right]
    }
  }

  /// Operations per lane as ``Specs/ElementExpression/operationCount`` counts them, without the
  /// making of patterns.
  public var operationCount: Int {
    let inside = operands.reduce(0) { $0 + $1.operationCount }
    switch self {
    case .sum(let loop, _): return loop.turns * (inside + 1) - 1
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .squareRoot: return inside + 1
    case .value, .lane, .scalar, .constant, .pattern, .negate, .magnitude, .select: return inside
    }
  }

  /// The operator that computes the outermost step, if it needs one. The sign of a floating-point
  /// number is a bit of its own; integers are subtracted from 0.
  public func operatorKind(for type: ElementType) -> OperatorKind? {
    switch self {
    case .sum, .add, .subtract: .add
    case .multiply: .mul
    case .divide: .div
    case .squareRoot: .sqrt
    case .minimum, .maximum: .compare
    case .negate, .magnitude: type.isFloat ? nil : .add
    case .value, .lane, .scalar, .constant, .pattern, .select: nil
    }
  }
}

extension LaneExpression {
  /// The sum of terms, added in pairs: one addition deep per doubling of their number.
  static func tree(_ terms: [LaneExpression]) -> LaneExpression {
    var terms = terms
    while terms.count > 1 {
      let pairs = stride(from: 0, to: terms.count - 1, by: 2).map {
        LaneExpression.add(terms[$0], terms[$0 + 1])
      }
      terms = pairs + (terms.count.isMultiple(of: 2) ? [] : terms.suffix(1))
    }
    return terms.first ?? .constant(0)
  }
}

/// Whether a number is in a range; all three are made of counters, lane counters and sizes.
public struct IndexRange: Hashable, Sendable {
  /// The number.
  public var index: IndexExpression
  /// The least one that is inside.
  public var from: IndexExpression
  /// The least one above it that is not.
  public var before: IndexExpression

  /// Creates a range.
  public init(_ index: IndexExpression, from: IndexExpression, before: IndexExpression) {
    self.index = index
    self.from = from
    self.before = before
  }

  /// Whether the number is inside for the given sizes and counters.
  public func holds(_ names: [String: UInt32]) -> Bool {
    let value = index.value(names)
    return value >= from.value(names) && value < before.value(names)
  }
}

/// A chain of equal operators with taps.
///
/// With x the input, stage k of pass p computes
/// - `fma`: `x · a + b`, product and sum each rounded;
/// - `add`: `x + c`, `mul`: `x · c`, with c = a where k + p is even and b where it is odd.
///
/// The result is the value after `taps[tap]` stages.
public struct OperatorChain: Hashable, Sendable {
  /// The operator of every stage.
  public var operation: ArithmeticOperator
  /// How stages are built; counts sum to the length.
  public var bindings: [StageBinding]
  /// Lengths that the `tap` argument chooses from: 1, 2, 4, …, length.
  public var taps: [Int]
  /// Name of the counter of passes.
  public var passCounter: String
  /// Name of the size argument that chooses the tap.
  public var tapSize: String
  /// Names of the scalars a and b.
  public var coefficients: [String]

  /// Number of stages.
  public var length: Int { bindings.reduce(0) { $0 + $1.stages } }

  /// Powers of two up to a length, and the length itself; none for a length below 1.
  public static func taps(length: Int) -> [Int] {
    guard length > 0 else { return [] }
    let powers = sequence(first: 1) { $0 <= Int.max / 2 ? $0 * 2 : nil }
    return powers.prefix { $0 < length } + [length]
  }
}
