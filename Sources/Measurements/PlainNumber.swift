/// Reads the numbers that programs write, without making a `String`; `nil` is any other spelling,
/// which ``FieldText`` has to judge.
enum PlainNumber {
  /// A decimal number and whether the value is the nearest to it; otherwise it is within 10⁻¹⁴.
  struct Decimal {
    var value: Double
    var isExact: Bool
  }

  /// A whole number of 1 to 18 digits.
  static func whole(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var value = 0
    for byte in bytes {
      let digit = byte &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  /// A number, 0 or above, of digits, at most one point, and an exponent.
  static func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Decimal? {
    var scan = DecimalScan()
    var index = 0
    while index < bytes.count, scan.take(bytes[index]) { index += 1 }
    guard scan.hasDigits else { return nil }
    if index < bytes.count {
      guard bytes[index] | 0x20 == 0x65,
        let power = exponent(UnsafeBufferPointer(rebasing: bytes[(index + 1)...]))
      else { return nil }
      scan.exponent += power
    }
    return scan.decimal
  }

  private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let sign = bytes.first else { return nil }
    let isSigned = sign == 0x2D || sign == 0x2B
    let digits = UnsafeBufferPointer(rebasing: bytes[(isSigned ? 1 : 0)...])
    guard digits.count <= 3, let value = whole(digits) else { return nil }
    return sign == 0x2D ? -value : value
  }
}

/// The digits of a number as they come.
private struct DecimalScan {
  private(set) var hasDigits = false
  var exponent = 0
  private var mantissa: UInt64 = 0
  private var hasPoint = false
  private var isRounded = false

  mutating func take(_ byte: UInt8) -> Bool {
    let digit = byte &- 0x30
    guard digit < 10 else {
      guard byte == 0x2E, !hasPoint else { return false }
      hasPoint = true
      return true
    }
    hasDigits = true
    if mantissa < 1_000_000_000_000_000_000 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      if hasPoint { exponent -= 1 }
    } else {
      isRounded = true
      if !hasPoint { exponent += 1 }
    }
    return true
  }

  /// A product or quotient of two exact numbers is rounded once (Clinger, PLDI 1990).
  var decimal: PlainNumber.Decimal? {
    guard abs(exponent) < 280 else { return mantissa == 0 ? .init(value: 0, isExact: true) : nil }
    let whole = Double(mantissa)
    var rest = abs(exponent)
    let isExact = !isRounded && mantissa <= 1 << 53 && rest <= 22
    var power = 1.0
    while rest > 22 {
      power *= 1e22
      rest -= 22
    }
    power *= Self.powers[rest]
    return .init(value: exponent < 0 ? whole / power : whole * power, isExact: isExact)
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
