extension DeviceState {
  /// Gates and open rows, counted from a cycle and a row.
  func state(_ frame: TimeFrame, row: Int) -> [Int] {
    var state: [Int] = []
    for bank in 0..<32 {
      let openRow = banks.openRow[bank]
      state.append(openRow == BankGates.closed ? Int.min : openRow - row)
      state += banks.times(of: bank).map(frame.relative)
    }
    for group in 0..<8 { state += groups.times(of: group).map(frame.relative) }
    return state + rank.times.map(frame.relative)
  }

  mutating func shift(cycles: Int, rows: Int) {
    for bank in 0..<32 where banks.openRow[bank] != BankGates.closed {
      banks.openRow[bank] += rows
    }
    banks.shift(cycles)
    groups.shift(cycles)
    rank.shift(cycles)
  }
}

extension BankGates {
  func times(of bank: Int) -> [Int] {
    [nextActivate[bank], nextPrecharge[bank], nextRead[bank], nextWrite[bank]]
  }

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
  func times(of group: Int) -> [Int] {
    [nextActivate[group], readAfterRead[group], readAfterWrite[group], nextWrite[group]]
  }

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
  var times: [Int] {
    [
      nextActivate, readAfterRead, readAfterWrite, writeAfterWrite, writeAfterRead, nextRefresh,
      refreshUntil, windows.0, windows.1, windows.2, windows.3,
    ]
  }

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
  }
}
