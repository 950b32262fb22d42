extension DeviceState {
  /// Gates and open rows, counted from a cycle and a row.
  func state(_ frame: TimeFrame, row: Int) -> [Int] {
    var state: [Int] = []
    for bank in 0..<32 {
      let gates = banks[bank]
      state.append(gates.openRow == BankState.closed ? Int.min : gates.openRow - row)
      state += gates.times.map(frame.relative)
    }
    for group in 0..<8 { state += groups[group].times.map(frame.relative) }
    return state + rank.times.map(frame.relative)
  }

  mutating func shift(cycles: Int, rows: Int) {
    for bank in 0..<32 {
      if banks[bank].openRow != BankState.closed { banks[bank].openRow += rows }
      banks[bank].shift(cycles)
    }
    for group in 0..<8 { groups[group].shift(cycles) }
    rank.shift(cycles)
  }
}

extension BankState {
  var times: [Int] { [nextActivate, nextPrecharge, nextRead, nextWrite] }

  mutating func shift(_ cycles: Int) {
    nextActivate += cycles
    nextPrecharge += cycles
    nextRead += cycles
    nextWrite += cycles
  }
}

extension GroupState {
  var times: [Int] { [nextActivate, readAfterRead, readAfterWrite, nextWrite] }

  mutating func shift(_ cycles: Int) {
    nextActivate += cycles
    readAfterRead += cycles
    readAfterWrite += cycles
    nextWrite += cycles
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
