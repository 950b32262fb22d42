/// A small table as aligned text: a header, a rule, and rows.
package struct TextTable: Hashable, Sendable {
  /// Where texts of a column stand.
  package enum Alignment: Sendable {
    /// At the left: words.
    case left
    /// At the right: numbers.
    case right
  }

  /// One column.
  package struct Column: Hashable, Sendable {
    /// Its heading.
    package var title: String
    /// Where its texts stand.
    package var alignment: Alignment
    /// The fewest cells it is cut to when the table is too wide; `nil` when it is never cut.
    package var narrowest: Int?

    /// Creates a column.
    package init(_ title: String, _ alignment: Alignment = .left, narrowest: Int? = nil) {
      self.title = title
      self.alignment = alignment
      self.narrowest = narrowest
    }
  }

  /// The columns, from the left.
  package var columns: [Column]
  /// Texts row by row; a missing one is empty, one too many is not shown.
  package var rows: [[String]]

  /// Creates a table.
  package init(columns: [Column], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The table as lines of text, two spaces between columns, none at the ends of lines.
  ///
  /// - Parameters:
  ///   - width: Cells that a line may take; `nil` for as many as needed. First the columns that
  ///     may be cut give way, the widest first, in the middle of their texts; then lines are cut
  ///     at the end. `…` stands for what is missing.
  ///   - charset: Characters of rule and ellipsis; other characters are replaced.
  /// - Returns: Lines that end with a line feed; nothing without columns.
  package func rendered(width: Int? = nil, charset: TextCharset = .braille) -> String {
    guard !columns.isEmpty else { return "" }
    let titles = columns.map { PrintableText.cleaned($0.title, charset) }
    let body = rows.map { row in
      columns.indices.map {
        $0 < row.count ? PrintableText.cleaned(row[$0], charset) : ""
      }
    }
    let widths = fitted(
      columns.indices.map { column in
        ([titles] + body).map { PrintableText.width($0[column]) }.max() ?? 0
      }, to: width)
    let rule = String(
      repeating: charset == .ascii ? "-" : "─", count: widths.reduce(-2) { $0 + $1 + 2 })
    return ([line(titles, widths, charset), rule] + body.map { line($0, widths, charset) })
      .map { width == nil ? $0 : PrintableText.truncated($0, to: width ?? 0, charset) }
      .map { $0 + "\n" }.joined()
  }

  private func line(_ texts: [String], _ widths: [Int], _ charset: TextCharset) -> String {
    let parts = columns.indices.map { column -> String in
      let text = PrintableText.shortened(texts[column], to: widths[column], charset)
      return columns[column].alignment == .left
        ? PrintableText.padded(text, to: widths[column])
        : PrintableText.spaces(widths[column] - PrintableText.width(text)) + text
    }
    let line = parts.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// Widths after the columns that may be cut gave way, one cell at a time from the widest.
  private func fitted(_ natural: [Int], to limit: Int?) -> [Int] {
    guard let limit else { return natural }
    var widths = natural
    var excess = natural.reduce(-2) { $0 + $1 + 2 } - max(0, limit)
    while excess > 0 {
      let cuttable = widths.indices.filter { widths[$0] > columns[$0].narrowest ?? .max }
      guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
