import Plotting
import Quantities
import RooflineModel
import RunStore

/// The table under the plot: kernels and runs with what binds them.
struct RunsPanel {
  /// Frame and heading above the first row.
  static let headRows = 2

  let state: ViewState
  let content: PlotContent

  /// Rows of the table in an area with its frame.
  static func bodyRows(of area: CellArea) -> Int {
    area.columns >= 8 && area.rows >= 3 ? area.rows - 3 : area.rows - 1
  }

  func draw(_ area: CellArea, on buffer: inout CellBuffer) {
    let inner = PanelFrame(
      title: title, remark: remark, hasFocus: state.focus == .runs
    ).draw(area, on: &buffer)
    guard inner.rows >= 1 else { return }
    let rows = Array(state.order.dropFirst(state.top).prefix(max(0, inner.rows - 1)))
    let lines = rows.map { RowText(row: $0, state: state, key: content.keys[$0]) }
    let columns = RowText.columns(
      lines, width: inner.columns, hasBoards: state.data.boards.count > 1)
    write(columns.heads, columns, line: 0, inner, .strong, on: &buffer)
    for (index, line) in lines.enumerated() {
      let isSelected = rows[index] == state.selection
      let style = isSelected ? CellStyle.selected : CellStyle.plain
      if isSelected { buffer.restyle(line: index + 1, of: inner) { $0.isReversed = true } }
      write(columns.cells(of: line), columns, line: index + 1, inner, style, on: &buffer)
    }
    if state.order.isEmpty, inner.rows > 1 {
      buffer.write(emptyWords, line: 1, of: inner, .faint)
    }
  }

  private var title: String {
    let words = state.filter.words
    return words.isEmpty ? "2 kernels and runs" : "2 kernels and runs with “\(words)”"
  }

  private var remark: String {
    if state.isArranging { return "arranging…" }
    var text = "\(state.order.count)"
    if state.filter != RowFilter() { text += " of \(state.data.rowCount)" }
    if !state.tagged.isEmpty { text += ", \(state.tagged.count) tagged" }
    if state.sort.column != .file { text += ", by \(state.sort.column.rawValue)" }
    return text
  }

  private var emptyWords: String {
    guard state.data.rowCount == 0 else { return "no row passes the filters; Esc clears them" }
    return state.data.snapshot.isComplete
      ? "no run has operations and bytes of an off-chip memory" : "reading…"
  }

  private func write(
    _ texts: [String], _ columns: RowColumns, line: Int, _ area: CellArea, _ style: CellStyle,
    on buffer: inout CellBuffer
  ) {
    var column = area.column
    for (index, (text, width)) in zip(texts, columns.widths).enumerated() where width > 0 {
      let shown = PrintableText.shortened(
        PrintableText.cleaned(text, buffer.charset), to: width, buffer.charset)
      let padding = columns.isRight(index) ? width - PrintableText.width(shown) : 0
      buffer.write(
        shown, column + padding, area.row + line, style,
        limit: max(0, area.column + area.columns - column - padding))
      column += width + 1
    }
  }
}
