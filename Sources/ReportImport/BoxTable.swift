import Measurements

/// A table of a text report: cells between `|`, rules of `+---+` between parts.
struct BoxTable {
  /// A line of cells.
  struct Row {
    let line: Int
    /// The cells with the white space before and after their text.
    let raw: [Substring]

    /// A cell without white space; empty when the row is shorter.
    subscript(index: Int) -> Substring { index < raw.count ? raw[index].trimmed : "" }
  }

  /// The lines before the second rule: the header, each cell.
  private(set) var header: [Row] = []
  /// The lines after it, in order.
  private(set) var rows: [Row] = []
  private var rules = 0

  /// Takes a line of the table.
  ///
  /// - Returns: False when the line is not part of a table.
  mutating func take(_ line: ReportLine) -> Bool {
    let text = line.text.trimmed
    if text.hasPrefix("+-") || text.hasPrefix("+=") {
      rules += 1
      return true
    }
    guard text.hasPrefix("|"), rules > 0 else { return false }
    let cells = text.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
    let row = Row(line: line.number, raw: Array(text.hasSuffix("|") ? cells.dropLast() : cells))
    if rules == 1 { header.append(row) } else { rows.append(row) }
    return true
  }

  /// The column whose header is these words, whatever lines they are on; `nil` when there is none.
  func column(_ names: String...) -> Int? {
    let width = header.map(\.raw.count).max() ?? 0
    return (0..<width).first { names.contains(title($0)) }
  }

  /// The words of a column's header.
  func title(_ index: Int) -> String {
    header.map { String($0[index]) }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
