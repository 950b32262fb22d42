import DRAMTiming
import Specs
import TestSupport
import Testing

@Suite("State of a channel")
struct ChannelStateTests {
  @Test(
    "A controller moved in time and over rows goes on as the other does, moved",
    arguments: ShippedDevice.allCases, 1...15 as ClosedRange<UInt64>)
  func shifted(device: ShippedDevice, seed: UInt64) throws {
    let spec = Variation.policy(of: try device.spec(), seed: seed)
    let loaded = LoadedController(spec, TrafficStream(spec: spec, count: 80, seed: seed))
    let cycle = loaded.cycle
    var controller = loaded.controller
    var twin = controller
    twin.shift(cycles: 123_456_789, rows: 17, tags: 1000)
    #expect(
      twin.words(at: cycle + 123_456_789, row: 17) == controller.words(at: cycle, row: 0))
    #expect(
      twin.refreshDistance(at: cycle + 123_456_789) == controller.refreshDistance(at: cycle))
    var tags: [Int] = []
    var movedTags: [Int] = []
    controller.appendTags(to: &tags)
    twin.appendTags(to: &movedTags)
    #expect(movedTags == tags.map { $0 + 1000 })
    let before = controller.use
    let moved = twin.finish()
    let expected = controller.finish().map { completion in
      var completion = completion
      completion.dataEnd += 123_456_789
      completion.tag += 1000
      return completion
    }
    #expect(moved == expected)
    #expect(twin.use == controller.use)
    #expect(before.busy < controller.use.busy)
  }

  @Test(
    "When a sequential stream comes to an equal state again, the next period is the same",
    arguments: [ShippedDevice.ddr4, .hbm2])
  func periodic(device: ShippedDevice) throws {
    var stream = Sequential(spec: shortRows(try device.spec()))
    var seen: [[Int]: (row: Int, cycle: Int, use: DataBusUse)] = [:]
    for row in 1...4000 {
      stream.read(row: row)
      let state = stream.state(row: row)
      if let before = seen[state] {
        let period = (rows: row - before.row, cycles: stream.cycle - before.cycle)
        let busy = stream.controller.use.busy - before.use.busy
        let refresh = stream.controller.use.refresh - before.use.refresh
        let end = stream.controller.use
        for next in (row + 1)...(row + period.rows) { stream.read(row: next) }
        #expect(stream.state(row: row + period.rows) == state)
        #expect(stream.cycle == before.cycle + 2 * period.cycles)
        #expect(stream.controller.use.busy == end.busy + busy)
        #expect(stream.controller.use.refresh == end.refresh + refresh)
        return
      }
      seen[state] = (row, stream.cycle, stream.controller.use)
    }
    Issue.record("no period within 4000 rows")
  }

  /// A device whose walk over rows and refreshes soon comes to the same phase again.
  private func shortRows(_ spec: DRAMSpec) -> DRAMSpec {
    var spec = spec
    spec.geometry.rows =
      spec.geometry.rows * spec.geometry.columns / (2 * spec.geometry.burstLength)
    spec.geometry.columns = 2 * spec.geometry.burstLength
    spec.addressMap.pieces = [
      .init(field: .row, bits: spec.geometry.rows.trailingZeroBitCount),
      .init(field: .bank, bits: 2), .init(field: .column, bits: 1),
      .init(field: .bankGroup, bits: 2),
    ]
    spec.timings.refresh.nREFI = 1000
    spec.timings.refresh.nRFC = 100
    return spec
  }
}

/// Reads one transaction after the other, with the queue always full.
private struct Sequential {
  var controller: ChannelController
  var issued = 0
  /// The first cycle that has not been stepped.
  var cycle = 0

  init(spec: DRAMSpec) { controller = ChannelController(spec: spec) }

  /// The state with the phase of the refreshes.
  mutating func state(row: Int) -> [Int] {
    controller.words(at: cycle, row: row) + [controller.refreshDistance(at: cycle)]
  }

  /// Reads up to the end of the row before `row`, in all banks.
  mutating func read(row: Int) {
    while issued < row * 32 {
      while !controller.hasRoom(isWrite: false) {
        cycle = controller.nextCycle + 1
        _ = controller.step()
      }
      controller.enqueue(transaction: issued, isWrite: false, tag: issued, at: cycle)
      issued += 1
    }
  }
}
