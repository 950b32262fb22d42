/// A whole number of bytes; GiB is 2³⁰ and GB is 10⁹, and the printed text says which.
public struct ByteCount: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Bytes, not negative.
  public let value: Int

  /// Creates a byte count; a negative number is a bug of the caller.
  public init(_ value: Int) {
    precondition(value >= 0, "a byte count is not negative")
    self.value = value
  }

  /// Creates a count of binary gigabytes (2³⁰ bytes).
  public static func gibibytes(_ count: Int) -> ByteCount { ByteCount(count << 30) }
  /// Creates a count of binary megabytes (2²⁰ bytes).
  public static func mebibytes(_ count: Int) -> ByteCount { ByteCount(count << 20) }
  /// Creates a count of binary kilobytes (2¹⁰ bytes).
  public static func kibibytes(_ count: Int) -> ByteCount { ByteCount(count << 10) }

  /// Orders by number of bytes.
  public static func < (left: ByteCount, right: ByteCount) -> Bool { left.value < right.value }

  /// The exact number with the largest binary unit that divides it: `256 MiB`, `8 KiB`, `100 B`.
  public var description: String {
    for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")]
    where value != 0 && value % (1 << shift) == 0 {
      return "\(value >> shift) \(unit)"
    }
    return "\(value) B"
  }
}
