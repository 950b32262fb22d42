import KernelIR

/// Where the beats of an access lie and how long its bursts may be.
final class BurstShape: Sendable {
  /// The first beat of an iteration.
  let index: CompiledIndex
  /// Turns of each loop, outermost first.
  let counts: [UInt32]
  /// Number of outer loops, whose turns each start a new run of beats.
  let outer: Int
  /// Beats of a run: contiguous, over the inner loops.
  let runBeats: Int
  /// Longest burst in beats.
  let burstBeats: Int
  /// Beats from one boundary that no burst crosses to the next.
  let boundaryBeats: Int

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
    self.burstBeats = max(1, burstBeats)
    boundaryBeats = max(1, 4096 / max(1, beatBytes))
  }

  /// Whether there is no beat at all.
  var isEmpty: Bool { counts.contains(0) || runBeats == 0 }

  /// Bursts that a number of beats without a boundary takes.
  func bursts(_ beats: Int) -> Int { (beats + burstBeats - 1) / burstBeats }
}
