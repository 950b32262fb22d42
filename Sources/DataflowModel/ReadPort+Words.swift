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
    // A place that is freed in the present cycle or later can be used only after that.
    for number in max(0, requested - outstanding)..<released {
      let cycle = places[number % outstanding].release
      if cycle >= state.kernelCycle { state.appendKernel(cycle) }
    }
    state.append(-1)
  }

  private func appendPlace(_ place: Int, to state: inout StateWords) {
    let bytes = transactionBytes
    state.append(places[place].offset)
    state.append(places[place].length)
    let first = places[place].firstBeat * timing.beatBytes / bytes
    let last = ((places[place].firstBeat + places[place].length) * timing.beatBytes - 1) / bytes
    let range = (place * answersPerPlace)...(place * answersPerPlace + last - first)
    if range.allSatisfy({ answers[$0].cycle == Cycle.never }) {
      state.append(-1)
    } else if range.allSatisfy({ answers[$0].cycle <= state.kernelCycle }) {
      state.append(-2)
    } else {
      for index in range {
        if answers[index].cycle == Cycle.never {
          state.append(-1)
        } else {
          state.appendKernel(answers[index].cycle)
        }
      }
    }
  }

  /// Moves all times.
  mutating func shift(_ cycles: Int) {
    lastRequest += cycles
    lastBeat += cycles
    lastAnswer += cycles
    for place in places.indices { places[place].release += cycles }
    for index in answers.indices where answers[index].cycle != Cycle.never {
      answers[index].cycle += cycles
    }
    if beatCycle != Cycle.never { beatCycle += cycles }
  }

  /// Goes on with other bursts than the next ones, of which the window is the same.
  mutating func seek(_ cursor: BurstCursor) {
    self.cursor = cursor
    nextChannel = plan.channel(of: (cursor.current?.beat ?? 0) * timing.beatBytes)
  }
}
