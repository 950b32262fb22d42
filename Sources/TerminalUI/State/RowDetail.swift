/// What is known of a row beside its place: found out in the background.
package struct RowDetail: Hashable, Sendable {
  /// The row.
  package var row: RowID
  /// Where the row stands: `u280.csv, line 7`.
  package var source: String
  /// Columns of the row with their values, those that say something.
  package var columns: [NamedText]
  /// Where the time went, the largest share first; empty when no model was asked.
  package var stalls: [StallShare]
  /// Sentences about the run: what bounds it and what would help.
  package var sentences: [String]
  /// Why something above is missing; empty when nothing is.
  package var problem: String

  /// Creates a detail.
  package init(
    row: RowID, source: String = "", columns: [NamedText] = [], stalls: [StallShare] = [],
    sentences: [String] = [], problem: String = ""
  ) {
    self.row = row
    self.source = source
    self.columns = columns
    self.stalls = stalls
    self.sentences = sentences
    self.problem = problem
  }
}

/// A value with its name.
package struct NamedText: Hashable, Sendable {
  package var name: String
  package var text: String

  /// Creates a value.
  package init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}

/// A share of the time of a run.
package struct StallShare: Hashable, Sendable {
  /// What the time went to: `refresh`, `compute`, …
  package var cause: String
  /// Of the whole, 0…1.
  package var share: Double

  /// Creates a share.
  package init(cause: String, share: Double) {
    self.cause = cause
    self.share = share
  }
}
