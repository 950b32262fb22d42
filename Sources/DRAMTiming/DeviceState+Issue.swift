extension DeviceState {
  /// Gives the device a command; the caller has checked that it is legal.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - bank: Its bank; ignored for REF.
  ///   - row: The row that ACT opens; ignored otherwise.
  ///   - cycle: When; not before the previous command.
  package mutating func issue(_ command: DRAMCommand, bank: Int, row: Int = 0, at cycle: Int) {
    switch command {
    case .activate: activate(bank, row: Int32(truncatingIfNeeded: row), at: cycle)
    case .precharge: precharge(bank, at: cycle)
    case .read: read(bank, at: cycle)
    case .write: write(bank, at: cycle)
    case .refresh: refresh(at: cycle)
    }
  }

  @inline(__always)
  mutating func activate(_ bank: Int, row: Int32, at cycle: Int) {
    openMask |= 1 &<< UInt32(truncatingIfNeeded: bank)
    banks.openRow[bank] = row
    banks.nextActivate[bank] = cycle &+ distance.activateToActivate
    banks.nextPrecharge[bank] = cycle &+ distance.activateToPrecharge
    banks.nextRead[bank] = cycle &+ distance.activateToRead
    banks.nextWrite[bank] = cycle &+ distance.activateToWrite
    groups.nextActivate[group(bank)] = cycle &+ distance.groupActivateToActivate
    rank.nextActivate = cycle &+ distance.rankActivateToActivate
    rank.nextRefresh = max(rank.nextRefresh, cycle &+ distance.activateToRefresh)
    let window = cycle &+ distance.fourActivates
    rank.windows = (rank.windows.1, rank.windows.2, rank.windows.3, window)
    rank.renewActivateGate()
  }

  @inline(__always)
  mutating func precharge(_ bank: Int, at cycle: Int) {
    openMask &= ~(1 &<< UInt32(truncatingIfNeeded: bank))
    banks.openRow[bank] = BankGates.closed
    let gate = cycle &+ distance.prechargeToActivate
    banks.nextActivate[bank] = max(banks.nextActivate[bank], gate)
    rank.nextRefresh = max(rank.nextRefresh, cycle &+ distance.prechargeToRefresh)
  }

  @inline(__always)
  mutating func read(_ bank: Int, at cycle: Int) {
    let group = group(bank)
    let gate = cycle &+ distance.readToPrecharge
    banks.nextPrecharge[bank] = max(banks.nextPrecharge[bank], gate)
    let groupGate = cycle &+ distance.groupReadToRead
    groups.readAfterRead[group] = groupGate
    groups.nextRead[group] = max(groups.nextRead[group], groupGate)
    rank.readAfterRead = cycle &+ distance.rankReadToRead
    rank.writeAfterRead = cycle &+ distance.rankReadToWrite
    rank.renewColumnGates()
  }

  @inline(__always)
  mutating func write(_ bank: Int, at cycle: Int) {
    let group = group(bank)
    let gate = cycle &+ distance.writeToPrecharge
    banks.nextPrecharge[bank] = max(banks.nextPrecharge[bank], gate)
    groups.nextWrite[group] = cycle &+ distance.groupWriteToWrite
    let readGate = cycle &+ distance.groupWriteToRead
    groups.readAfterWrite[group] = readGate
    groups.nextRead[group] = max(groups.nextRead[group], readGate)
    rank.writeAfterWrite = cycle &+ distance.rankWriteToWrite
    rank.readAfterWrite = cycle &+ distance.rankWriteToRead
    rank.renewColumnGates()
  }

  mutating func refresh(at cycle: Int) {
    rank.refreshUntil = cycle &+ distance.refreshToActivate
    rank.renewActivateGate()
    rank.nextRefresh = max(rank.nextRefresh, cycle &+ distance.refreshToRefresh)
  }
}
