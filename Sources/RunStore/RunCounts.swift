/// How many rows there are, and why some of them are in no design point.
package struct RunCounts: Hashable, Sendable {
  /// Rows without a mistake.
  package internal(set) var rows = 0
  /// Rows with status failed.
  package internal(set) var failed = 0
  /// Rows with status skipped.
  package internal(set) var skipped = 0
  /// Rows with status ok whose values were found wrong.
  package internal(set) var wrong = 0
  /// Rows with status ok and no wrong values, but emulated.
  package internal(set) var emulated = 0
  /// Rows that would count, but without a time above 0.
  package internal(set) var untimed = 0
}

/// A board of the rows, for whoever knows its limits.
package struct BoardUse: Hashable, Sendable {
  /// The board's name.
  package var name: String
  /// Operations of its rows of the `roofline` kernel, whether they count or not.
  package internal(set) var rooflineOperations: Set<String> = []
}
