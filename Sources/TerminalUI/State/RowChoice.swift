/// Which rows are shown.
package struct RowFilter: Hashable, Sendable {
  /// Words that a row must have, in any order and case; empty for all.
  package var words = ""
  /// Memories that are shown; empty for all.
  package var memories: Set<String> = []
  /// Element types that are shown; empty for all.
  package var elementTypes: Set<String> = []
  /// Boards that are not shown.
  package var hiddenBoards: Set<String> = []
  /// Tagged rows only; `nil` for all rows.
  package var tagged: Set<RowID>?

  /// Shows everything.
  package init() {}

  /// Whether names pass; words and tags are looked at elsewhere.
  package func passes(board: String, memory: String, elementType: String) -> Bool {
    !hiddenBoards.contains(board) && (memories.isEmpty || memories.contains(memory))
      && (elementTypes.isEmpty || elementTypes.contains(elementType))
  }
}

/// By what rows are ordered.
package enum SortColumn: String, Hashable, Sendable, CaseIterable {
  /// As in the files.
  case file = "file order"
  case name
  case intensity = "OP/B"
  case throughput
  case share = "of bound"

  /// The next one, round and round.
  var next: SortColumn {
    let all = Self.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + 1) % all.count]
  }
}

/// The order of rows.
package struct RowSort: Hashable, Sendable {
  /// By what.
  package var column = SortColumn.file
  /// Largest first.
  package var isReversed = false

  /// As in the files.
  package init() {}
}

/// What an arrangement of rows was made from; another request makes it stale.
package struct ArrangeRequest: Hashable, Sendable {
  package var filter: RowFilter
  package var sort: RowSort
  /// How many rows there were.
  package var rowCount: Int
}
