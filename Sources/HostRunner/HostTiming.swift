/// How long and how often is measured.
package struct HostTiming: Hashable, Sendable {
  /// Time of one repetition in seconds, above 0.
  package var minimum: Double
  /// Repetitions, 1 or more.
  package var repetitions: Int
  /// How long one request may take before its program is ended, in seconds.
  package var timeout: Double

  /// Creates a timing.
  package init(minimum: Double, repetitions: Int, timeout: Double = 60) {
    self.minimum = minimum
    self.repetitions = repetitions
    self.timeout = timeout
  }

  /// What ``HostMeasurement`` takes for a point: finding the number of turns, warming up, and
  /// requests; with a margin for machines whose memory is filled slowly.
  static let overhead = 1.3

  /// A guess of the time that points take, in seconds, programs made already.
  package func expectedSeconds(_ points: [HostPoint]) -> Double {
    Double(points.count) * minimum * (Double(repetitions) * Self.overhead + 1)
  }

  /// Turns of which a repetition takes the least time wanted, by a shorter run.
  ///
  /// - Parameters:
  ///   - turns: Of the shorter run.
  ///   - seconds: Its time, above 0.
  /// - Returns: At least 1; a little more than linear, so that scatter does not undercut it.
  func turns(after turns: Int, seconds: Double) -> Int {
    let wanted = Double(turns) * minimum / max(seconds, 1e-9) * 1.02
    return Int(min(max(wanted.rounded(.up), 1), 1e15))
  }
}
