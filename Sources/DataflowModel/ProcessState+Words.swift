extension ProcessState {
  /// Appends what decides when the iterations inside leave and the next ones start, but for which of
  /// them touch something: that is in ``ProcessWindow``.
  func append(to state: inout StateWords) {
    state.append(started - left)
    for number in left..<started {
      let slot = slots[number % capacity]
      state.appendKernel(slot.start, floor: -depth)
      state.append(Int(truncatingIfNeeded: slot.outputs))
    }
    state.appendKernel(lastStart, floor: -interval)
    state.appendKernel(lastLeave, floor: -1)
    guard lastLeave > state.kernelCycle else { return }
    // Iterations that ran without anybody waiting for them leave in the future.
    for number in (started - capacity)..<left {
      // A place that none has used yet is as one that was left long ago.
      state.appendKernel(number < 0 ? 0 : slots[number % capacity].leave)
    }
  }

  /// Moves all times.
  mutating func shift(_ cycles: Int) {
    lastStart += cycles
    lastLeave += cycles
    for slot in slots.indices {
      slots[slot].start += cycles
      slots[slot].leave += cycles
    }
  }
}

/// In which iterations the guards of one loop level change.
struct GuardPattern: Hashable {
  /// Iterations of all turns of the loop.
  let period: Int
  /// The iterations within a period before which a guard changes, in order; the last is `period`.
  let changes: [Int]

  /// Creates the pattern of guards that hold in ranges of the turns of a loop.
  init(turn: Int, count: Int, ranges: [Range<Int>]) {
    period = turn * count
    let ends = ranges.flatMap { [$0.lowerBound, $0.upperBound] }.filter { $0 > 0 && $0 < count }
    changes = Set(ends).sorted().map { $0 * turn } + [period]
  }

  /// The number of changes before a place within the period.
  private func part(_ place: Int) -> Int { changes.firstIndex { $0 > place } ?? 0 }

  /// Whether the guards are the same in two iterations.
  func isAlike(_ first: Int, _ second: Int) -> Bool {
    part(first % period) == part(second % period)
  }

  /// Iterations until a guard changes.
  func distance(from iteration: Int) -> Int {
    let place = iteration % period
    return changes[part(place)] - place
  }

  /// Appends the guards' state at an iteration and the distance to the next change, if that is
  /// within reach.
  func append(_ iteration: Int, reach: Int, to words: inout [Int]) {
    let place = iteration % period
    guard period > 1024 else {
      words.append(place)
      return
    }
    words.append(part(place))
    words.append(min(distance(from: iteration), reach))
  }
}

extension TimedProcess {
  /// The patterns of the guards of its stream accesses; none for loops of one turn.
  var guardPatterns: [GuardPattern] {
    let accesses = (reads + writes).filter(\.isGuarded)
    return Set(accesses.map(\.guardLevel)).sorted().compactMap { level in
      guard counts[level] > 1 else { return nil }
      return GuardPattern(
        turn: counts[(level + 1)...].reduce(1, *), count: counts[level],
        ranges: accesses.filter { $0.guardLevel == level }.map(\.turns))
    }
  }
}
