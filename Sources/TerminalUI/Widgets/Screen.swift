import Plotting

/// Draws a state: a pure function from state to cells.
package enum Screen {
  /// The whole screen.
  package static func draw(_ state: ViewState) -> CellBuffer {
    var buffer = CellBuffer(columns: state.columns, rows: state.rows, charset: state.charset)
    let layout = state.layout
    let content = PlotContent(state)
    TitleBar(state: state).draw(layout.title, on: &buffer)
    for (panel, area) in layout.panels {
      draw(panel, area, state, content, on: &buffer)
    }
    FooterBar(state: state).draw(layout.footer, on: &buffer)
    draw(state.dialog, state, on: &buffer)
    return buffer
  }

  private static func draw(
    _ panel: Panel, _ area: CellArea, _ state: ViewState, _ content: PlotContent,
    on buffer: inout CellBuffer
  ) {
    switch panel {
    case .plot: PlotPanel(state: state, content: content).draw(area, on: &buffer)
    case .runs: RunsPanel(state: state, content: content).draw(area, on: &buffer)
    case .details: DetailsPanel(state: state).draw(area, on: &buffer)
    case .boards: BoardsPanel(state: state).draw(area, on: &buffer)
    case .whatIf: WhatIfPanel(state: state).draw(area, on: &buffer)
    }
  }

  private static func draw(
    _ dialog: Dialog?, _ state: ViewState, on buffer: inout CellBuffer
  ) {
    switch dialog {
    case .help(let top): HelpDialog(top: top).draw(buffer.area, on: &buffer)
    case .text(let title, let lines):
      TextDialog(title: title, lines: lines).draw(buffer.area, on: &buffer)
    case .prompt(let prompt):
      PromptLine(prompt: prompt).draw(state.layout.footer, on: &buffer)
    case nil: break
    }
  }
}
