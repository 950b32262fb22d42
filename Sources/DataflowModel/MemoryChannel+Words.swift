import DRAMTiming

extension MemoryChannel {
  /// When the memory refreshes next, or when it began to if that is under way; an idle memory is
  /// brought up to date first. `Cycle.never` without refresh.
  mutating func refreshCycle(at cycle: Int) -> Int {
    dram?.catchUp(to: cycle)
    if let distance = dram?.refreshDistance(at: cycle) { return distance + cycle }
    return flat?.pauseCycle(at: cycle) ?? Cycle.never
  }

  /// Appends all that waits and what the memory remembers.
  /// Addresses are written as `places` sees them, with rows counted from `row`.
  mutating func append(
    to state: inout StateWords, places: PlaceMap, row: Int, _ names: TagNames
  ) {
    state.appendMemory(earliest)
    reads.append(to: &state, places: places, row: row) { names.read($0) }
    writes.append(to: &state, places: places, row: row) { names.write($0) }
    guard dram != nil else {
      flat?.append(to: &state, name: { Self.name($0, names) })
      return
    }
    let cycle = state.memoryCycle
    state.append { words in
      dram?.appendState(to: &words, at: cycle, row: row)
      let first = words.count
      dram?.appendTags(to: &words)
      for index in first..<words.count { words[index] = Self.name(words[index], names) }
    }
  }

  /// The name of a transaction's tag; that of a write is negative and stays.
  private static func name(_ tag: Int, _ names: TagNames) -> Int {
    guard tag >= 0 else { return tag }
    return names.read(tag >> indexBits) << indexBits | tag & indexMask
  }

  /// Moves all times, rows and addresses.
  mutating func shift(_ cycles: Int, rows: Int, transactions: Int) {
    earliest += cycles
    shiftCauses(cycles)
    reads.shift(cycles, transactions: transactions)
    writes.shift(cycles, transactions: transactions)
    flat?.shift(cycles)
    dram?.shift(cycles: cycles, rows: rows)
    renewStatus()
    findNext()
  }

  /// Sets when the next refresh falls due; a flat memory's pauses follow from the time.
  mutating func setRefresh(_ cycle: Int) {
    dram?.setRefresh(cycle)
    renewStatus()
    findNext()
  }
}
