extension WritePort {
  /// Appends what is collected and under way; the bursts to come are in the cursor's window.
  /// Addresses are written as `places` sees them, with each channel's rows counted from `rows`.
  func append(
    to state: inout StateWords, places: PlaceMap, layout: ArrayLayout, rows: [Int]
  ) {
    state.append(collectedBeats)
    state.append(collected - sent)
    state.append(sent - answered)
    state.append(lastChannel)
    state.appendKernel(portFree)
    for cycle in bufferFree { state.appendKernel(cycle) }
    state.appendKernel(lastAnswer, floor: timing.writeCrossingLead ?? Int.max / 8)
    for number in (sent - outstanding)..<sent { appendSent(number, to: &state) }
    for number in sent..<collected {
      let place = number % outstanding
      state.append(lengths[place])
      state.appendKernel(fullCycles[place])
      let byte = firstBeat[place] * timing.beatBytes
      let channel = plan.channel(of: byte)
      let transaction = layout.transaction(ofByte: byte, array: plan.array)
      state.append(channel)
      state.append(byte % transactionBytes)
      state.append { words in
        places.append(
          transaction, lowBits: places.burstBits, row: rows[channel], to: &words)
      }
    }
  }

  /// A burst that was sent, or a place that none has used yet: answered long ago.
  private func appendSent(_ number: Int, to state: inout StateWords) {
    guard number >= 0 else {
      for word in [0, 0, -1] { state.append(word) }
      return
    }
    let place = number % outstanding
    state.append(pendingAnswers[place])
    state.appendKernel(drainCycles[place])
    if pendingAnswers[place] == 0 {
      state.appendKernel(answerCycles[place], floor: -1)
    } else {
      state.append(-2)
    }
  }

  /// Moves all times, and the rows of the bursts that wait.
  ///
  /// - Parameters:
  ///   - cycles: Added to every time.
  ///   - transactions: For each channel, added to the addresses that are on it.
  mutating func shift(_ cycles: Int, transactions: [Int]) {
    shiftTimes(cycles)
    for number in sent..<collected {
      let place = number % outstanding
      firstBeat[place] = moved(firstBeat[place], transactions)
    }
  }

  /// A beat further on in its channel, whose end its beginning follows.
  private func moved(_ beat: Int, _ transactions: [Int]) -> Int {
    let bytes = max(1, plan.channelBytes)
    let byte = beat * timing.beatBytes
    let move = transactions[plan.channel(of: byte)] * transactionBytes % bytes
    let offset = (byte % bytes + move + bytes) % bytes
    return (byte - byte % bytes + offset) / timing.beatBytes
  }

  /// Goes on with other bursts than the next ones, of which the window is the same.
  mutating func seek(_ cursor: BurstCursor) { self.cursor = cursor }
}
