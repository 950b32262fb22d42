import Plotting

/// The border of a panel with its number, its title, and words at the right.
struct PanelFrame {
  /// `2 kernels`, or a title without a number.
  var title: String
  /// What is shown of how much, or another short remark.
  var remark = ""
  /// Whether keys go to this panel.
  var hasFocus = false

  /// Draws the frame and returns the area inside it; an area too small for a frame stays whole.
  func draw(_ area: CellArea, on buffer: inout CellBuffer) -> CellArea {
    guard area.columns >= 8, area.rows >= 3 else { return area }
    let style = hasFocus ? CellStyle.strong : CellStyle.faint
    let lines = FrameLines(buffer.charset, isHeavy: hasFocus)
    let (right, bottom) = (area.column + area.columns - 1, area.row + area.rows - 1)
    for column in area.column...right {
      buffer.set(column, area.row, lines.flat, style)
      buffer.set(column, bottom, lines.flat, style)
    }
    for row in area.row...bottom {
      buffer.set(area.column, row, lines.steep, style)
      buffer.set(right, row, lines.steep, style)
    }
    for (column, row, corner) in [
      (area.column, area.row, 0), (right, area.row, 1), (area.column, bottom, 2),
      (right, bottom, 3),
    ] {
      buffer.set(column, row, lines.corners[corner], style)
    }
    let used = buffer.write(
      " \(title) ", area.column + 1, area.row, hasFocus ? .strong : .plain,
      limit: area.columns - 2)
    let width = PrintableText.width(remark) + 2
    if !remark.isEmpty, used + width + 4 <= area.columns {
      buffer.write(" \(remark) ", right - width, area.row, .faint)
    }
    return area.inner
  }
}

/// The characters of a frame; the frame with the focus has double lines, so that it is told
/// without colour, too.
private struct FrameLines {
  let flat: String
  let steep: String
  let corners: [String]

  init(_ charset: TextCharset, isHeavy: Bool) {
    switch (charset, isHeavy) {
    case (.ascii, let heavy):
      (flat, steep, corners) = (heavy ? "=" : "-", "|", ["+", "+", "+", "+"])
    case (.braille, true): (flat, steep, corners) = ("═", "║", ["╔", "╗", "╚", "╝"])
    case (.braille, false): (flat, steep, corners) = ("─", "│", ["┌", "┐", "└", "┘"])
    }
  }
}
