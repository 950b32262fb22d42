import Specs
import TestSupport
import Testing

@testable import DRAMTiming

@Suite("Difference of channel states")
struct ChannelStateDifferenceTests {
  /// One thing that decides what happens next, changed; times are from now on.
  enum Change: String, CaseIterable {
    case openRow, row, bank, direction, arrival, draining, dataEnd, refreshFrom, heldUntil
    case bankActivate, bankPrecharge, bankRead, bankWrite
    case groupActivate, groupRead, groupReadAfterWrite, groupWrite
    case rankActivate, rankRead, rankReadAfterWrite, rankWrite, rankWriteAfterRead
    case rankRefresh, refreshUntil, firstWindow, lastWindow
  }

  @Test(
    "States that differ in anything that matters have other words", arguments: Change.allCases,
    [ShippedDevice.ddr4, .hbm2])
  func changed(change: Change, device: ShippedDevice) throws {
    let spec = try device.spec()
    for seed in 1...10 as ClosedRange<UInt64> {
      let stream = TrafficStream(spec: spec, count: 90, seed: seed, isSaturated: true)
      let loaded = LoadedController(spec, stream)
      var before = loaded.controller
      var after = before
      apply(change, to: &after.core[0], at: loaded.cycle)
      #expect(after.words(at: loaded.cycle, row: 0) != before.words(at: loaded.cycle, row: 0))
    }
  }

  private func apply(_ change: Change, to core: inout ChannelCore, at cycle: Int) {
    let bank = core.device.openMask.trailingZeroBitCount & 31
    let slot = core.queues.oldest(in: core.queues.lists[0].visible > 0 ? 0 : 1)
    let later = cycle + 1000
    switch change {
    case .openRow: core.device.banks.openRow[bank] += 1
    case .row: core.queues.rows[Int(slot)] += 1
    case .bank: core.queues[slot].key ^= 1
    case .direction: core.queues[slot].isWrite.toggle()
    case .arrival: core.queues[slot].arrival = later
    case .draining: core.isDraining.toggle()
    case .dataEnd: core.history.dataEnd = later
    case .refreshFrom: core.history.refreshFrom = later
    case .heldUntil: core.history.heldUntil[bank] = later
    default: applyGate(change, to: &core.device, bank, at: later)
    }
  }

  private func applyGate(
    _ change: Change, to device: inout DeviceState, _ bank: Int, at cycle: Int
  ) {
    switch change {
    case .bankActivate: device.banks.nextActivate[bank] = cycle
    case .bankPrecharge: device.banks.nextPrecharge[bank] = cycle
    case .bankRead: device.banks.nextRead[bank] = cycle
    case .bankWrite: device.banks.nextWrite[bank] = cycle
    case .groupActivate: device.groups.nextActivate[3] = cycle
    case .groupRead: device.groups.readAfterRead[3] = cycle
    case .groupReadAfterWrite: device.groups.readAfterWrite[3] = cycle
    case .groupWrite: device.groups.nextWrite[3] = cycle
    case .rankActivate: device.rank.nextActivate = cycle
    case .rankRead: device.rank.readAfterRead = cycle
    case .rankReadAfterWrite: device.rank.readAfterWrite = cycle
    case .rankWrite: device.rank.writeAfterWrite = cycle
    case .rankWriteAfterRead: device.rank.writeAfterRead = cycle
    case .rankRefresh: device.rank.nextRefresh = cycle
    case .refreshUntil: device.rank.refreshUntil = cycle
    case .firstWindow: device.rank.windows.0 = cycle
    default: device.rank.windows.3 = cycle
    }
  }
}
