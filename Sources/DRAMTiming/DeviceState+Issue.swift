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
    case .activate: activate(bank, row: row, at: cycle)
    case .precharge: precharge(bank, at: cycle)
    case .read: read(bank, at: cycle)
    case .write: write(bank, at: cycle)
    case .refresh: refresh(at: cycle)
    }
  }

  mutating func activate(_ bank: Int, row: Int, at cycle: Int) {
    openMask |= 1 &<< UInt32(truncatingIfNeeded: bank)
    banks[bank].openRow = row
    banks[bank].nextActivate = cycle + distance.activateToActivate
    banks[bank].nextPrecharge = cycle + distance.activateToPrecharge
    banks[bank].nextRead = cycle + distance.activateToRead
    banks[bank].nextWrite = cycle + distance.activateToWrite
    groups[bank >> groupShift].nextActivate = cycle + distance.groupActivateToActivate
    rank.nextActivate = cycle + distance.rankActivateToActivate
    rank.nextRefresh = max(rank.nextRefresh, cycle + distance.activateToRefresh)
    let window = cycle + distance.fourActivates
    rank.windows = (rank.windows.1, rank.windows.2, rank.windows.3, window)
  }

  mutating func precharge(_ bank: Int, at cycle: Int) {
    openMask &= ~(1 &<< UInt32(truncatingIfNeeded: bank))
    banks[bank].openRow = BankState.closed
    let gate = cycle + distance.prechargeToActivate
    banks[bank].nextActivate = max(banks[bank].nextActivate, gate)
    rank.nextRefresh = max(rank.nextRefresh, cycle + distance.prechargeToRefresh)
  }

  mutating func read(_ bank: Int, at cycle: Int) {
    let gate = cycle + distance.readToPrecharge
    banks[bank].nextPrecharge = max(banks[bank].nextPrecharge, gate)
    groups[bank >> groupShift].readAfterRead = cycle + distance.groupReadToRead
    rank.readAfterRead = cycle + distance.rankReadToRead
    rank.writeAfterRead = cycle + distance.rankReadToWrite
  }

  mutating func write(_ bank: Int, at cycle: Int) {
    let gate = cycle + distance.writeToPrecharge
    banks[bank].nextPrecharge = max(banks[bank].nextPrecharge, gate)
    groups[bank >> groupShift].nextWrite = cycle + distance.groupWriteToWrite
    groups[bank >> groupShift].readAfterWrite = cycle + distance.groupWriteToRead
    rank.writeAfterWrite = cycle + distance.rankWriteToWrite
    rank.readAfterWrite = cycle + distance.rankWriteToRead
  }

  mutating func refresh(at cycle: Int) {
    rank.refreshUntil = cycle + distance.refreshToActivate
    rank.nextRefresh = max(rank.nextRefresh, cycle + distance.refreshToRefresh)
  }
}
