import KernelIR

/// The AXI bursts that one access of a process makes, in order.
///
/// Contiguous beats are found as the tool infers them: over the innermost loops in which the index
/// grows by one per iteration. A burst is at most `burstBeats` long and never crosses a 4 KiB
/// boundary (AXI4 specification, A3.4.1).
struct BurstSequence {
  private let index: CompiledIndex
  private let counts: [UInt32]
  /// Number of outer loops, whose turns each start a new run of beats.
  private let outer: Int
  private let runBeats: Int
  private let burstBeats: Int
  private let boundaryBeats: Int

  private var counters: [UInt32]
  private var runStart = 0
  private var runLeft = 0
  private var isDone: Bool

  /// Prepares the bursts of an access.
  init(
    index: IndexExpression, loops: [LoopLevel], names: [String: UInt32], burstBeats: Int,
    beatBytes: Int
  ) {
    let compiled = CompiledIndex(index, counters: loops.map(\.counter), names: names)
    counts = loops.map { $0.count.value(names) }
    var outer = loops.count
    var run = 1
    while outer > 0, compiled.coefficient(of: outer - 1) == UInt32(truncatingIfNeeded: run) {
      outer -= 1
      run *= Int(counts[outer])
    }
    self.index = compiled
    self.outer = outer
    runBeats = run
    self.burstBeats = burstBeats
    boundaryBeats = max(1, 4096 / max(1, beatBytes))
    counters = counts.map { _ in 0 }
    isDone = counts.contains(0) || run == 0
    if !isDone { startRun() }
  }

  /// The next burst as first beat address and length in beats; `nil` after the last one.
  mutating func next() -> (beat: Int, length: Int)? {
    if runLeft == 0 {
      guard !isDone, advance() else { return nil }
      startRun()
    }
    let toBoundary = boundaryBeats - runStart % boundaryBeats
    let length = min(runLeft, burstBeats, toBoundary)
    defer {
      runStart += length
      runLeft -= length
    }
    return (runStart, length)
  }

  private mutating func startRun() {
    runStart = Int(index.value(counters))
    runLeft = runBeats
  }

  /// Steps the outer loops; false after the last turn.
  private mutating func advance() -> Bool {
    var level = outer - 1
    while level >= 0 {
      counters[level] += 1
      if counters[level] < counts[level] { return true }
      counters[level] = 0
      level -= 1
    }
    isDone = true
    return false
  }
}
