import Plotting
import Quantities
import RooflineModel

/// What a change of the selected row would bring.
struct WhatIfPanel {
  let state: ViewState

  func draw(_ area: CellArea, on buffer: inout CellBuffer) {
    guard let whatIf = state.whatIf else { return }
    let inner = PanelFrame(
      title: "5 what-if", remark: remark(whatIf), hasFocus: state.focus == .whatIf
    ).draw(area, on: &buffer)
    var line = 0
    for (index, value) in whatIf.values.enumerated() {
      write(value, isChosen: index == whatIf.index, line, inner, on: &buffer)
      line += 1
    }
    if !whatIf.values.isEmpty { line += 1 }
    for text in lines(whatIf) {
      for part in WrappedText.lines(of: text.text, width: inner.columns) {
        buffer.write(part, line: line, of: inner, text.style)
        line += 1
      }
    }
  }

  private func remark(_ whatIf: WhatIfState) -> String {
    whatIf.isStale && whatIf.problem.isEmpty ? "stale, computing…" : "left, right, Enter change"
  }

  private func write(
    _ value: WhatIfValue, isChosen: Bool, _ line: Int, _ area: CellArea,
    on buffer: inout CellBuffer
  ) {
    let name = PrintableText.padded(value.field.rawValue, to: 14)
    let was = value.isChanged ? "  (was \(value.field.text(of: value.original)))" : ""
    let isFocused = isChosen && state.focus == .whatIf
    let sign = isChosen ? "> " : "  "
    buffer.write(
      "\(sign)\(name)\(value.field.text(of: value.value))\(was)", line: line, of: area,
      CellStyle(bold: value.isChanged, reversed: isFocused))
  }

  private func lines(_ whatIf: WhatIfState) -> [DetailText.Line] {
    if !whatIf.problem.isEmpty { return [DetailText.Line(text: whatIf.problem)] }
    guard let answer = whatIf.answer else {
      return [DetailText.Line(text: "computing…", style: .faint)]
    }
    let style = whatIf.isStale ? CellStyle.faint : CellStyle.plain
    var lines: [DetailText.Line] = []
    if let point = answer.point {
      lines.append(DetailText.Line(text: change(to: point, whatIf), style: style))
    }
    lines += answer.sentences.map { DetailText.Line(text: $0, style: style) }
    if !answer.problem.isEmpty { lines.append(DetailText.Line(text: answer.problem, style: style)) }
    return lines
  }

  /// What the changed row reaches, compared with the row as it is.
  func change(to point: RooflinePoint, _ whatIf: WhatIfState) -> String {
    let new = Throughput(point.throughput.value).description
    let words = "\(point.basis.rawValue): \(new) at \(point.intensity)"
    guard let old = state.data.point(of: whatIf.row), old.throughput.value > 0 else { return words }
    let factor = SIPrefix.significant(point.throughput.value / old.throughput.value, digits: 3)
    return "\(words), \(factor) times as now (\(Throughput(old.throughput.value)))"
  }
}
