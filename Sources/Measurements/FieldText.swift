/// How fields are read as values; `nil` is a field that is not such a value.
package enum FieldText {
  /// Text without spaces and tabs around it.
  package static func trimmed(_ text: String) -> String {
    String(decoding: trimmed(Array(text.utf8)[...]), as: UTF8.self)
  }

  /// A whole number from 0 to 2⁶³−1. Also `16.0` and `1e6`, which spreadsheets and data frames
  /// make of it, as long as the value is exact (below 2⁵³).
  package static func wholeNumber(_ bytes: ArraySlice<UInt8>) -> Int? {
    let digits = trimmed(bytes)
    guard !digits.isEmpty else { return nil }
    var value = 0
    for byte in digits {
      guard byte >= 0x30, byte <= 0x39 else { return wholeDecimal(digits) }
      let (product, hasProductOverflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, hasSumOverflow) = product.addingReportingOverflow(Int(byte - 0x30))
      guard !hasProductOverflow, !hasSumOverflow else { return nil }
      value = sum
    }
    return value
  }

  /// A finite decimal number; not `nan`, `inf` or hexadecimal.
  package static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    let text = trimmed(bytes)
    guard text.allSatisfy(isPartOfNumber) else { return nil }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let first = rest.first, isSpace(first) { rest.removeFirst() }
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return rest
  }

  private static func wholeDecimal(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let value = number(bytes), value >= 0, value < 9_007_199_254_740_992 else { return nil }
    return Int(exactly: value)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
    default: false
    }
  }
}
