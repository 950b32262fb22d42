/// Draws scenes as self-contained SVG: no scripts, no fonts or files from elsewhere.
///
/// The picture has a `viewBox` and scales to any width; light and dark follow the reader's
/// setting; `<title>` elements show the details of lines and marks.
package struct SVGPlot: PlotBackend {
  /// How plots look.
  package let style: PlotStyle

  /// Creates a back end.
  package init(style: PlotStyle) { self.style = style }

  /// `svg`.
  package var fileExtension: String { "svg" }

  /// Draws a scene as one `svg` element.
  package func render(_ scene: PlotScene) -> String {
    let scene = scene.cleaned(.braille)
    let picture = style.picture
    let layout = SVGLayout(scene: scene, picture: picture)
    let frame = PlotFrame(
      horizontal: scene.horizontal, vertical: scene.vertical, area: layout.plot)
    let labels = labels(scene, frame, layout)
    let sheet = SVGStyleSheet(style: style)
    let legend = SVGLegend(style: style, sheet: sheet, layout: layout)
    let rows = legend.rows(scene.legend + labels.dropped, footnotes: scene.footnotes)
    let height = layout.legendY + Double(rows.count) * layout.rowHeight + picture.fontSize * 0.6
    let size = "\(SVGText.number(layout.width)) \(SVGText.number(height))"
    let name = SVGText.escaped(scene.title.isEmpty ? scene.vertical.caption : scene.title)
    return
      ([
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" role="img" \
        aria-label="\(name)">
        """,
        "<title>\(name)</title>", "<style>\n\(sheet.text)\n</style>",
        "<rect class=\"back\" width=\"100%\" height=\"100%\"/>",
      ]
      + SVGAxes(scene: scene, layout: layout, frame: frame, fontSize: picture.fontSize).lines
      + bands(scene, frame, sheet) + series(scene, frame, sheet) + marks(scene, frame, sheet)
      + labels.placed.map { text($0, layout, sheet) } + rows.flatMap { $0 } + ["</svg>"])
      .joined(separator: "\n") + "\n"
  }

  private func labels(
    _ scene: PlotScene, _ frame: PlotFrame, _ layout: SVGLayout
  ) -> LabelLayout {
    let size = style.picture.fontSize
    let diameter = style.picture.markRadius * 2 + 2
    let metrics = LabelMetrics(
      height: size * 1.25, gap: PlotPoint(size * 0.4, size * 0.25),
      mark: PlotPoint(diameter, diameter), markGap: PlotPoint(diameter / 2 + 4, diameter / 2),
      isCellular: false,
      width: { SVGText.width($0, fontSize: size) },
      shortened: { SVGText.shortened($0, to: $1, fontSize: size) })
    return LabelLayout(scene: scene, frame: frame, column: layout.labels, metrics: metrics)
  }

  private func bands(
    _ scene: PlotScene, _ frame: PlotFrame, _ sheet: SVGStyleSheet
  ) -> [String] {
    let areas = scene.bands.compactMap { band -> String? in
      let edge = (band.lower + band.upper.reversed()).compactMap { frame.location(of: $0) }
      guard edge.count > 2 else { return nil }
      let corners = edge.map(SVGText.pair).joined(separator: " ")
      return "<polygon class=\"area \(sheet.name("f", band.color))\" points=\"\(corners)\"/>"
    }
    guard !areas.isEmpty else { return [] }
    // An inner picture cuts at its edges without an id, which might occur twice on a page.
    let area = frame.area
    let size = "width=\"\(SVGText.number(area.width))\" height=\"\(SVGText.number(area.height))\""
    let box = [area.x, area.y, area.width, area.height].map(SVGText.number).joined(separator: " ")
    let place = "x=\"\(SVGText.number(area.x))\" y=\"\(SVGText.number(area.y))\""
    return ["<svg \(place) \(size) viewBox=\"\(box)\">"] + areas + ["</svg>"]
  }

  private func series(
    _ scene: PlotScene, _ frame: PlotFrame, _ sheet: SVGStyleSheet
  ) -> [String] {
    scene.series.compactMap { series in
      let path = SVGText.path(frame.segments(of: series.points))
      guard !path.isEmpty else { return nil }
      return "<g>\(tooltip(series.label, series.detail))<path class=\"halo\" d=\"\(path)\"/>"
        + "<path \(sheet.attributes(series.stroke)) d=\"\(path)\"/></g>"
    }
  }

  private func marks(
    _ scene: PlotScene, _ frame: PlotFrame, _ sheet: SVGStyleSheet
  ) -> [String] {
    scene.marks.compactMap { mark in
      guard let place = frame.visibleLocation(of: mark.point) else { return nil }
      let sign = SVGSign(style: style, sheet: sheet)
      return "<g>\(tooltip(mark.label, mark.detail))\(sign.text(mark.glyph, mark.color, place))</g>"
    }
  }

  private func tooltip(_ label: String, _ detail: String) -> String {
    let text = [label, detail].filter { !$0.isEmpty }.joined(separator: ": ")
    return text.isEmpty ? "" : "<title>\(SVGText.escaped(text))</title>"
  }

  /// A label, with a line to what it belongs to when that is beside the plot.
  private func text(
    _ label: LabelLayout.Placed, _ layout: SVGLayout, _ sheet: SVGStyleSheet
  ) -> String {
    let middle = label.box.y + label.box.height / 2
    let (x, anchor) =
      switch label.side {
      case .start: (label.box.x, "start")
      case .middle: (label.box.x + label.box.width / 2, "middle")
      case .end: (label.box.maxX, "end")
      }
    var result = ""
    if let end = label.lineEnd {
      let path = "M\(SVGText.pair(end))L\(SVGText.pair(PlotPoint(label.box.x - 4, middle)))"
      result = "<path class=\"thin \(sheet.name("c", label.color))\" d=\"\(path)\"/>"
    }
    return result + """
      <text class="label \(sheet.name("t", label.color))" x="\(SVGText.number(x))" \
      y="\(SVGText.number(middle + style.picture.fontSize * 0.35))" text-anchor="\(anchor)">\(SVGText.escaped(label.text))</text>
      """
  }
}

extension SVGStyleSheet {
  /// Class and dash pattern of a line.
  func attributes(_ stroke: PlotStroke) -> String {
    let width = stroke.weight == .faint ? "thin" : "line"
    let dashes = style.lengths(stroke.dash).svg.map(SVGText.number).joined(separator: " ")
    return "class=\"\(width) \(name("c", stroke.color))\""
      + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"")
  }
}
