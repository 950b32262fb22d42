import KernelIR

/// The AXI bursts that one access of a process makes, in order.
///
/// Contiguous beats are found as the tool infers them: over the innermost loops in which the index
/// grows by one per iteration. A burst is at most `burstBeats` long and never crosses a 4 KiB
/// boundary (AXI4 specification, A3.4.1).
struct BurstSequence: Sendable {
  /// What does not change while the sequence goes on.
  let shape: BurstShape

  private var counters: [UInt32]
  private var runStart = 0
  private var runLeft = 0
  private var isDone: Bool

  /// Prepares the bursts of an access.
  init(
    index: IndexExpression, loops: [LoopLevel], names: [String: UInt32], burstBeats: Int,
    beatBytes: Int
  ) {
    shape = BurstShape(
      index: index, loops: loops, names: names, burstBeats: burstBeats, beatBytes: beatBytes)
    counters = shape.counts.map { _ in 0 }
    isDone = shape.isEmpty
    if !isDone { startRun() }
  }

  /// The next burst as first beat address and length in beats; `nil` after the last one.
  mutating func next() -> (beat: Int, length: Int)? {
    if runLeft == 0 {
      guard !isDone, advance() else { return nil }
      startRun()
    }
    let toBoundary = shape.boundaryBeats - runStart % shape.boundaryBeats
    let length = min(runLeft, shape.burstBeats, toBoundary)
    defer {
      runStart += length
      runLeft -= length
    }
    return (runStart, length)
  }

  private mutating func startRun() {
    runStart = Int(shape.index.value(counters))
    runLeft = shape.runBeats
  }

  /// Steps the outer loops; false after the last turn.
  private mutating func advance() -> Bool {
    var level = shape.outer - 1
    while level >= 0 {
      counters[level] += 1
      if counters[level] < shape.counts[level] { return true }
      counters[level] = 0
      level -= 1
    }
    isDone = true
    return false
  }
}
