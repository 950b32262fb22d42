/// A message of the device protocol as read from its bytes: protocol buffers, wire format 2.
///
/// Fields keep the order in which they came. Unknown fields are kept, too: who reads asks for the numbers
/// that it knows. Source: Protocol Buffers documentation, "Encoding"; numbers in XRT's
/// `rpc_messages.proto`.
struct WireMessage {
  /// A value as it is on the wire.
  enum Value {
    /// `varint`: bool, int and uint of any width.
    case number(UInt64)
    /// Bytes, texts and messages inside.
    case bytes(ArraySlice<UInt8>)
  }

  private(set) var fields: [(number: Int, value: Value)] = []

  /// Reads a message.
  ///
  /// - Returns: `nil` where the bytes are no message: cut off, a group, a number of more than 64 bits.
  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = WireReader(bytes)
    while !rest.isAtEnd {
      guard let tag = rest.varint(), let number = Int(exactly: tag >> 3), number > 0 else {
        return nil
      }
      switch tag & 7 {
      case 0:
        guard let value = rest.varint() else { return nil }
        fields.append((number, .number(value)))
      case 1:
        guard let value = rest.fixed(8) else { return nil }
        fields.append((number, .number(value)))
      case 2:
        guard let length = rest.varint(), let body = rest.take(length) else { return nil }
        fields.append((number, .bytes(body)))
      case 5:
        guard let value = rest.fixed(4) else { return nil }
        fields.append((number, .number(value)))
      default: return nil
      }
    }
  }

  /// The last number with a field number, as the format asks for; `nil` where there is none.
  func number(_ field: Int) -> UInt64? {
    for case (field, .number(let value)) in fields.reversed() { return value }
    return nil
  }

  /// The last bytes with a field number.
  func bytes(_ field: Int) -> ArraySlice<UInt8>? {
    for case (field, .bytes(let value)) in fields.reversed() { return value }
    return nil
  }

  /// The last text with a field number; what is not UTF-8 in it is replaced.
  func text(_ field: Int) -> String? { bytes(field).map { String(decoding: $0, as: UTF8.self) } }

  /// All messages with a field number; those that are none are left out.
  func messages(_ field: Int) -> [WireMessage] {
    fields.compactMap { entry in
      guard entry.number == field, case .bytes(let body) = entry.value else { return nil }
      return WireMessage(body)
    }
  }
}

/// The bytes of a message that are still to be read.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  /// A number in groups of seven bits, lowest first; `nil` when it is cut off or longer than 64 bits.
  mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      let group = UInt64(byte & 0x7f)
      if shift == 63, group > 1 { return nil }
      value |= group << UInt64(shift)
      if byte < 0x80 { return value }
    }
    return nil
  }

  /// A number of so many bytes, lowest first.
  mutating func fixed(_ count: Int) -> UInt64? {
    guard let bytes = take(UInt64(count)) else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The next bytes, if there are so many.
  mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
    guard let count = Int(exactly: count), count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
