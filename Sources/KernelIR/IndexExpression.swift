/// Unsigned 32-bit arithmetic on loop counters and size arguments, wrapping modulo 2³².
///
/// Addresses count beats, so 2³² covers 256 GiB behind a 512-bit port.
public indirect enum IndexExpression: Hashable, Sendable {
  /// A number.
  case constant(UInt32)
  /// A size argument of the kernel, by name.
  case size(String)
  /// The counter of an enclosing loop, by name.
  case counter(String)
  /// A sum.
  case add(IndexExpression, IndexExpression)
  /// A product.
  case multiply(IndexExpression, IndexExpression)
  /// The bits that both have: `i & (n − 1)` is `i mod n` for a power of two.
  case and(IndexExpression, IndexExpression)
  /// A difference.
  case subtract(IndexExpression, IndexExpression)
  /// A fixed pseudo-random permutation of the 32-bit numbers, see ``scramble(_:)``.
  case scrambled(IndexExpression)

  /// The value with the given sizes and counters; names that are not given count as 0.
  public func value(_ names: [String: UInt32]) -> UInt32 {
    switch self {
    case .constant(let value): value
    case .size(let name), .counter(let name): names[name] ?? 0
    case .add(let left, let right): left.value(names) &+ right.value(names)
    case .subtract(let left, let right): left.value(names) &- right.value(names)
    case .multiply(let left, let right): left.value(names) &* right.value(names)
    case .and(let left, let right): left.value(names) & right.value(names)
    case .scrambled(let inner): Self.scramble(inner.value(names))
    }
  }

  /// Names of counters and sizes in the expression.
  public var names: Set<String> {
    switch self {
    case .constant: []
    case .size(let name), .counter(let name): [name]
    case .scrambled(let inner): inner.names
    case .add(let left, let right), .subtract(let left, let right),
      .multiply(let left, let right), .and(let left, let right):
      left.names.union(right.names)
    }
  }

  /// A bijection on 32-bit numbers that leaves no visible order: two multiply-xorshift rounds.
  ///
  /// Constants: Wellons, "Prospecting for Hash Functions" (nullprogram.com, 2018), `lowbias32`.
  public static func scramble(_ value: UInt32) -> UInt32 {
    var x = value
    x ^= x >> 16
    x = x &* 0x7FEB_352D
    x ^= x >> 15
    x = x &* 0x846C_A68B
    x ^= x >> 16
    return x
  }

  /// The sum of two expressions.
  public static func + (left: IndexExpression, right: IndexExpression) -> IndexExpression {
    .add(left, right)
  }

  /// The product of two expressions.
  public static func * (left: IndexExpression, right: IndexExpression) -> IndexExpression {
    .multiply(left, right)
  }
}
