import Testing
@testable import XRTDevice

@Suite("The device protocol's codec")
struct WireMessageTests {
  @Test("What is written is read back, whatever the numbers")
  func roundTrip() throws {
    for value in [0, 1, 127, 128, 300, UInt64(UInt32.max), UInt64.max] {
      var writer = WireWriter()
      writer.number(1, value)
      writer.fixed64(2, value)
      writer.bytes(3, [UInt8](repeating: 7, count: 200))
      let message = try #require(WireMessage(writer.bytes[...]))
      #expect(message.number(1) == value)
      #expect(message.number(2) == value)
      #expect(message.bytes(3)?.count == 200)
      #expect(message.number(3) == nil)
    }
  }
}
