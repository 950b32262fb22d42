extension StreamState {
  /// Appends its tokens, and whether the present cycle has put or taken one.
  func append(to state: inout StateWords) {
    state.append(written - read)
    let isPut = written > 0 && writes[slot(before: writeSlot)] >= state.kernelCycle
    let isTaken = read > 0 && reads[slot(before: readSlot)] >= state.kernelCycle
    state.append((isPut ? 1 : 0) + (isTaken ? 2 : 0))
  }

  private func slot(before slot: Int) -> Int { slot == 0 ? capacity - 1 : slot - 1 }

  /// Moves all times.
  mutating func shift(_ cycles: Int) {
    for slot in 0..<capacity {
      writes[slot] += cycles
      reads[slot] += cycles
    }
  }
}
