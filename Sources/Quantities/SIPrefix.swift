import Foundation

/// Decimal and binary prefixes: how numbers are printed for people, and read from them.
public enum SIPrefix {
  private static let decimal: [(symbol: String, factor: Double)] = [
    ("T", 1e12), ("G", 1e9), ("M", 1e6), ("k", 1e3), ("", 1), ("m", 1e-3), ("µ", 1e-6),
    ("n", 1e-9), ("p", 1e-12),
  ]

  /// Factors of the prefixes that a reader accepts, decimal and binary; `u` stands for `µ`.
  static let factors: [String: Double] = [
    "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "K": 1e3, "": 1, "m": 1e-3, "µ": 1e-6, "u": 1e-6,
    "n": 1e-9, "p": 1e-12, "Ki": 1024, "Mi": 1_048_576, "Gi": 1_073_741_824,
    "Ti": 1_099_511_627_776,
  ]

  /// Prints `value` with four significant digits and the prefix that leaves 1–999 before the point.
  ///
  /// - Parameters:
  ///   - value: A number in the base unit.
  ///   - unit: The base unit's symbol, e.g. `B/s`.
  ///   - largest: The largest prefix factor to use, e.g. `1e9` prints 2.1e12 B/s as `2100 GB/s`.
  /// - Returns: Text such as `460.8 GB/s`; trailing zeros after the point are dropped.
  public static func format(_ value: Double, unit: String, largest: Double = 1e12) -> String {
    guard value.isFinite else { return "\(value) \(unit)" }
    guard value != 0 else { return "0 \(unit)" }
    let magnitude = abs(value)
    // 999.95 prints as 1000 in four digits, so it already belongs to the next prefix.
    let prefix =
      decimal.first { $0.factor <= largest && magnitude >= $0.factor * 0.99995 }
      ?? (symbol: "p", factor: 1e-12)
    return "\(significant(value / prefix.factor)) \(prefix.symbol)\(unit)"
  }

  /// Prints a pure number with at most `digits` significant digits, without exponent between
  /// 1e-4 and 1e15, without trailing zeros.
  public static func significant(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    let exponent = Int(floor(log10(abs(value))))
    if exponent < -4 || exponent > 14 { return String(format: "%.\(digits - 1)e", value) }
    return fixed(value, decimals: max(0, digits - 1 - exponent))
  }

  /// The number with as many digits after the point, without zeros at its end. printf(3) rounds as
  /// nothing else does, and without Foundation around it takes a fraction of the time.
  private static func fixed(_ value: Double, decimals: Int) -> String {
    guard formats.indices.contains(decimals) else { return String(format: "%.\(decimals)f", value) }
    // 15 digits before the point, a sign, the point, at most 4 zeros and the digits after it.
    let capacity = 32 + formats.count
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      let written = withVaList([value]) {
        vsnprintf(buffer.baseAddress, capacity, formats[decimals], $0)
      }
      var end = min(max(0, Int(written)), capacity - 1)
      if decimals > 0 {
        while end > 0, buffer[end - 1] == Self.zero { end -= 1 }
        if end > 0, buffer[end - 1] == Self.point { end -= 1 }
      }
      return String(decoding: UnsafeRawBufferPointer(buffer)[..<end], as: UTF8.self)
    }
  }

  /// `%.0f` and so on, each with its zero at the end.
  private static let formats = (0..<20).map { "%.\($0)f".utf8CString.map { $0 } }
  private static let zero = CChar(bitPattern: UInt8(ascii: "0"))
  private static let point = CChar(bitPattern: UInt8(ascii: "."))
}
