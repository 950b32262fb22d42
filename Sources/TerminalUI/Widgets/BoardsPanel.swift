import Plotting
import RooflineModel
import RunStore

/// The boards of the files, with which are shown.
struct BoardsPanel {
  let state: ViewState

  func draw(_ area: CellArea, on buffer: inout CellBuffer) {
    let rooflines = state.data.rooflines
    let inner = PanelFrame(
      title: "4 boards", remark: rooflines.count > 1 ? "Space shows and hides" : "",
      hasFocus: state.focus == .boards
    ).draw(area, on: &buffer)
    let first = max(0, state.boardIndex - inner.rows + 1)
    for (line, index) in (first..<max(first, rooflines.count)).prefix(inner.rows).enumerated() {
      write(rooflines[index], index, line, inner, on: &buffer)
    }
  }

  private func write(
    _ roofline: Roofline, _ index: Int, _ line: Int, _ area: CellArea,
    on buffer: inout CellBuffer
  ) {
    let isHidden = state.filter.hiddenBoards.contains(roofline.board)
    let isSelected = index == state.boardIndex && state.focus == .boards
    var style = isHidden ? CellStyle.faint : CellStyle.plain
    if state.data.boards.count > 1, !isHidden { style.color = .series(index) }
    style.isReversed = isSelected
    let mark = isHidden ? "[ ]" : "[x]"
    buffer.write("\(mark) \(roofline.board)  \(words(roofline))", line: line, of: area, style)
    if isSelected { buffer.restyle(line: line, of: area) { $0.isReversed = true } }
  }

  private func words(_ roofline: Roofline) -> String {
    var parts: [String] = []
    if let memory = roofline.fastestMemory, let ceiling = roofline.ceiling(.memory(memory)) {
      let rate = state.data.inUnit(ceiling.kind.text(of: ceiling.estimate.value))
      parts.append("\(memory) \(rate)")
    }
    if let type = roofline.computeTypes.first(where: { $0 == "f32" })
      ?? roofline.computeTypes.first,
      let peak = roofline.bestCompute(type: type)
    {
      parts.append("\(type) \(state.data.text(ofRate: peak.estimate.value))")
    }
    let impossible = roofline.violations.count
    if impossible > 0 { parts.append("\(impossible) impossible, see ferrule roofline") }
    return parts.joined(separator: ", ")
  }
}
