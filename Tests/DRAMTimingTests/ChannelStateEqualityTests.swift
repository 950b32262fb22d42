import Specs
import TestSupport
import Testing

@testable import DRAMTiming

@Suite("Equality of channel states")
struct ChannelStateEqualityTests {
  @Test(
    "Controllers in equal states go on alike until one has to refresh",
    arguments: [ShippedDevice.ddr4, .hbm2], 1...60 as ClosedRange<UInt64>)
  func equalStates(device: ShippedDevice, seed: UInt64) throws {
    var spec = Variation.timings(
      of: Variation.policy(of: try device.spec(), seed: seed), seed: seed)
    spec.timings.refresh.nREFI *= 4
    let run = PeriodicRun(spec, seed: seed)
    var seen: [[Int]: PeriodicRun.Sample] = [:]
    for sample in run.samples {
      guard let before = seen.updateValue(sample, forKey: sample.key) else { continue }
      let horizon = min(before.refreshDistance, sample.refreshDistance)
      let expected = run.continuation(of: before, for: horizon)
      let found = run.continuation(of: sample, for: horizon)
      // The run may end before.
      #expect(found == Array(expected.prefix(found.count)))
    }
    #expect(seen.count < run.samples.count)
  }

  @Test(
    "Only the distance tells when the next refresh is due",
    arguments: ShippedDevice.allCases, 1...15 as ClosedRange<UInt64>)
  func refreshPhase(device: ShippedDevice, seed: UInt64) throws {
    let spec = Variation.policy(of: try device.spec(), seed: seed)
    let loaded = LoadedController(spec, TrafficStream(spec: spec, count: 80, seed: seed))
    var controller = loaded.controller
    var twin = controller
    twin.core[0].nextRefresh += 7
    let distance = controller.refreshDistance(at: loaded.cycle)
    #expect(twin.refreshDistance(at: loaded.cycle) == distance + 7)
    let isEqual = twin.words(at: loaded.cycle, row: 0) == controller.words(at: loaded.cycle, row: 0)
    #expect(isEqual == (distance > 0))
  }

  @Test(
    "An idle controller that catches up early goes on as one that does so late",
    arguments: [ShippedDevice.ddr4, .hbm2], 1...30 as ClosedRange<UInt64>)
  func catchUp(device: ShippedDevice, seed: UInt64) throws {
    let spec = Variation.timings(of: try device.spec(), seed: seed)
    var generator = SeededGenerator(seed: seed)
    var lazy = LoadedController(spec, TrafficStream(spec: spec, count: 30, seed: seed)).controller
    _ = lazy.finish()
    var cycle = lazy.core[0].clock
    var eager = lazy
    for tag in 0..<40 {
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        cycle += Int.random(in: 0...700, using: &generator)
        eager.catchUp(to: cycle)
        #expect(eager.refreshDistance(at: cycle) >= 0 || eager.core[0].isRefreshing)
      }
      let transaction = Int.random(in: 0..<lazy.mapping.transactions, using: &generator)
      for lead in 0...1 {
        lazy.enqueue(transaction: transaction, isWrite: lead == 0, tag: tag, at: cycle + lead)
        eager.enqueue(transaction: transaction, isWrite: lead == 0, tag: tag, at: cycle + lead)
      }
      #expect(eager.words(at: cycle, row: 0) == lazy.words(at: cycle, row: 0))
      #expect(eager.finish() == lazy.finish())
      #expect(eager.use == lazy.use)
      cycle = max(cycle, lazy.core[0].clock)
    }
  }

  @Test("A controller at work has no refreshes to catch up with")
  func catchUpAtWork() throws {
    let spec = try ShippedDevice.ddr4.spec()
    var controller = ChannelController(spec: spec)
    controller.enqueue(transaction: 0, isWrite: false, tag: 0, at: 5)
    controller.catchUp(to: 1_000_000)
    #expect(controller.nextCycle == 5)
    #expect(controller.use.refreshes == 0)
  }

  @Test(
    "Tags are listed as the transactions are: reads, then writes; in order, by age",
    arguments: [DRAMOrder.firstReady, .inOrder])
  func tags(order: DRAMOrder) throws {
    var spec = try ShippedDevice.ddr4.spec()
    spec.scheduling.order = order
    var controller = ChannelController(spec: spec)
    let writes = [false, true, true, false, true, false]
    for (tag, isWrite) in writes.enumerated() {
      controller.enqueue(transaction: tag * 77, isWrite: isWrite, tag: tag, at: tag * 2)
    }
    var tags = [-1]
    controller.appendTags(to: &tags)
    #expect(tags == (order == .inOrder ? [-1, 0, 1, 2, 3, 4, 5] : [-1, 0, 3, 5, 1, 2, 4]))
  }
}
