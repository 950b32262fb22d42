/// Splits a profile of XRT into the rows of its tables.
///
/// A table is a line with its title, one with the names of its columns, and rows; from 2021 on some
/// are written as `TITLE:`, `COLUMN:` and `ENTRY:` lines. Headers and rows may end in a comma.
struct SectionReader {
  /// A row of a table.
  struct Row {
    let title: String
    let line: Int
    fileprivate let columns: [String: Int]
    fileprivate let cells: [Substring]

    /// A cell by the name of its column, whatever its capitals; empty when there is none.
    subscript(name: String) -> Substring {
      guard let index = columns[name.lowercased()], index < cells.count else { return "" }
      return cells[index].trimmed
    }
  }

  /// Titles of the tables whose rows are wanted.
  private let titles: Set<String>
  private var title: String?
  private var columns: [String: Int] = [:]
  private var columnCount = 0
  private var awaitsHeader = false

  init(titles: Set<String>) { self.titles = titles }

  /// Takes a line.
  ///
  /// - Returns: The row that it is, if it is one of a table that is wanted.
  mutating func take(_ line: ReportLine) -> Row? {
    let text = line.text.trimmed
    if let value = text.value(of: "TITLE:") {
      begin(String(value), awaitsHeader: false)
    } else if let value = text.value(of: "COLUMN:") {
      addColumn(Self.name(value))
    } else if let value = text.value(of: "ENTRY:") {
      return row(value, line.number)
    } else if !text.contains(",") || titles.contains(Self.title(text)) {
      if !text.isEmpty { begin(Self.title(text), awaitsHeader: true) }
    } else if awaitsHeader {
      awaitsHeader = false
      for name in Self.cells(text) { addColumn(name.trimmed.lowercased()) }
    } else if !text.hasPrefix("SECTION:") {
      return row(text, line.number)
    }
    return nil
  }

  private mutating func begin(_ name: String, awaitsHeader: Bool) {
    title = titles.contains(name) ? name : nil
    columns = [:]
    columnCount = 0
    self.awaitsHeader = awaitsHeader
  }

  /// Names the next column; of two with one name the first counts.
  private mutating func addColumn(_ name: String) {
    guard title != nil, columnCount < 1000 else { return }
    if columns[name] == nil { columns[name] = columnCount }
    columnCount += 1
  }

  private func row(_ text: Substring, _ line: Int) -> Row? {
    guard let title else { return nil }
    return Row(title: title, line: line, columns: columns, cells: Self.cells(text))
  }

  /// A title that a spreadsheet may have put commas behind.
  private static func title(_ text: Substring) -> String {
    String(text.prefix { $0 != "," }.trimmed)
      + (text.drop { $0 != "," }.contains { $0 != "," && !$0.isWhitespace } ? "," : "")
  }

  private static func cells(_ text: Substring) -> [Substring] {
    text.split(separator: ",", omittingEmptySubsequences: false)
  }

  /// `<html>Number<br>Of Calls</html>,int,…` is `number of calls`.
  private static func name(_ text: Substring) -> String {
    let cell = text.prefix { $0 != "," }
    let plain = cell.replacing("<br>", with: " ").replacing("<html>", with: "")
      .replacing("</html>", with: "")
    return plain.trimmed.lowercased()
  }
}
