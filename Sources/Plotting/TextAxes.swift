/// The axes of a text plot: rules, ticks, numbers, captions and the title.
struct TextAxes {
  let scene: PlotScene
  let layout: TextLayout
  let charset: TextCharset

  func draw(on canvas: inout TextCanvas) {
    drawCaptions(on: &canvas)
    drawCrossings(on: &canvas)
    drawVertical(on: &canvas)
    drawHorizontal(on: &canvas)
  }

  private var plot: TextArea { layout.plot }
  private var frame: PlotFrame {
    PlotFrame(horizontal: scene.horizontal, vertical: scene.vertical, area: plot.box)
  }

  private func drawCaptions(on canvas: inout TextCanvas) {
    let width = canvas.width
    if let row = layout.titleRow {
      let title = PrintableText.truncated(scene.title, to: width, charset)
      canvas.write(title, max(0, (width - PrintableText.width(title)) / 2), row)
    }
    if let row = layout.verticalCaptionRow {
      canvas.write(PrintableText.truncated(scene.vertical.caption, to: width, charset), 0, row)
    }
    if let row = layout.horizontalCaptionRow {
      let caption = PrintableText.truncated(scene.horizontal.caption, to: width, charset)
      let middle = plot.column + (plot.columns - PrintableText.width(caption)) / 2
      canvas.write(caption, max(0, min(middle, width - PrintableText.width(caption))), row)
    }
  }

  /// A faint dot where labelled ticks of both axes meet, to read values in the middle of the plot.
  private func drawCrossings(on canvas: inout TextCanvas) {
    guard charset == .braille, plot.columns > 0, plot.rows > 0 else { return }
    for across in scene.horizontal.ticks where !across.label.isEmpty {
      for up in scene.vertical.ticks where !up.label.isEmpty {
        guard let cell = cell(across.value, up.value) else { continue }
        canvas.set(cell.column, cell.row, "·", .faint)
      }
    }
  }

  private func drawVertical(on canvas: inout TextCanvas) {
    guard layout.hasVerticalAxis else { return }
    let column = plot.column - 1
    for row in plot.row..<(plot.row + plot.rows) {
      canvas.set(column, row, charset == .ascii ? "|" : "│", .foreground)
    }
    var lastRow: Int?
    for tick in scene.vertical.ticks where !tick.label.isEmpty && plot.rows > 0 {
      guard let row = cell(scene.horizontal.range.lowerBound, tick.value)?.row, row != lastRow
      else { continue }
      lastRow = row
      canvas.set(column, row, charset == .ascii ? "+" : "┤", .foreground)
      guard layout.tickColumns > 0 else { continue }
      let label = PrintableText.truncated(tick.label, to: layout.tickColumns, charset)
      canvas.write(label, layout.tickColumns - PrintableText.width(label), row)
    }
  }

  private func drawHorizontal(on canvas: inout TextCanvas) {
    guard let row = layout.axisRow else { return }
    if layout.hasVerticalAxis {
      canvas.set(plot.column - 1, row, charset == .ascii ? "+" : "└", .foreground)
    }
    for column in plot.column..<(plot.column + plot.columns) {
      canvas.set(column, row, charset == .ascii ? "-" : "─", .foreground)
    }
    var free = 0
    for tick in scene.horizontal.ticks where !tick.label.isEmpty && plot.columns > 0 {
      guard let column = cell(tick.value, scene.vertical.range.lowerBound)?.column else { continue }
      canvas.set(column, row, charset == .ascii ? "+" : "┬", .foreground)
      let width = PrintableText.width(tick.label)
      let start = max(0, min(column - (width - 1) / 2, canvas.width - width))
      guard let tickRow = layout.tickRow, start >= free else { continue }
      canvas.write(tick.label, start, tickRow)
      free = start + width + 1
    }
  }

  private func cell(_ x: Double, _ y: Double) -> (column: Int, row: Int)? {
    frame.visibleLocation(of: PlotPoint(x, y)).map { plot.cell(of: $0) }
  }
}
