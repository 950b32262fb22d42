import Foundation
import Plotting
import Quantities
import RooflineModel

/// The roofline with its points, the crosshair, and the values there.
struct PlotPanel {
  let state: ViewState
  let content: PlotContent

  func draw(_ area: CellArea, on buffer: inout CellBuffer) {
    let inner = PanelFrame(
      title: title, remark: remark, hasFocus: state.focus == .plot
    ).draw(area, on: &buffer)
    guard !inner.isEmpty else { return }
    let picture = Self.plot(state, inner).picture(of: content.scene)
    copy(picture.canvas, to: inner, on: &buffer)
    let cells = Self.area(picture.plot, in: inner)
    if content.hasCloud {
      PointCloud(state: state, cells: cells).draw(on: &buffer)
    }
    markRows(cells, on: &buffer)
    drawCrosshair(cells, on: &buffer)
    drawReadings(inner, on: &buffer)
  }

  private var title: String {
    var parts = ["1 roofline"]
    parts += state.filter.memories.sorted() + state.filter.elementTypes.sorted()
    return parts.joined(separator: " ")
  }

  private var remark: String {
    var parts: [String] = []
    if state.window != nil { parts.append("zoomed, 0 fits") }
    if state.data.energy != nil { parts.append("per joule") }
    if state.overlay != .all { parts.append(state.overlay.rawValue) }
    return parts.joined(separator: ", ")
  }

  /// The back end for an area.
  private static func plot(_ state: ViewState, _ area: CellArea) -> TextPlot {
    TextPlot(
      style: state.style,
      options: TextPlotOptions(
        width: area.columns, height: area.rows, charset: state.charset,
        showsLegend: area.rows >= 24))
  }

  /// The cells between the axes, for an area with its frame.
  static func plotCells(of area: CellArea, state: ViewState) -> CellArea {
    let hasFrame = area.columns >= 8 && area.rows >= 3
    let inner = hasFrame ? area.inner : area
    let plot = plot(state, inner).picture(of: PlotContent(state).scene).plot
    return self.area(plot, in: inner)
  }

  private static func area(_ plot: TextArea, in area: CellArea) -> CellArea {
    CellArea(
      column: area.column + plot.column, row: area.row + plot.row, columns: plot.columns,
      rows: plot.rows)
  }

  private func copy(_ canvas: TextCanvas, to area: CellArea, on buffer: inout CellBuffer) {
    for row in 0..<min(canvas.height, area.rows) {
      for column in 0..<min(canvas.width, area.columns) {
        guard let cell = canvas[column, row], cell.text != " " else { continue }
        buffer.set(area.column + column, area.row + row, cell.text, CellStyle(cell.color))
      }
    }
  }

  // MARK: Rows

  /// The selected row reversed, tagged rows underlined.
  private func markRows(_ cells: CellArea, on buffer: inout CellBuffer) {
    for row in state.tagged { mark(row, cells, on: &buffer) { $0.isUnderlined = true } }
    if let selection = state.selection {
      mark(selection, cells, on: &buffer) {
        $0.isReversed = true
        $0.isBold = true
      }
    }
  }

  private func mark(
    _ row: RowID, _ cells: CellArea, on buffer: inout CellBuffer,
    _ change: (inout CellStyle) -> Void
  ) {
    guard let place = state.data.place(of: row), place.x.isFinite, place.y.isFinite,
      let cell = state.shownWindow.cell(of: PlotPoint(place.x, place.y), in: cells)
    else { return }
    if content.keys[row] == nil, content.hasCloud {
      buffer.set(cell.column, cell.row, state.charset == .ascii ? "O" : "●", .strong)
    }
    buffer.restyle(cell.column, cell.row, change)
  }

  // MARK: Crosshair

  private func drawCrosshair(_ cells: CellArea, on buffer: inout CellBuffer) {
    guard let cross = state.crosshair,
      let centre = state.shownWindow.cell(of: cross, in: cells)
    else { return }
    let signs = state.charset == .ascii ? ("-", "|", "+") : ("╌", "╎", "┼")
    for column in cells.column..<(cells.column + cells.columns) {
      put(signs.0, column, centre.row, on: &buffer)
    }
    for row in cells.row..<(cells.row + cells.rows) {
      put(signs.1, centre.column, row, on: &buffer)
    }
    if buffer[centre.column, centre.row]?.style.isReversed != true {
      buffer.set(centre.column, centre.row, signs.2, .strong)
    }
  }

  private func put(_ sign: String, _ column: Int, _ row: Int, on buffer: inout CellBuffer) {
    guard [" ", "·"].contains(buffer[column, row]?.text ?? "") else { return }
    // A space inside a label is a part of it.
    let isInLabel = [column - 1, column + 1].allSatisfy { beside in
      buffer[beside, row]?.text.first.map { $0.isLetter || $0.isNumber } ?? false
    }
    if !isInLabel { buffer.set(column, row, sign, .faint) }
  }

  /// Values at the crosshair with what the ceilings allow there, over the first line of the plot.
  private func drawReadings(_ area: CellArea, on buffer: inout CellBuffer) {
    guard let cross = state.crosshair else { return }
    let intensity = OperationalIntensity(pow(10, cross.x))
    var text = " \(intensity), \(state.data.text(ofRate: pow(10, cross.y)))"
    for roofline in state.shownRooflines {
      guard let memory = state.filter.memories.sorted().first ?? roofline.fastestMemory,
        let bound = roofline.bindingCeiling(
          memory: memory, types: state.filter.elementTypes.sorted(), at: intensity)
      else { continue }
      let allowed = state.data.text(ofRate: bound.throughput(at: intensity).value)
      let name = state.shownRooflines.count > 1 ? "\(roofline.board) " : ""
      text +=
        "; \(name)\(bound.kind.name) allows \(allowed)"
    }
    buffer.write(text + " ", area.column, area.row, .strong, limit: area.columns)
  }
}
