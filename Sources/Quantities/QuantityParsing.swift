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
    let value = try QuantityText.number(
      in: text, unit: Self.unitSymbol, example: Self.example)
    self.init(value)
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
    let value = try QuantityText.number(
      in: isPlain ? text + " B" : text, unit: "B", example: example)
    guard let bytes = Int(exactly: value) else {
      throw QuantityError(
        text: text, reason: "which is not a whole number of bytes below 2^63", example: example)
    }
    self.init(bytes)
  }
}

/// The grammar shared by all quantities: a decimal number, an optional prefix, the unit.
private enum QuantityText {
  static func number(
    in text: String, unit: String, example: String
  ) throws(QuantityError) -> Double {
    func failure(_ reason: String) -> QuantityError {
      QuantityError(text: text, reason: reason, example: example)
    }
    let trimmed = text.trimmingSpaces
    let digits = trimmed.prefix { "0123456789.+-".contains($0) }
    guard !digits.isEmpty else { throw failure("which does not begin with a number") }
    var number = String(digits)
    var rest = trimmed.dropFirst(digits.count)
    if let exponent = exponentPart(of: rest) {
      number += exponent
      rest = rest.dropFirst(exponent.count)
    }
    guard let value = Double(number) else { throw failure("whose number \"\(number)\" is wrong") }
    let symbol = String(rest).trimmingSpaces
    guard !symbol.isEmpty else { throw failure("the unit is missing") }
    guard symbol.hasSuffix(unit), let factor = SIPrefix.factors[String(symbol.dropLast(unit.count))]
    else { throw failure("expected the unit \(unit), with or without a prefix") }
    guard value >= 0, (value * factor).isFinite else {
      throw failure("expected a number that is not negative")
    }
    return value * factor
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
  fileprivate var trimmingSpaces: String {
    let front = drop { $0 == " " || $0 == "\t" }
    return String(front.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
