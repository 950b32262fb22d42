package import Measurements
import Quantities
package import RooflineModel

/// What is known of some files at one moment; it does not change while loading goes on.
package struct RunSnapshot: Sendable {
  /// One per board, as `RooflineFit.fit` gives them for the rows read so far, but without points:
  /// those are in ``runs``.
  ///
  /// Beyond 1024 design points that reach exactly the same ceiling, the first of those in file
  /// order are asked for its origin; beyond 1000 violations, the rest is counted in `warnings`.
  package internal(set) var rooflines: [Roofline] = []
  /// The design points.
  package internal(set) var runs = RunTable()
  /// How many rows there are, and why some are in no design point.
  package internal(set) var counts = RunCounts()
  /// The names of the files as given, in order.
  package internal(set) var files: [String] = []
  /// Bytes of all files read so far.
  package internal(set) var bytesRead = 0
  /// Bytes of all files as far as known; a pipe counts what came through it.
  package internal(set) var bytesTotal = 0
  /// Whether every file was read to its end, which grows on when files are followed.
  package internal(set) var isComplete = false
  /// What was read in a way the user should know of: whole sentences.
  package internal(set) var warnings: [String] = []
  /// What could not be read, with file and line: whole sentences, the first 100 of each file.
  package internal(set) var problems: [String] = []
  /// Number of all problems.
  package internal(set) var problemCount = 0

  var reader = RowReader(sources: [])
  /// Labels by index where they were chosen so that they tell points apart in few words.
  var labels: [Int: String] = [:]

  init() {}

  /// The first row of a design point, read again from its file.
  ///
  /// - Parameter index: In ``runs``.
  /// - Returns: All columns.
  /// - Throws: ``RunStoreError`` when the file changed since.
  package func row(of index: Int) throws(RunStoreError) -> Measurement {
    try reader.row(of: index, in: runs)
  }

  /// A design point in full: its interval, what binds it, and its share of that.
  ///
  /// Costs one read of the file and, for measured runs, a bootstrap of 1000 resamples.
  ///
  /// - Parameter index: In ``runs``.
  /// - Returns: `nil` for runs without operations, bytes or off-chip memory.
  /// - Throws: ``RunStoreError`` when the file changed since.
  package func point(of index: Int) throws(RunStoreError) -> RooflinePoint? {
    let row = try row(of: index)
    guard let group = RepetitionGroup(row: row, seconds: runs.seconds(of: index)),
      PointFit.isPoint(group)
    else { return nil }
    let ceilings = rooflines.first { $0.board == row.board }?.ceilings ?? []
    return PointFit(ceilings: ceilings, board: row.board)
      .point(of: group, label: labels[index] ?? PointLabels.fullLabel(of: row))
  }

  /// Kernel, operation and what tells a design point from its neighbours. In a complete snapshot
  /// with at most 2000 points of the board that is the fewest attributes, else all of them.
  ///
  /// - Throws: ``RunStoreError`` when the file changed since.
  package func label(of index: Int) throws(RunStoreError) -> String {
    if let label = labels[index] { return label }
    return PointLabels.fullLabel(of: try row(of: index))
  }
}
