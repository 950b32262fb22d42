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
  /// The first expression where all numbers are in their ranges, else the second.
  case select([IndexRange], LaneExpression, LaneExpression)

  /// Additions, subtractions and multiplications per lane, without the making of patterns.
  public var operationCount: Int {
    switch self {
    case .value, .lane, .scalar, .constant, .pattern: 0
    case .sum(let loop, let term): loop.turns * (term.operationCount + 1) - 1
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right):
      1 + left.operationCount + right.operationCount
    case .select(_, let inside, let outside): inside.operationCount + outside.operationCount
    }
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
