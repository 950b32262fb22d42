extension ReadPort {
  /// Appends what is under way; the bursts to come are in the cursor's window.
  func append(to state: inout StateWords) {
    state.append(requested - released)
    state.append(taken)
    state.append(lastChannel)
    state.append(unanswered)
    state.appendKernel(lastRequest, floor: -timing.requestInterval)
    state.appendKernel(lastBeat, floor: -1)
    state.appendKernel(lastAnswer, floor: timing.crossingLead ?? Int.max / 8)
    for number in released..<requested { appendPlace(number % outstanding, to: &state) }
    // A place that was freed in the present cycle can be used from the next one on.
    let free = max(0, requested - outstanding)..<released
    state.append(free.count { releases[$0 % outstanding] >= state.kernelCycle })
  }

  private func appendPlace(_ place: Int, to state: inout StateWords) {
    let bytes = transactionBytes
    state.append(firstBeat[place] * timing.beatBytes % bytes)
    state.append(lengths[place])
    let first = firstBeat[place] * timing.beatBytes / bytes
    let last = ((firstBeat[place] + lengths[place]) * timing.beatBytes - 1) / bytes
    let range = (place * answersPerPlace)...(place * answersPerPlace + last - first)
    if range.allSatisfy({ answers[$0] == Cycle.never }) {
      state.append(-1)
    } else if range.allSatisfy({ answers[$0] <= state.kernelCycle }) {
      state.append(-2)
    } else {
      for index in range {
        if answers[index] == Cycle.never {
          state.append(-1)
        } else {
          state.appendKernel(answers[index])
        }
      }
    }
  }

  /// Moves all times.
  mutating func shift(_ cycles: Int) {
    lastRequest += cycles
    lastBeat += cycles
    lastAnswer += cycles
    for place in 0..<outstanding { releases[place] += cycles }
    for index in answers.indices where answers[index] != Cycle.never { answers[index] += cycles }
    if beatCycle != Cycle.never { beatCycle += cycles }
  }

  /// Goes on with other bursts than the next ones, of which the window is the same.
  mutating func seek(_ cursor: BurstCursor) {
    self.cursor = cursor
    nextChannel = plan.channel(of: (cursor.current?.beat ?? 0) * timing.beatBytes)
  }
}
