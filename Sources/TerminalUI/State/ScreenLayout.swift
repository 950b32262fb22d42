/// Where each part of the screen is; parts without room are left out.
///
/// From 110×24 cells on the plot has the details and boards beside it and the table below it; on
/// smaller screens plot and one other panel stand one above the other; below 40×10 there is one
/// panel alone.
package struct ScreenLayout: Hashable, Sendable {
  /// The first line.
  package private(set) var title: CellArea
  /// The last line.
  package private(set) var footer: CellArea
  /// The panels on the screen.
  package private(set) var panels: [Panel: CellArea] = [:]

  init(_ state: ViewState) {
    let screen = CellArea(column: 0, row: 0, columns: state.columns, rows: state.rows)
    let isTiny = state.columns < 40 || state.rows < 10
    let (head, rest) = screen.split(top: isTiny ? 0 : 1)
    let (body, foot) = rest.split(top: rest.rows - (state.rows >= 4 ? 1 : 0))
    title = head
    footer = foot
    let main: Panel = state.showsTable ? .runs : .plot
    if isTiny {
      panels[state.focus == .plot ? main : state.focus] = body
    } else if state.columns >= 110, body.rows >= 22 {
      layWide(body, state, main)
    } else {
      layNarrow(body, state, main)
    }
  }

  /// The panel at a cell.
  package func panel(column: Int, row: Int) -> Panel? {
    panels.first { $0.value.holds(column: column, row: row) }?.key
  }

  private mutating func layWide(_ body: CellArea, _ state: ViewState, _ main: Panel) {
    let side = min(60, max(40, body.columns * 3 / 10))
    let (left, right) = body.split(left: body.columns - side)
    if main == .runs {
      panels[.runs] = left
    } else {
      let (plot, table) = left.split(top: left.rows - tableRows(state, body.rows / 3))
      panels[.plot] = plot
      panels[.runs] = table
    }
    let boards = min(state.data.boards.count + 2, body.rows / 5)
    let whatIf = state.whatIf == nil ? 0 : max(14, body.rows * 2 / 5)
    let (upper, lower) = right.split(top: right.rows - max(3, boards))
    panels[.boards] = lower
    let (details, below) = upper.split(top: upper.rows - whatIf)
    panels[.details] = details
    if whatIf > 0 { panels[.whatIf] = below }
  }

  private mutating func layNarrow(_ body: CellArea, _ state: ViewState, _ main: Panel) {
    if main == .runs, state.focus == .plot || state.focus == .runs {
      panels[.runs] = body
      return
    }
    let lower = state.focus == .plot ? .runs : state.focus
    let wanted = lower == .runs ? tableRows(state, body.rows / 3) : max(8, body.rows * 2 / 5)
    let (upper, rest) = body.split(top: body.rows - wanted)
    panels[main] = upper
    panels[lower] = rest
  }

  /// Frame, heading and as many rows as there are, up to a limit.
  private func tableRows(_ state: ViewState, _ most: Int) -> Int {
    max(5, min(state.order.count + 3, most))
  }
}
