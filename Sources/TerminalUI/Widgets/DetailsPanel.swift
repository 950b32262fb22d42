import Plotting
import Quantities
import RooflineModel

/// What is known of the selected row: what binds it, how far each ceiling is, where its time went,
/// and where the numbers come from.
struct DetailsPanel {
  let state: ViewState

  func draw(_ area: CellArea, on buffer: inout CellBuffer) {
    let hasFrame = area.columns >= 8 && area.rows >= 3
    let width = hasFrame ? area.columns - 2 : area.columns
    let rows = hasFrame ? area.rows - 2 : area.rows
    let lines = DetailText(state: state, width: width).lines
    let top = min(state.detailTop, max(0, lines.count - rows))
    let rest = lines.count - top - rows
    let remark = rest > 0 ? "\(rest) more lines" : ""
    let inner = PanelFrame(
      title: "3 details", remark: remark, hasFocus: state.focus == .details
    ).draw(area, on: &buffer)
    for (index, line) in lines.dropFirst(top).prefix(inner.rows).enumerated() {
      buffer.write(line.text, line: index, of: inner, line.style)
    }
  }
}

/// The details as lines.
struct DetailText {
  /// One line with its look.
  struct Line: Hashable {
    var text: String
    var style = CellStyle.plain
  }

  let state: ViewState
  let width: Int

  var lines: [Line] {
    guard let row = state.selection else {
      return [Line(text: "nothing is selected", style: .faint)]
    }
    guard let point = state.data.point(of: row) else {
      return [Line(text: state.data.name(of: row), style: .strong)]
        + wrapped("it has no place on the roofline: operations, bytes and a time are needed")
        + detail(of: row)
    }
    return place(of: point) + distances(of: point) + detail(of: row)
  }

  // MARK: Place

  private func place(of point: RooflinePoint) -> [Line] {
    var lines = wrapped(point.label, .strong)
    let words = [point.board, point.memory, point.elementType, point.basis.rawValue]
    lines += wrapped(words.filter { !$0.isEmpty }.joined(separator: ", "))
    lines += wrapped("\(point.intensity), \(rate(point.throughput.value))\(interval(point))")
    return lines + bound(of: point)
  }

  private func rate(_ value: Double) -> String { state.data.text(ofRate: value) }

  private func interval(_ point: RooflinePoint) -> String {
    let count = point.throughput.samples
    guard let interval = point.throughput.interval else {
      return count > 1 ? " (median of \(count))" : ""
    }
    return
      " (median of \(count), 95 %: \(rate(interval.lowerBound)) to \(rate(interval.upperBound)))"
  }

  private func bound(of point: RooflinePoint) -> [Line] {
    guard let kind = point.binding else { return wrapped("no ceiling is known for it", .faint) }
    guard let share = point.shareOfBound, share.isFinite, share > 0 else {
      return wrapped("bound by \(kind.name)", .strong)
    }
    let percent = SIPrefix.significant(share * 100, digits: 3)
    let factor = SIPrefix.significant(1 / share, digits: 3)
    let gap = share < 0.995 ? "; \(factor) times as much is possible" : ""
    return wrapped("bound by \(kind.name): reaches \(percent) %\(gap)", .strong)
  }

  // MARK: Distances

  /// Each ceiling of the board at the point's intensity, the nearest first.
  private func distances(of point: RooflinePoint) -> [Line] {
    guard let roofline = state.data.roofline(of: point.board), point.throughput.value > 0 else {
      return []
    }
    let relevant = roofline.ceilings.filter { ceiling in
      guard ceiling.estimate.value > 0 else { return false }
      if case .onChip = ceiling.kind { return false }
      if case .compute(let type, _) = ceiling.kind { return type == point.elementType }
      return true
    }
    let allowed = relevant.map { ($0, $0.throughput(at: point.intensity).value) }
      .sorted { $0.1 < $1.1 }
    guard !allowed.isEmpty else { return [] }
    return [Line(text: ""), Line(text: "ceilings at this intensity", style: .strong)]
      + allowed.map { distance($0.0, $0.1, point.throughput.value) }
  }

  private func distance(_ ceiling: Ceiling, _ allowed: Double, _ reached: Double) -> Line {
    let factor = SIPrefix.significant(allowed / reached, digits: 3)
    let name = "\(ceiling.kind.name) \(Self.short(ceiling.basis))"
    let value = rate(allowed)
    let room = max(10, width - 22)
    let left = PrintableText.padded(
      PrintableText.truncated(name, to: room, state.charset), to: room)
    let right = PrintableText.spaces(12 - PrintableText.width(value)) + value
    return Line(
      text: "\(left) \(right)  \(factor)×",
      style: ceiling.basis == .theoretical ? .faint : .plain)
  }

  private static func short(_ basis: CeilingBasis) -> String {
    basis == .theoretical ? "peak" : basis.rawValue
  }

  // MARK: Found in the background

  private func detail(of row: RowID) -> [Line] {
    guard let detail = state.detail, detail.row == row else {
      return [Line(text: ""), Line(text: "looking it up…", style: .faint)]
    }
    var lines: [Line] = []
    if !detail.sentences.isEmpty {
      lines.append(Line(text: ""))
      lines += detail.sentences.flatMap { wrapped($0) }
    }
    if !detail.stalls.isEmpty {
      lines += [Line(text: ""), Line(text: "where the time goes (model)", style: .strong)]
      lines += detail.stalls.map(bar)
    }
    if !detail.problem.isEmpty { lines += [Line(text: "")] + wrapped(detail.problem, .faint) }
    lines += [Line(text: "")] + wrapped(detail.source, .strong)
    return lines + detail.columns.flatMap { wrapped("\($0.name) \($0.text)") }
  }

  private func bar(_ stall: StallShare) -> Line {
    let share = min(max(stall.share, 0), 1)
    let room = max(4, width - 34)
    let cells = Int((share * Double(room)).rounded())
    let sign = state.charset == .ascii ? "#" : "█"
    let percent = "\(SIPrefix.significant(share * 100, digits: 3)) %"
    let cause = PrintableText.padded(
      PrintableText.truncated(stall.cause, to: 22, state.charset), to: 22)
    return Line(
      text: "\(cause)\(PrintableText.spaces(8 - PrintableText.width(percent)))\(percent)  "
        + String(repeating: sign, count: cells))
  }

  private func wrapped(_ text: String, _ style: CellStyle = .plain) -> [Line] {
    WrappedText.lines(of: text, width: width).map { Line(text: $0, style: style) }
  }
}
