extension ArrivalQueue {
  /// Appends the bursts that wait.
  ///
  /// Addresses are written as `places` sees them, with rows counted from `row`; `tag` names a tag
  /// in a way that does not depend on how often places were used before.
  func append(
    to state: inout StateWords, places: PlaceMap, row: Int, tag: (Int) -> Int
  ) {
    state.append(bursts.count - head)
    state.append(taken)
    // A port that has been free for a cycle has forgotten its pace.
    state.append(max(free - state.memoryCycle * Self.scale, -Self.scale))
    for burst in bursts[head...] {
      state.append(tag(burst.tag))
      state.append(burst.count)
      state.appendMemory(burst.cycle)
      state.append { words in
        places.append(
          burst.firstTransaction, lowBits: places.burstBits, row: row, to: &words)
      }
    }
  }

  /// Moves all times and addresses.
  mutating func shift(_ cycles: Int, transactions: Int) {
    free += cycles * Self.scale
    for index in head..<bursts.count {
      bursts[index].cycle += cycles
      bursts[index].firstTransaction += transactions
    }
    if nextCycle != Cycle.never { nextCycle += cycles }
  }
}
