import Testing

@testable import XRTDevice

@Suite("Random bytes are no message, and never a trap")
struct WireFuzzTests {
  @Test("Any bytes are read or refused", arguments: [1, 2, 3] as [UInt64])
  func fuzz(seed: UInt64) {
    var state = seed
    for _ in 0..<2000 {
      let bytes = (0..<24).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      let message = WireMessage(bytes[...])
      #expect((message?.fields.count ?? 0) <= 24)
      _ = DeviceCall(number: UInt64(bytes[0] % 64), body: bytes[...])
    }
  }
}
