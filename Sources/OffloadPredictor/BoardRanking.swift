/// Boards for one kernel or for several together, best first; those of which no time is known last.
package struct BoardRanking: Hashable, Sendable {
  /// A board's place.
  package struct Entry: Hashable, Sendable {
    /// The board.
    package let board: String
    /// Seconds of all calls; `nil` when not known.
    package let seconds: Double?
    /// Seconds with every rate at its high and at its low end.
    package let range: ClosedRange<Double>?
    /// What takes most of it, or of which kernel no time is known.
    package let bound: String
    /// How many times as long as the best; `nil` without both.
    package fileprivate(set) var margin: Double?
    /// Whether the intervals do not tell it from the best.
    package fileprivate(set) var isNoDifference = false
  }

  /// The kernel; `nil` for all together.
  package let name: String?
  /// Best first.
  package let entries: [Entry]

  /// Ranks the boards for one kernel.
  ///
  /// - Parameter predictions: Of that kernel, one per board.
  package init(_ predictions: [OffloadPrediction]) {
    name = predictions.first?.name
    entries = Self.ranked(
      predictions.map {
        Entry(board: $0.board, seconds: $0.totalSeconds, range: $0.totalRange, bound: $0.bound)
      })
  }

  /// Ranks the boards for kernels that run one after the other.
  ///
  /// A board with a kernel of which no time is known has no time.
  ///
  /// - Parameter predictions: Of each kernel, one per board, boards in the same order.
  package init(workload predictions: [[OffloadPrediction]]) {
    name = nil
    let boards = predictions.first?.indices ?? 0..<0
    entries = Self.ranked(
      boards.map { index in
        Self.sum(predictions.compactMap { $0.indices.contains(index) ? $0[index] : nil })
      })
  }

  private static func sum(_ predictions: [OffloadPrediction]) -> Entry {
    let unknown = predictions.filter { $0.totalSeconds == nil }.map(\.name)
    let ranges = predictions.compactMap(\.totalRange)
    let isKnown = unknown.isEmpty && ranges.count == predictions.count
    let longest = predictions.max { ($0.totalSeconds ?? 0) < ($1.totalSeconds ?? 0) }
    return Entry(
      board: predictions.first?.board ?? "",
      seconds: isKnown ? predictions.compactMap(\.totalSeconds).reduce(0, +) : nil,
      range: isKnown
        ? ranges.map(\.lowerBound).reduce(0, +)...ranges.map(\.upperBound).reduce(0, +) : nil,
      bound: isKnown
        ? longest.map { "\($0.name): \($0.bound)" } ?? ""
        : "not known: \(unknown.joined(separator: ", "))")
  }

  private static func ranked(_ entries: [Entry]) -> [Entry] {
    let sorted = entries.enumerated().sorted { left, right in
      (left.element.seconds ?? .infinity, left.offset)
        < (right.element.seconds ?? .infinity, right.offset)
    }.map(\.element)
    guard let best = sorted.first, let least = best.seconds, least > 0 else { return sorted }
    return sorted.enumerated().map { index, entry in
      var entry = entry
      entry.margin = entry.seconds.map { $0 / least }
      if index > 0, let own = entry.range, let other = best.range {
        entry.isNoDifference = own.overlaps(other)
      }
      return entry
    }
  }

  /// Which board fits best, as a sentence; `nil` when no time is known.
  package func verdict(margin words: (Double) -> String) -> String? {
    guard let best = entries.first, best.seconds != nil else { return nil }
    let subject = name ?? "all kernels together"
    let others = entries.dropFirst().filter { $0.seconds != nil }
    guard let second = others.first(where: { !$0.isNoDifference }) ?? others.first else {
      return "\(subject): \(best.board) is the only board of which the time is known."
    }
    let same = others.filter(\.isNoDifference).map(\.board)
    guard !same.isEmpty else {
      return "\(subject): \(best.board) fits best; \(second.board) takes "
        + "\(words(second.margin ?? 1)) times as long."
    }
    let tied = ([best.board] + same).joined(separator: " and ")
    let rest =
      second.isNoDifference
      ? "" : "; \(second.board) takes \(words(second.margin ?? 1)) times as long"
    return "\(subject): within the interval no difference between \(tied)\(rest)."
  }
}
