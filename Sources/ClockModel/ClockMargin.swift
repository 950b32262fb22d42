/// How far the cycles of unseen builds lie from the median, in nanoseconds.
package struct ClockMargin: Hashable, Sendable {
  /// By how much the cycle may be shorter; negative.
  package let shorter: Double
  /// By how much it may be longer.
  package let longer: Double

  /// Takes the quantiles that leave a tenth of unseen builds on each side.
  ///
  /// A build at its request cannot be slower than the interval, whose lower end is at most the
  /// request; on the other side it counts as it is.
  ///
  /// - Returns: `nil` when there are too few residuals to say anything.
  init?(_ residuals: [ClockResidual]) {
    let tail = (1 - FamilyClockModel.coverage) / 2
    let count = Double(residuals.count + 1)
    let low = Int((count * tail).rounded(.down)) - 1
    let high = Int((count * (1 - tail)).rounded(.up)) - 1
    let fast = residuals.map(\.nanoseconds).sorted()
    let slow = residuals.map { $0.isAtRequest ? -.infinity : $0.nanoseconds }.sorted()
    guard low >= 0, slow.indices.contains(high) else { return nil }
    shorter = min(0, fast[low])
    longer = max(0, slow[high])
  }
}
