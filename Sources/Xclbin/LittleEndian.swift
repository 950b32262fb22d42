/// Reading fields of a fixed layout: little-endian integers and NUL-terminated text.
///
/// Total functions: bytes beyond the end read as 0, so that a length that was checked wrongly
/// cannot trap. Callers check lengths, and say what is wrong, before they read.
extension ArraySlice<UInt8> {
  /// The unsigned integer at an offset from the start of the slice.
  func unsigned<Number: FixedWidthInteger & UnsignedInteger>(
    _ offset: Int, as type: Number.Type = Number.self
  ) -> Number {
    dropFirst(offset).prefix(Number.bitWidth / 8).reversed()
      .reduce(0) { ($0 << 8) | Number($1) }
  }

  /// The signed 32-bit integer at an offset from the start of the slice.
  func signed(_ offset: Int) -> Int { Int(Int32(bitPattern: unsigned(offset))) }

  /// The text of a field, up to its first NUL or its end; bytes that are no UTF-8 become U+FFFD.
  func text(_ offset: Int, length: Int) -> String {
    String(decoding: dropFirst(offset).prefix(length).prefix { $0 != 0 }, as: UTF8.self)
  }
}

/// Writing fields of a fixed layout.
extension [UInt8] {
  /// Appends an integer, least significant byte first.
  mutating func append(littleEndian number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }

  /// Appends zeros.
  mutating func appendZeros(_ count: Int) {
    append(contentsOf: repeatElement(0, count: Swift.max(0, count)))
  }

  /// Appends text and zeros up to `length` bytes; what is too long is cut, so check it first.
  mutating func append(_ text: String, length: Int) {
    let bytes = text.utf8.prefix(length)
    append(contentsOf: bytes)
    appendZeros(length - bytes.count)
  }
}

/// A finding when text does not fit its field with a NUL at the end.
///
/// - Parameters:
///   - text: What is to be stored.
///   - length: Bytes of the field.
///   - name: What the field is, for the message.
///   - section: The section it is in.
/// - Returns: The finding, or `nil` when the text fits.
func misfit(_ text: String, length: Int, _ name: String, section: String?) -> XclbinFinding? {
  let count = text.utf8.count
  if text.utf8.contains(0) {
    return XclbinFinding(section: section, "\(name) contains a NUL; expected text without one")
  }
  guard count >= length else { return nil }
  return XclbinFinding(
    section: section,
    "\(name) `\(text)` has \(count) bytes, expected at most \(length - 1)")
}
