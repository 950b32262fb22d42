extension FlatMemory {
  /// When the next pause begins, or the present one began; `Cycle.never` without pauses.
  func pauseCycle(at cycle: Int) -> Int {
    guard timing.pausePeriod > 0 else { return Cycle.never }
    let phase = cycle % timing.pausePeriod
    return phase < timing.pauseLength ? cycle - phase : cycle + timing.pausePeriod - phase
  }

  /// Appends the transactions that wait; `name` names their tags.
  func append(to state: inout StateWords, name: (Int) -> Int) {
    state.append(waiting.count - head)
    state.append(max(busFree - state.memoryCycle * Self.scale, -Self.scale))
    for transaction in waiting[head...] {
      state.append(name(transaction.tag))
      state.appendMemory(transaction.arrival)
    }
  }

  /// Moves all times.
  mutating func shift(_ cycles: Int) {
    busFree += cycles * Self.scale
    for index in head..<waiting.count { waiting[index].arrival += cycles }
  }
}
