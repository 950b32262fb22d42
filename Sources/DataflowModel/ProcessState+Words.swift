extension ProcessState {
  /// Appends what decides when the iterations inside leave and the next ones start, but for which of
  /// them touch something: that is in ``ProcessWindow``.
  func append(to state: inout StateWords) {
    state.append(started - left)
    for number in left..<started {
      state.appendKernel(starts[number % capacity], floor: -depth)
      state.append(Int(truncatingIfNeeded: outputs[number % capacity]))
    }
    state.appendKernel(lastStart, floor: -interval)
    state.appendKernel(lastLeave, floor: -1)
    guard lastLeave > state.kernelCycle else { return }
    // Iterations that ran without anybody waiting for them leave in the future.
    for number in max(0, started - capacity)..<left {
      state.appendKernel(leaves[number % capacity])
    }
  }

  /// Moves all times.
  mutating func shift(_ cycles: Int) {
    lastStart += cycles
    lastLeave += cycles
    for slot in starts.indices { starts[slot] += cycles }
    for slot in leaves.indices { leaves[slot] += cycles }
  }
}

/// In which iterations a guard of one loop level changes.
struct GuardPattern: Hashable {
  /// Iterations of one turn of the loop.
  let turn: Int
  /// Iterations of all its turns.
  let period: Int

  /// Iterations until the guard changes.
  func distance(from iteration: Int) -> Int {
    let place = iteration % period
    if place < turn { return turn - place }
    return place < period - turn ? period - turn - place : period - place
  }

  /// Appends the guard's state at an iteration and the distance to its next change, if that is
  /// within reach.
  func append(_ iteration: Int, reach: Int, to words: inout [Int]) {
    let place = iteration % period
    guard period > 1024 else {
      words.append(place)
      return
    }
    words.append(place < turn ? 0 : place < period - turn ? 1 : 2)
    words.append(min(distance(from: iteration), reach))
  }
}

extension TimedProcess {
  /// The patterns of the guards of its stream accesses; none for loops of one turn.
  var guardPatterns: [GuardPattern] {
    let accesses = (reads + writes).filter { $0.condition != .always }
    return Set(accesses.map(\.guardLevel)).sorted().compactMap { level in
      guard counts[level] > 1 else { return nil }
      let turn = counts[(level + 1)...].reduce(1, *)
      return GuardPattern(turn: turn, period: turn * counts[level])
    }
  }
}
