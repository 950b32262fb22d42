extension StreamState {
  /// Appends its tokens, and the times of those that are put, or taken, in the present cycle or
  /// later.
  func append(to state: inout StateWords) {
    let tokens = written - read
    state.append(tokens)
    append(before: writeSlot, atMost: tokens, to: &state) { $0.written }
    append(before: readSlot, atMost: min(read, capacity - tokens), to: &state) { $0.read }
  }

  /// Appends the last times of a ring that are not over, latest first, and how many they are.
  private func append(
    before slot: Int, atMost most: Int, to state: inout StateWords, _ time: (Place) -> Int
  ) {
    var slot = self.slot(before: slot)
    var count = 0
    while count < most, time(places[slot]) >= state.kernelCycle {
      state.appendKernel(time(places[slot]))
      slot = self.slot(before: slot)
      count += 1
    }
    state.append(count)
  }

  private func slot(before slot: Int) -> Int { slot == 0 ? capacity - 1 : slot - 1 }
}
