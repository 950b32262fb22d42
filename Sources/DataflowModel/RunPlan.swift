/// What does not change during a run, as far as looking ahead needs it.
struct RunPlan {
  /// Processes.
  let processes: [ProcessWindow]
  /// Read ports, then write ports.
  let ports: [PortPlan]
  /// For each port the bursts that it may begin in one block.
  let limits: [Int]
  /// What matters of addresses.
  let places: PlaceMap
  /// Where the arrays lie.
  let layout: ArrayLayout
  /// Bytes of one transaction.
  let transactionBytes: Int
  /// Kernel and memory clock.
  let ratio: ClockRatio

  init(_ graph: DataflowGraph) {
    processes = graph.processes.map { ProcessWindow($0) }
    ports = graph.readPorts + graph.writePorts
    let layout = graph.layout
    limits = ports.map {
      BlockLimits.bursts(of: layout.cursor($0), beatBytes: max(1, $0.timing.beatBytes))
    }
    places = PlaceMap(
      graph.channels.first?.memory, transactionBytes: graph.transactionBytes)
    self.layout = layout
    transactionBytes = max(1, graph.transactionBytes)
    ratio = graph.ratio
  }

  /// Base units from a time until a refresh falls due; ``RunStates/far`` when none ever does.
  func distance(to refresh: Int, from time: Int) -> Int {
    refresh >= Cycle.never ? RunStates.far : refresh * ratio.memoryPeriod - time
  }

  /// Whether the guards of all processes meet a way from a position on it and from another position
  /// in the same turns of their loops: keys of positions do not say so.
  func isRegular(
    _ way: (start: RunPosition, end: RunPosition), at visit: RunPosition, and again: RunPosition
  ) -> Bool {
    for process in processes.indices
    where !processes[process].isRegular(
      from: visit.iterations[process],
      by: way.end.iterations[process] - way.start.iterations[process],
      and: again.iterations[process])
    {
      return false
    }
    return true
  }

  /// Whether blocks can repeat at all: not without order in the addresses, nor with beats that do
  /// not divide 4 KiB.
  var canRepeat: Bool {
    ports.allSatisfy { plan in
      plan.bursts.shape.index.isOrderly && 4096 % max(1, plan.timing.beatBytes) == 0
        && layout.partBytes % 4096 == 0
    }
  }
}

/// Which of a process's next iterations touch what.
struct ProcessWindow {
  private let iterations: Int
  private let patterns: [GuardPattern]
  private let reach: Int

  init(_ process: TimedProcess) {
    iterations = process.counts.contains(0) ? 0 : process.iterations
    patterns = process.guardPatterns
    // Iterations that touch nothing are run all at once, however many they are.
    reach = process.isOftenIdle ? Int.max : BlockLimits.iterations
  }

  /// Appends what a block that begins before an iteration can see.
  func appendWindow(from iteration: Int, to words: inout [Int]) {
    words.append(min(iterations - iteration, BlockLimits.iterations))
    for pattern in patterns { pattern.append(iteration, reach: reach, to: &words) }
  }

  /// How often the iterations from one position to another can follow a third position with the
  /// same windows all along.
  func repeats(from start: Int, to end: Int, again: Int) -> Int {
    let step = end - start
    guard step > 0 else { return again == end ? Int.max : 0 }
    var repeats = (iterations - again - BlockLimits.iterations) / step
    for pattern in patterns where step % pattern.period != 0 {
      // A guard that does not come back must not change at all.
      let distance = pattern.distance(from: start)
      guard distance >= step + BlockLimits.iterations, pattern.isAlike(start, again) else {
        return 0
      }
      repeats = min(
        repeats, (pattern.distance(from: again) - BlockLimits.iterations) / step)
    }
    return max(0, repeats)
  }

  /// Whether `step` iterations look alike from one position and from another, all along.
  func isRegular(from start: Int, by step: Int, and again: Int) -> Bool {
    let margin = step + BlockLimits.iterations
    guard
      iterations - start == iterations - again
        || iterations - max(start, again) >= margin
    else { return false }
    return patterns.allSatisfy { pattern in
      start % pattern.period == again % pattern.period
        || pattern.isAlike(start, again)
          && min(pattern.distance(from: start), pattern.distance(from: again)) >= margin
    }
  }
}
