/// Writes a message of the device protocol.
struct WireWriter {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// A message with one number in field 1: most answers.
  static func answer(_ value: UInt64) -> [UInt8] {
    var writer = WireWriter()
    writer.number(1, value)
    return writer.bytes
  }

  /// An answer with bytes in field 2.
  static func answer<Body: Collection>(_ value: UInt64, _ body: Body) -> [UInt8]
  where Body.Element == UInt8 {
    var writer = WireWriter()
    writer.number(1, value)
    writer.bytes(2, body)
    return writer.bytes
  }

  /// A field with a number.
  mutating func number(_ field: Int, _ value: UInt64) {
    varint(UInt64(field) << 3)
    varint(value)
  }

  /// A field with a number of eight bytes.
  mutating func fixed64(_ field: Int, _ value: UInt64) {
    varint(UInt64(field) << 3 | 1)
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }

  /// A field with a number of four bytes.
  mutating func fixed32(_ field: Int, _ value: UInt32) {
    varint(UInt64(field) << 3 | 5)
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
    }
  }

  /// A field with bytes, a text or a message.
  mutating func bytes<Body: Collection>(_ field: Int, _ body: Body) where Body.Element == UInt8 {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(body.count))
    bytes.append(contentsOf: body)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
