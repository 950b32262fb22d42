/// A rectangle of terminal cells: characters with colours.
package struct TextCanvas: Hashable, Sendable {
  /// One cell; the second half of a wide character has an empty text.
  package struct Cell: Hashable, Sendable {
    /// The character, a space where there is none.
    package var text: String = " "
    /// Its colour; `nil` for the terminal's own.
    package var color: PlotColorRole?
  }

  /// Cells in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Row after row.
  package private(set) var cells: [Cell]

  init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell(), count: self.width * self.height)
  }

  /// The cell of a column and a row, from the upper left; `nil` outside.
  package subscript(column: Int, row: Int) -> Cell? {
    guard (0..<width).contains(column), (0..<height).contains(row) else { return nil }
    return cells[row * width + column]
  }

  /// Sets one cell; outside it does nothing.
  mutating func set(_ column: Int, _ row: Int, _ text: String, _ color: PlotColorRole?) {
    guard (0..<width).contains(column), (0..<height).contains(row) else { return }
    cells[row * width + column] = Cell(text: text, color: color)
  }

  /// Writes text from a cell on; what does not fit is cut.
  mutating func write(
    _ text: String, _ column: Int, _ row: Int, _ color: PlotColorRole? = nil
  ) {
    var at = column
    for character in text {
      let cells = PrintableText.width(character)
      guard cells > 0, at + cells <= width else { continue }
      set(at, row, String(character), color)
      if cells == 2 { set(at + 1, row, "", color) }
      at += cells
    }
  }

  /// The canvas as lines of text without spaces at their ends.
  func text(_ escape: (PlotColorRole) -> String?) -> String {
    var lines = ""
    for row in 0..<height { lines += line(row, escape) + "\n" }
    return lines
  }

  private func line(_ row: Int, _ escape: (PlotColorRole) -> String?) -> String {
    let content = cells[(row * width)..<((row + 1) * width)]
    guard let last = content.lastIndex(where: { $0.text != " " }) else { return "" }
    var line = ""
    var current: String?
    for cell in content[...last] {
      let wanted = cell.text == " " ? current : cell.color.flatMap(escape)
      if wanted != current {
        line += wanted ?? "\u{1B}[0m"
        current = wanted
      }
      line += cell.text
    }
    return current == nil ? line : line + "\u{1B}[0m"
  }
}
