/// How often a case runs.
struct Repetition {
  /// The most runs, 1 or more.
  let most: Int
  /// No further run begins when those before took this many seconds.
  let seconds: Double

  /// Runs a block, at least once, one run after the other.
  ///
  /// - Returns: Seconds of each run by the monotonic clock.
  /// - Throws: What the block throws.
  func times(_ block: () throws -> Void) rethrows -> [Double] {
    let clock = ContinuousClock()
    var found: [Double] = []
    repeat {
      let time = try clock.measure(block)
      found.append(time / .seconds(1))
    } while found.count < most && found.reduce(0, +) < seconds
    return found
  }
}
