/// A rectangle of cells on a screen.
package struct CellArea: Hashable, Sendable {
  /// The first column.
  package var column: Int
  /// The first row.
  package var row: Int
  /// Width in cells, not negative.
  package var columns: Int
  /// Height in cells, not negative.
  package var rows: Int

  /// Creates an area; a negative size counts as 0.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// Whether it has no cell.
  package var isEmpty: Bool { columns == 0 || rows == 0 }

  /// Whether a cell lies in it.
  package func holds(column: Int, row: Int) -> Bool {
    column >= self.column && column < self.column + columns && row >= self.row
      && row < self.row + rows
  }

  /// The area without a border of one cell.
  package var inner: CellArea {
    CellArea(column: column + 1, row: row + 1, columns: columns - 2, rows: rows - 2)
  }

  /// The upper rows and what is left below them.
  package func split(top: Int) -> (top: CellArea, bottom: CellArea) {
    let height = min(max(0, top), rows)
    return (
      CellArea(column: column, row: row, columns: columns, rows: height),
      CellArea(column: column, row: row + height, columns: columns, rows: rows - height)
    )
  }

  /// The left columns and what is left beside them.
  package func split(left: Int) -> (left: CellArea, right: CellArea) {
    let width = min(max(0, left), columns)
    return (
      CellArea(column: column, row: row, columns: width, rows: rows),
      CellArea(column: column + width, row: row, columns: columns - width, rows: rows)
    )
  }

  /// An area of at most the given size in the middle of this one.
  package func centred(columns wide: Int, rows high: Int) -> CellArea {
    let width = min(wide, columns)
    let height = min(high, rows)
    return CellArea(
      column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width,
      rows: height)
  }
}
