import Measurements
import OffloadPredictor
import Quantities
import RooflineModel
import Testing

@Suite("Host link")
struct HostLinkTests {
  @Test("Rates are the link's ceilings, and latency is what no bytes would take")
  func fromRows() throws {
    // 10 µs and 10 GB/s: 1 MB takes 110 µs, 1 GB takes 100.01 ms.
    let rows = [
      Self.row("host-to-device", bytes: 1_000_000, seconds: 1.1e-4),
      Self.row("host-to-device", bytes: 1_000_000_000, seconds: 0.10001),
      Self.row("launch", bytes: nil, seconds: 2e-4), Self.row("launch", bytes: nil, seconds: 4e-4),
    ]
    let link = HostLink(rows: rows, roofline: try #require(RooflineFit.fit(rows: rows).first))
    #expect(link.hostToDevice?.value == 1e9 / 0.10001)
    #expect(link.deviceToHost == nil)
    #expect(abs((link.latency?.value ?? 0) - 1e-5) < 1e-9)
    #expect(abs((link.launchOverhead?.value ?? 0) - 3e-4) < 1e-12)
    #expect(link.origins.count == 3)
  }

  @Test("Measured rows go before modelled ones, and other boards do not count")
  func evidence() throws {
    var other = Self.row("launch", bytes: nil, seconds: 9)
    other.board = "u250"
    var modelled = Self.row("launch", bytes: nil, seconds: 5)
    modelled.evidence = .modelled
    let rows = [modelled, Self.row("launch", bytes: nil, seconds: 3), other]
    let link = HostLink(rows: rows, roofline: try #require(RooflineFit.fit(rows: rows).first))
    #expect(link.launchOverhead == TimeSpan(3))
  }

  @Test("One size of transfer says nothing about latency")
  func oneSize() throws {
    let rows = [Self.row("device-to-host", bytes: 100, seconds: 1)]
    let link = HostLink(rows: rows, roofline: try #require(RooflineFit.fit(rows: rows).first))
    #expect(link.latency == nil && link.launchOverhead == nil)
    #expect(link.deviceToHost?.value == 100)
  }

  @Test("Completing a link keeps what was fitted and names where the rest comes from")
  func completion() {
    var fitted = HostLink()
    fitted.hostToDevice = Estimate(value: 1e9)
    let link = fitted.completed(by: BoardSamples.link, origin: "Boards/u280.yaml")
    #expect(link.hostToDevice?.value == 1e9)
    #expect(
      link.origins == [
        "device to host 5 GB/s, Boards/u280.yaml",
        "latency 10 µs per transfer, Boards/u280.yaml", "launch 100 µs, Boards/u280.yaml",
      ])
  }

  private static func row(_ operation: String, bytes: Int?, seconds: Double) -> Measurement {
    var row = Measurement()
    row.board = "u280"
    row.kernel = "host-link"
    row.operation = operation
    row.memory = "host"
    row.bytesRead = bytes
    row.seconds = seconds
    return row
  }
}
