/// Draws scenes as self-contained SVG: no scripts, no fonts or files from elsewhere.
///
/// The picture has a `viewBox` and scales to any width; light and dark follow the reader's
/// setting; `<title>` elements show the details of lines and marks.
package struct SVGPlot: PlotBackend {
  /// How plots look.
  package let style: PlotStyle
  /// Whether elements carry what the script of a page needs: groups, places and axes.
  let isInteractive: Bool

  /// Creates a back end.
  package init(style: PlotStyle) { self.init(style: style, isInteractive: false) }

  init(style: PlotStyle, isInteractive: Bool) {
    self.style = style
    self.isInteractive = isInteractive
  }

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
    let groups = isInteractive ? SVGGroups(scene) : nil
    let forms = SVGLineForms(labels.dropped)
    let legend = SVGLegend(
      style: style, sheet: sheet, layout: layout, groups: groups, forms: forms)
    let rows = legend.rows(scene.legend + labels.dropped, footnotes: scene.footnotes)
    let height = layout.legendY + Double(rows.count) * layout.rowHeight + picture.fontSize * 0.6
    let size = "\(SVGText.number(layout.width)) \(SVGText.number(height))"
    let name = SVGText.escaped(scene.title.isEmpty ? scene.vertical.caption : scene.title)
    let items = SVGItems(style: style, sheet: sheet, frame: frame, groups: groups, forms: forms)
    let content =
      items.clipped(items.bands(scene.bands)) + scene.bars.compactMap(items.bar)
      + scene.series.compactMap(items.series) + scene.marks.compactMap(items.mark)
      + labels.placed.filter { $0.lineEnd == nil }.map(items.label)
    let beside = labels.placed.filter { $0.lineEnd != nil }.map(items.label)
    let axes = SVGAxes(
      scene: scene, layout: layout, frame: frame, fontSize: picture.fontSize, groups: groups)
    return
      ([
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" role="img" \
        aria-label="\(name)"\(isInteractive ? SVGItems.axes(frame) : "")>
        """,
        "<title>\(name)</title>", "<style>\n\(sheet.text)\n</style>",
        "<rect class=\"back\" width=\"100%\" height=\"100%\"/>",
      ] + axes.lines
      + (isInteractive ? items.view(content) : content)
      + beside + rows.flatMap { $0 } + ["</svg>"])
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
}

extension SVGStyleSheet {
  /// Class and dash pattern of a line.
  func attributes(_ stroke: PlotStroke) -> String {
    let width = stroke.weight == .faint ? "thin" : "line"
    return "class=\"\(width) \(name("c", stroke.color))\"\(dashes(stroke.dash))"
  }

  /// The attribute of a dash pattern; nothing for a line without gaps.
  func dashes(_ dash: PlotDash) -> String {
    let lengths = style.lengths(dash).svg.map(SVGText.number).joined(separator: " ")
    return lengths.isEmpty ? "" : " stroke-dasharray=\"\(lengths)\""
  }
}
