/// Why a text is not the quantity that was asked for.
public struct QuantityError: Error, Equatable, CustomStringConvertible {
  /// The text as found.
  public let text: String
  /// What is wrong with it, e.g. `the unit is missing`.
  public let reason: String
  /// A spelling that is right, e.g. `300 MHz`.
  public let example: String

  /// The whole finding in one line.
  public var description: String { "found \"\(text)\", \(reason); write for example \(example)" }
}

extension Quantity {
  /// Reads `number unit`, with or without a space: `300 MHz`, `19.2GB/s`, `54 ns`.
  ///
  /// Decimal prefixes p n µ(u) m k M G T and binary prefixes Ki Mi Gi Ti are accepted. The unit is
  /// required, so a number in another unit is never taken silently.
  ///
  /// - Parameter text: What the user wrote.
  /// - Throws: ``QuantityError`` when the number or the unit is missing or wrong, or the value is
  ///   negative or not finite.
  public init(parsing text: String) throws(QuantityError) {
    let parts = try QuantityText(reading: text, unit: Self.unitSymbol, example: Self.example)
    self.init(parts.value)
  }
}

extension ByteCount {
  /// Reads a size: `256MiB`, `8 KiB`, `64 B`, `1 GB`, or a plain number of bytes.
  ///
  /// - Parameter text: What the user wrote.
  /// - Throws: ``QuantityError`` when it is not a whole, representable number of bytes.
  public init(parsing text: String) throws(QuantityError) {
    let example = "256 MiB"
    let isPlain = text.allSatisfy { $0.isASCII && $0.isNumber } && !text.isEmpty
    let parts = try QuantityText(
      reading: isPlain ? text + " B" : text, unit: "B", example: example)
    guard let bytes = parts.wholeNumber else {
      throw QuantityError(
        text: text, reason: "which is not a whole number of bytes below 2^63", example: example)
    }
    self.init(bytes)
  }
}

/// The grammar shared by all quantities: a decimal number, an optional prefix, the unit.
private struct QuantityText {
  /// The number as written, e.g. `19.2` or `1e9`.
  let number: String
  /// What the prefix stands for.
  let factor: Double
  /// Number times factor, finite and not negative.
  let value: Double

  init(reading text: String, unit: String, example: String) throws(QuantityError) {
    func failure(_ reason: String) -> QuantityError {
      QuantityError(text: text, reason: reason, example: example)
    }
    let trimmed = text.trimmingSpaces
    let digits = trimmed.prefix { "0123456789.+-".contains($0) }
    guard !digits.isEmpty else { throw failure("which does not begin with a number") }
    let rest = trimmed.dropFirst(digits.count)
    let exponent = Self.exponentPart(of: rest) ?? ""
    number = digits + exponent
    guard let significand = Double(number) else {
      throw failure("whose number \"\(number)\" is wrong")
    }
    let symbol = String(rest.dropFirst(exponent.count)).trimmingSpaces
    guard !symbol.isEmpty else { throw failure("the unit is missing") }
    guard symbol.hasSuffix(unit), let factor = SIPrefix.factors[String(symbol.dropLast(unit.count))]
    else { throw failure("expected the unit \(unit), with or without a prefix") }
    self.factor = factor
    // 30 µs is 30 / 10⁶, exactly rounded; 30 · 10⁻⁶ is rounded twice.
    value = factor < 1 ? significand / (1 / factor).rounded() : significand * factor
    guard value >= 0 else { throw failure("expected a number that is not negative") }
    guard value.isFinite else { throw failure("expected a number below 1.8e308") }
  }

  /// The value if it is a whole `Int`, computed without rounding: `1.001 kB` is 1001 bytes, which
  /// binary fractions miss, and `9007199254740993 B` has more digits than a `Double` holds.
  var wholeNumber: Int? {
    let isDecimal = !number.contains { $0 == "e" || $0 == "E" }
    guard isDecimal, let factor = UInt(exactly: factor) else { return Int(exactly: value) }
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.dropFirst().joined().trimmingTrailingZeros
    guard let digits = UInt(parts[0] + fraction) else { return nil }
    var scale: UInt = 1
    for _ in fraction {
      let (product, overflow) = scale.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      scale = product
    }
    let product = digits.multipliedFullWidth(by: factor)
    guard product.high < scale else { return nil }
    let (quotient, remainder) = scale.dividingFullWidth(product)
    return remainder == 0 ? Int(exactly: quotient) : nil
  }

  /// `e9` or `E-3` directly after the digits; not the `E` of a unit.
  private static func exponentPart(of text: Substring) -> String? {
    guard let first = text.first, first == "e" || first == "E" else { return nil }
    let tail = text.dropFirst()
    let sign = tail.prefix { $0 == "+" || $0 == "-" }
    let digits = tail.dropFirst(sign.count).prefix { $0.isASCII && $0.isNumber }
    guard sign.count <= 1, !digits.isEmpty else { return nil }
    return String(first) + sign + digits
  }
}

extension String {
  fileprivate var trimmingTrailingZeros: String {
    String(reversed().drop { $0 == "0" }.reversed())
  }

  fileprivate var trimmingSpaces: String {
    let front = drop { $0 == " " || $0 == "\t" }
    return String(front.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
