extension ChannelController {
  /// Appends everything that decides what the controller will do from `cycle` on, and how it will
  /// account for it, except how far away the next refresh is: see ``refreshDistance(at:)``.
  ///
  /// Times are counted from `cycle` and rows from `row`. Two controllers of one spec with equal
  /// words and equal refresh distances continue alike: if the later transactions of one are those
  /// of the other, moved by the difference of the cycles and, in every bank, of the rows, then so
  /// are its completions. With other refresh distances they do so until the first of the two
  /// refreshes falls due. Tags and the counts in ``use`` are not part of the state. Times that lie
  /// too far in the past to matter are cut off. Below 2 µs with 32 waiting transactions.
  ///
  /// - Parameters:
  ///   - words: Where to; of no use but to be compared.
  ///   - cycle: All that happens before has been stepped.
  ///   - row: The row that rows are counted from.
  package mutating func appendState(to words: inout [Int], at cycle: Int, row: Int) {
    core[0].appendState(to: &words, at: cycle, row: row)
  }

  /// Appends the tags of all waiting transactions in the order in which
  /// ``appendState(to:at:row:)`` lists these: reads before writes, the oldest of each first; when
  /// served in order, all by age.
  package mutating func appendTags(to tags: inout [Int]) {
    core[0].appendTags(to: &tags)
  }

  /// Cycles from `cycle` until the next refresh falls due; 0 or less when it is due, under way, or,
  /// in an idle controller, not caught up with.
  package mutating func refreshDistance(at cycle: Int) -> Int {
    core[0].nextRefresh - cycle
  }

  /// Does the refreshes that fell due before `cycle` if nothing waits, which the next transaction
  /// would do otherwise, with the same outcome.
  ///
  /// - Parameter cycle: No transaction arrives before.
  package mutating func catchUp(to cycle: Int) {
    guard nextCycle == Int.max else { return }
    core[0].catchUp(to: cycle)
    core[0].lastEnqueued = max(core[0].lastEnqueued, cycle)
  }

  /// Sets when the next refresh falls due; for a state that is the same but for that.
  package mutating func setRefresh(_ cycle: Int) {
    core[0].setRefresh(cycle)
  }
}
