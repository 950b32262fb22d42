extension DeviceState {
  mutating func shift(cycles: Int, rows: Int) {
    for bank in 0..<32 where banks.openRow[bank] != BankGates.closed {
      banks.openRow[bank] += Int32(truncatingIfNeeded: rows)
    }
    banks.shift(cycles)
    groups.shift(cycles)
    rank.shift(cycles)
  }
}

extension BankGates {
  mutating func shift(_ cycles: Int) {
    for bank in 0..<32 {
      nextActivate[bank] += cycles
      nextPrecharge[bank] += cycles
      nextRead[bank] += cycles
      nextWrite[bank] += cycles
    }
  }
}

extension GroupGates {
  mutating func shift(_ cycles: Int) {
    for group in 0..<8 {
      nextActivate[group] += cycles
      nextRead[group] += cycles
      readAfterRead[group] += cycles
      readAfterWrite[group] += cycles
      nextWrite[group] += cycles
    }
  }
}

extension RankState {
  mutating func shift(_ cycles: Int) {
    nextActivate += cycles
    readAfterRead += cycles
    readAfterWrite += cycles
    writeAfterWrite += cycles
    writeAfterRead += cycles
    nextRefresh += cycles
    refreshUntil += cycles
    windows.0 += cycles
    windows.1 += cycles
    windows.2 += cycles
    windows.3 += cycles
    renewColumnGates()
    renewActivateGate()
  }
}
