/// A physical quantity held as one `Double` in its base unit.
///
/// Conforming types are thin wrappers: arithmetic inside one quantity is written here once, and
/// conversions between quantities are spelled out where they have a physical meaning.
public protocol Quantity: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// The value in the base unit that `unitSymbol` names.
  var value: Double { get }

  /// Creates a quantity from a value in the base unit.
  init(_ value: Double)

  /// The base unit as printed, e.g. `Hz` or `B/s`.
  static var unitSymbol: String { get }

  /// The largest multiple of 1000 used for printing, e.g. `1e9` to stay in GB/s.
  static var largestPrefix: Double { get }

  /// An example for error messages, e.g. `300 MHz`.
  static var example: String { get }
}

extension Quantity {
  /// The largest prefix used for printing unless a quantity says otherwise: tera.
  public static var largestPrefix: Double { 1e12 }

  /// Orders by value.
  public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

  /// The sum.
  public static func + (left: Self, right: Self) -> Self { Self(left.value + right.value) }

  /// The difference.
  public static func - (left: Self, right: Self) -> Self { Self(left.value - right.value) }

  /// Scales by a pure number.
  public static func * (left: Self, factor: Double) -> Self { Self(left.value * factor) }

  /// Divides by a pure number.
  public static func / (left: Self, divisor: Double) -> Self { Self(left.value / divisor) }

  /// The ratio of two quantities of one kind, a pure number.
  public static func / (left: Self, right: Self) -> Double { left.value / right.value }

  /// Four significant digits with a decimal prefix, e.g. `460.8 GB/s`.
  public var description: String {
    SIPrefix.format(value, unit: Self.unitSymbol, largest: Self.largestPrefix)
  }
}
