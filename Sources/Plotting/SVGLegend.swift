/// Legend and footnotes of a vector picture: entries flow like words.
struct SVGLegend {
  let style: PlotStyle
  let sheet: SVGStyleSheet
  let layout: SVGLayout
  let groups: SVGGroups?
  let forms: SVGLineForms

  /// Elements row by row.
  func rows(_ entries: [PlotLegendEntry], footnotes: [String]) -> [[String]] {
    var rows: [[String]] = []
    var x = Double.infinity
    for entry in entries {
      let sampleWidth = sampleWidth(entry.sample)
      let room = layout.width - margin * 2 - sampleWidth
      let text = SVGText.shortened(entry.text, to: room, fontSize: fontSize)
      let width = sampleWidth + SVGText.width(text, fontSize: fontSize)
      if x + width > layout.width - margin {
        rows.append([])
        x = margin
      }
      let elements = elements(entry.sample, text, entry.text, x, y(rows.count - 1))
      rows[rows.count - 1] += grouped(elements, entry.tag)
      x += width + fontSize * 1.2
    }
    for line in footnotes.flatMap(wrapped) {
      rows.append([words(line, margin, y(rows.count), "ty small")])
    }
    return rows
  }

  private var fontSize: Double { style.picture.fontSize }
  private var margin: Double { fontSize * 1.2 }

  private func sampleWidth(_ sample: PlotLegendEntry.Sample) -> Double {
    if case .line = sample { return fontSize * 3.6 }
    return style.picture.markRadius * 2 + fontSize * 0.5
  }

  private func y(_ row: Int) -> Double { layout.legendY + (Double(row) + 0.5) * layout.rowHeight }

  private func grouped(_ elements: [String], _ tag: String) -> [String] {
    guard let groups, !tag.isEmpty else { return elements }
    return ["<g\(groups.toggle(tag))>"] + elements + ["</g>"]
  }

  private func elements(
    _ sample: PlotLegendEntry.Sample, _ text: String, _ whole: String, _ x: Double, _ y: Double
  ) -> [String] {
    let sampleWidth = sampleWidth(sample)
    let middle = PlotPoint(x + style.picture.markRadius, y)
    switch sample {
    case .line(let stroke):
      let path = "M\(SVGText.pair(PlotPoint(x, y)))h\(SVGText.number(sampleWidth * 0.84))"
      return [
        forms.elements(whole, stroke, path, sheet),
        words(text, x + sampleWidth, y, "tx"),
      ]
    case .mark(let glyph, let color):
      return [
        SVGSign(style: style, sheet: sheet).text(glyph, color, middle),
        words(text, x + sampleWidth, y, "tx"),
      ]
    }
  }

  private func words(_ text: String, _ x: Double, _ y: Double, _ classes: String) -> String {
    "<text class=\"\(classes)\" x=\"\(SVGText.number(x))\" "
      + "y=\"\(SVGText.number(y + fontSize * 0.35))\">\(SVGText.escaped(text))</text>"
  }

  private func wrapped(_ text: String) -> [String] {
    let room = layout.width - margin * 2
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let word = SVGText.shortened(String(word), to: room, fontSize: fontSize)
      if let last = lines.last,
        SVGText.width(last + " " + word, fontSize: fontSize * SVGText.footnote) <= room
      {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
