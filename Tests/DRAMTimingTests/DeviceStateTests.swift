import DRAMTiming
import Specs
import TestSupport
import Testing

@Suite("Timing gates")
struct DeviceStateTests {
  /// Some bank, another of its group, and one of another group.
  private static let bank = 5
  private static func neighbour(_ scope: ConstraintScope) -> Int {
    switch scope {
    case .bank: bank
    case .bankGroup: 6
    case .rank: 9
    }
  }

  @Test(
    "Each rule alone refuses its command at clock - 1 and accepts it at clock",
    arguments: ShippedDevice.allCases)
  func tight(device: ShippedDevice) throws {
    let table = TimingConstraint.table(of: try device.spec().timings)
    for rule in table where rule.distance > 0 {
      var state = DeviceState(constraints: [rule], banks: 16, banksPerGroup: 4)
      for turn in 0..<rule.count { state.issue(rule.previous, bank: Self.bank, at: 100 + turn) }
      let clock = 100 + rule.distance
      let gate = state.earliest(rule.next, bank: Self.neighbour(rule.scope))
      #expect(!(clock - 1 >= gate), "\(rule)")
      #expect(clock >= gate, "\(rule)")
    }
  }

  @Test("No rule reaches beyond its scope", arguments: ShippedDevice.allCases)
  func scope(device: ShippedDevice) throws {
    let table = TimingConstraint.table(of: try device.spec().timings)
    for rule in table where rule.scope != .rank {
      var state = DeviceState(constraints: [rule], banks: 16, banksPerGroup: 4)
      state.issue(rule.previous, bank: Self.bank, at: 100)
      let outside = Self.neighbour(rule.scope == .bank ? .bankGroup : .rank)
      #expect(state.earliest(rule.next, bank: outside) <= 100, "\(rule)")
    }
  }

  @Test("A fifth activation waits for the window of the first of the last four")
  func window() throws {
    let timings = try ShippedDevice.ddr4.spec().timings
    let rules = TimingConstraint.table(of: timings).filter { $0.name == "nFAW" }
    var state = DeviceState(constraints: rules, banks: 16, banksPerGroup: 4)
    for (bank, cycle) in [(0, 100), (4, 103), (8, 104), (12, 105)] {
      #expect(state.earliest(.activate, bank: bank) <= cycle)
      state.issue(.activate, bank: bank, at: cycle)
    }
    #expect(state.earliest(.activate, bank: 1) == 100 + timings.row.nFAW)
    state.issue(.activate, bank: 1, at: 100 + timings.row.nFAW)
    #expect(state.earliest(.activate, bank: 5) == 103 + timings.row.nFAW)
  }

  @Test("A read to a closed bank waits exactly nRCDRD after ACT", arguments: ShippedDevice.allCases)
  func activateToRead(device: ShippedDevice) throws {
    let timings = try device.spec().timings
    var state = DeviceState(
      constraints: TimingConstraint.table(of: timings), banks: 16, banksPerGroup: 4)
    state.issue(.activate, bank: 3, row: 77, at: 1000)
    #expect(state.openRow(3) == 77)
    #expect(state.earliest(.read, bank: 3) == 1000 + timings.row.nRCDRD)
    #expect(state.earliest(.write, bank: 3) == 1000 + timings.row.nRCDWR)
    state.issue(.precharge, bank: 3, at: 1000 + timings.row.nRAS)
    #expect(state.openRow(3) == nil)
    #expect(state.earliest(.activate, bank: 3) == 1000 + timings.row.nRC)
  }

  @Test(
    "All gates together are the largest that the table and the log of commands give",
    arguments: ShippedDevice.allCases, [1, 2, 3, 4, 5] as [UInt64])
  func againstTable(device: ShippedDevice, seed: UInt64) throws {
    let table = TimingConstraint.table(of: try device.spec().timings)
    var generator = SeededGenerator(seed: seed)
    var state = DeviceState(constraints: table, banks: 16, banksPerGroup: 4)
    var log = CommandHistory(table: table, banksPerGroup: 4)
    var cycle = 0
    for _ in 0..<400 {
      cycle += Int.random(in: 0...6, using: &generator)
      let bank = Int.random(in: 0..<16, using: &generator)
      for command in DRAMCommand.allCases {
        let gate = max(state.earliest(command, bank: bank), cycle)
        #expect(gate == max(log.earliest(command, bank: bank), cycle), "\(command)")
      }
      let command = DRAMCommand.allCases.randomElement(using: &generator) ?? .read
      cycle = max(cycle, state.earliest(command, bank: bank))
      state.issue(command, bank: bank, at: cycle)
      log.issue(command, bank: bank, at: cycle)
    }
  }
}
