import Foundation

/// A figure of a case: its samples, and what it is compared with.
struct BenchmarkFigure {
  /// What the numbers count.
  enum Unit {
    /// Seconds; fewer are better.
    case seconds
    /// What the label counts, per second; more is better.
    case rate
    /// A ratio; less is better.
    case ratio
    /// Bytes; fewer are better.
    case bytes
  }

  /// What was measured.
  let label: String
  let unit: Unit
  /// One element per run, not empty.
  let samples: [Double]
  /// The figure to reach, in the unit of the samples; `nil` where none is set.
  let goal: Double?
  /// What others need for the same.
  let peers: [PeerFigure]

  /// The middle sample, or the mean of the two in the middle.
  var median: Double {
    let sorted = samples.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The best sample: the shortest time or the highest rate.
  var best: Double { (isLessBetter ? samples.min() : samples.max()) ?? median }

  /// Whether the median reaches the goal.
  var isReached: Bool? { goal.map { isLessBetter ? median <= $0 : median >= $0 } }

  /// A value in words, three significant digits.
  func text(_ value: Double) -> String {
    switch unit {
    case .seconds:
      if value < 1e-3 { return "\(Self.digits(value * 1e6)) us" }
      return value < 1 ? "\(Self.digits(value * 1e3)) ms" : "\(Self.digits(value)) s"
    case .rate: return "\(Self.digits(value / 1e6)) M/s"
    case .ratio: return "\(Self.digits(value)) x"
    case .bytes: return "\(Self.digits(value / 1e6)) MB"
    }
  }

  /// The goal with its direction.
  var goalText: String { goal.map { (isLessBetter ? "<= " : ">= ") + text($0) } ?? "" }

  private var isLessBetter: Bool {
    switch unit {
    case .rate: false
    case .seconds, .ratio, .bytes: true
    }
  }

  /// Three significant digits, all of the number before its point.
  private static func digits(_ value: Double) -> String {
    let decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
    return String(format: "%.\(decimals)f", value)
  }
}
