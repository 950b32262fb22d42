/// Boards for one kernel, best first.
package struct OffloadRanking: Hashable, Sendable {
  /// The predictions of one kernel whose total is known, fastest first.
  package let predictions: [OffloadPrediction]

  /// Ranks predictions of one kernel on several boards.
  package init(_ predictions: [OffloadPrediction]) {
    self.predictions = predictions.filter { $0.totalSeconds != nil }.sorted {
      ($0.totalSeconds ?? 0, $0.board) < ($1.totalSeconds ?? 0, $1.board)
    }
  }

  /// The fastest board; `nil` when nothing is known.
  package var best: OffloadPrediction? { predictions.first }

  /// How many times as long a prediction takes as the best; `nil` without both.
  package func margin(of prediction: OffloadPrediction) -> Double? {
    guard let best = best?.totalSeconds, let total = prediction.totalSeconds, best > 0 else {
      return nil
    }
    return total / best
  }

  /// Whether a prediction and the best cannot be told apart: their times between the low and the
  /// high ends of all rates touch. Without intervals only equal times do.
  package func isWithinInterval(_ prediction: OffloadPrediction) -> Bool {
    guard let best, let own = prediction.totalRange, let other = best.totalRange else {
      return false
    }
    return own.overlaps(other)
  }
}

extension OffloadPrediction {
  /// Seconds with every rate at its high and at its low end.
  package var totalRange: ClosedRange<Double>? {
    guard let totalSeconds else { return nil }
    guard let fast = fastestSeconds, let slow = slowestSeconds, fast <= slow else {
      return totalSeconds...totalSeconds
    }
    return fast...slow
  }
}
