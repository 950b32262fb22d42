package import Plotting

/// A screen as cells: what widgets draw into, tests compare, and a terminal shows.
package struct CellBuffer: Hashable, Sendable {
  /// One cell; the second half of a wide character has an empty text.
  package struct Cell: Hashable, Sendable {
    /// One character, a space where there is none.
    package var text: String = " "
    /// Its look.
    package var style = CellStyle.plain
  }

  /// Cells in a row.
  package let columns: Int
  /// Rows.
  package let rows: Int
  /// Characters that may be used.
  package let charset: TextCharset
  /// Row after row.
  package private(set) var cells: [Cell]

  /// Creates an empty screen; sizes beyond 2000×1000 cells are cut, negative ones are 0.
  package init(columns: Int, rows: Int, charset: TextCharset = .braille) {
    self.columns = min(max(0, columns), 2000)
    self.rows = min(max(0, rows), 1000)
    self.charset = charset
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// The whole screen.
  package var area: CellArea { CellArea(column: 0, row: 0, columns: columns, rows: rows) }

  /// The cell of a column and a row; `nil` outside.
  package subscript(column: Int, row: Int) -> Cell? {
    guard column >= 0, column < columns, row >= 0, row < rows else { return nil }
    return cells[row * columns + column]
  }

  /// Sets one cell to one character of one cell's width; outside it does nothing.
  package mutating func set(_ column: Int, _ row: Int, _ text: String, _ style: CellStyle) {
    guard column >= 0, column < columns, row >= 0, row < rows else { return }
    cells[row * columns + column] = Cell(text: text, style: style)
  }

  /// Changes the look of one cell; outside it does nothing.
  package mutating func restyle(_ column: Int, _ row: Int, _ change: (inout CellStyle) -> Void) {
    guard column >= 0, column < columns, row >= 0, row < rows else { return }
    change(&cells[row * columns + column].style)
  }

  /// Writes text from a cell on; what does not fit into `limit` cells is cut with an ellipsis.
  ///
  /// Text comes from files of unknown origin: what is not printable, or not in the character set,
  /// is replaced.
  ///
  /// - Returns: How many cells were written.
  @discardableResult
  package mutating func write(
    _ text: String, _ column: Int, _ row: Int, _ style: CellStyle = .plain, limit: Int = .max
  ) -> Int {
    let room = min(limit, columns - column)
    guard room > 0, row >= 0, row < rows, column >= 0 else { return 0 }
    let shown = PrintableText.truncated(
      PrintableText.cleaned(text, charset), to: room, charset)
    var at = column
    for character in shown {
      let width = PrintableText.width(character)
      guard width > 0, at + width <= columns else { continue }
      set(at, row, String(character), style)
      if width == 2 { set(at + 1, row, "", style) }
      at += width
    }
    return at - column
  }

  /// Writes one line of an area: cut to its width, below it nothing.
  package mutating func write(
    _ text: String, line: Int, of area: CellArea, _ style: CellStyle = .plain
  ) {
    guard line >= 0, line < area.rows else { return }
    write(text, area.column, area.row + line, style, limit: area.columns)
  }

  /// Makes an area empty.
  package mutating func clear(_ area: CellArea, _ style: CellStyle = .plain) {
    for row in area.row..<(area.row + area.rows) {
      for column in area.column..<(area.column + area.columns) { set(column, row, " ", style) }
    }
  }

  /// Changes the look of a whole line of an area.
  package mutating func restyle(
    line: Int, of area: CellArea, _ change: (inout CellStyle) -> Void
  ) {
    guard line >= 0, line < area.rows else { return }
    for column in area.column..<(area.column + area.columns) {
      restyle(column, area.row + line, change)
    }
  }

  /// The screen as lines of text without spaces at their ends: what tests compare.
  package var text: String {
    var lines = ""
    for row in 0..<rows {
      let content = cells[(row * columns)..<((row + 1) * columns)]
      let end = content.lastIndex { $0.text != " " }
      if let end { lines += content[...end].map(\.text).joined() }
      lines += "\n"
    }
    return lines
  }
}
