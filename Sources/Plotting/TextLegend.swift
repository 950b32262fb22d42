/// Legend and footnotes as rows of text: entries flow like words.
struct TextLegend {
  /// A piece of a row in one colour.
  struct Run: Hashable {
    var text: String
    var color: PlotColorRole?
  }

  let style: PlotStyle
  let charset: TextCharset
  let width: Int

  /// Every row, however many.
  func rows(_ entries: [PlotLegendEntry], footnotes: [String]) -> [[Run]] {
    var rows: [[Run]] = []
    var room = 0
    for entry in entries {
      let runs = runs(of: entry)
      let needed = runs.reduce(0) { $0 + PrintableText.width($1.text) }
      if !rows.isEmpty, needed + 3 <= room {
        rows[rows.count - 1] += [Run(text: "   ", color: nil)] + runs
        room -= needed + 3
      } else {
        rows.append(runs)
        room = width - needed
      }
    }
    return rows + footnotes.flatMap { wrapped($0) }
  }

  /// The rows that fit; the last one then says how many are missing.
  func rows(_ rows: [[Run]], atMost limit: Int) -> [[Run]] {
    guard rows.count > limit else { return rows }
    guard limit > 0 else { return [] }
    let missing = rows.count - limit + 1
    let ellipsis = charset == .ascii ? "..." : "…"
    return rows.prefix(limit - 1)
      + [[Run(text: "\(ellipsis) and \(missing) more lines", color: .faint)]]
  }

  private func runs(of entry: PlotLegendEntry) -> [Run] {
    switch entry.sample {
    case .line(let stroke):
      let sample = line(stroke)
      return [
        Run(text: sample, color: stroke.color),
        Run(text: " " + fitted(entry.text, beside: sample), color: nil),
      ]
    case .mark(let glyph, let color):
      let sample = style.character(glyph, charset)
      return [
        Run(text: sample, color: color),
        Run(text: " " + fitted(entry.text, beside: sample), color: nil),
      ]
    }
  }

  private func fitted(_ text: String, beside sample: String) -> String {
    PrintableText.truncated(text, to: width - PrintableText.width(sample) - 1, charset)
  }

  /// A piece of line as the plot draws it.
  private func line(_ stroke: PlotStroke) -> String {
    let cells = 7
    var canvas = DotCanvas(columns: cells, rows: 1, charset: charset)
    let height = charset == .ascii ? 0.5 : 0.3
    let segment = PlotSegment(
      start: PlotPoint(0, height), end: PlotPoint(Double(cells) - 0.01, height))
    canvas.draw([segment], DotPen(stroke, style, charset))
    return (0..<cells).map { canvas.cell($0, 0)?.text ?? " " }.joined()
  }

  /// A sentence over as many rows as it takes; a word longer than a row is cut.
  private func wrapped(_ text: String) -> [[Run]] {
    var rows: [String] = []
    for word in text.split(separator: " ") {
      let word = PrintableText.truncated(String(word), to: width, charset)
      if let last = rows.last, PrintableText.width(last) + 1 + PrintableText.width(word) <= width {
        rows[rows.count - 1] = last + " " + word
      } else {
        rows.append(word)
      }
    }
    return rows.map { [Run(text: $0, color: .faint)] }
  }
}

extension DotPen {
  /// The pen of a stroke.
  init(_ stroke: PlotStroke, _ style: PlotStyle, _ charset: TextCharset) {
    let lengths = style.lengths(stroke.dash)
    let pair = charset == .ascii ? lengths.cells : lengths.dots
    self.init(
      on: pair.first ?? 0, off: pair.count == 2 ? pair[1] : 0, isThin: stroke.weight == .faint,
      color: stroke.color)
  }
}
