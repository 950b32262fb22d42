/// A table whose columns are set apart by spaces, below a rule of dashes.
struct SpacedTable {
  /// A line of cells.
  struct Row {
    let line: Int
    let cells: [String]

    /// A cell; empty when the row is shorter.
    subscript(index: Int?) -> String {
      guard let index, cells.indices.contains(index) else { return "" }
      return cells[index]
    }
  }

  /// The names of the columns.
  let header: [String]
  /// Places of the columns' first characters.
  private let starts: [Int]
  /// The lines below the rule.
  private(set) var rows: [Row] = []

  /// Begins a table.
  ///
  /// - Parameters:
  ///   - rule: A line; it has to consist of two or more groups of dashes.
  ///   - header: The line before it.
  init?(rule: String, header: String) {
    guard rule.contains("-  -"), rule.allSatisfy({ $0 == "-" || $0 == " " }) else { return nil }
    let characters = Array(rule)
    starts = characters.indices.filter {
      characters[$0] == "-" && ($0 == 0 || characters[$0 - 1] == " ")
    }
    self.header = Self.cells(header, starts)
  }

  /// Takes a line of the table.
  ///
  /// - Returns: False when the line is blank or a rule: the table has ended.
  mutating func take(_ line: ReportLine) -> Bool {
    guard !line.text.allSatisfy({ $0 == " " || $0 == "-" }) else { return false }
    rows.append(Row(line: line.number, cells: Self.cells(line.text, starts)))
    return true
  }

  /// The column with a name; `nil` when there is none.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  private static func cells(_ line: String, _ starts: [Int]) -> [String] {
    let characters = Array(line)
    return starts.indices.map { index in
      let start = min(starts[index], characters.count)
      let end = index + 1 < starts.count ? starts[index + 1] : characters.count
      return String(String(characters[start..<max(start, min(end, characters.count))]).trimmed)
    }
  }
}
