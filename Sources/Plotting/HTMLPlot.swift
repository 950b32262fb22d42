import Quantities

/// Draws scenes as a web page of its own: the picture, which a script of ours brings to life, and
/// its marks and bars as a table. The page loads nothing and works without a network.
package struct HTMLPlot: PlotBackend {
  /// How plots look.
  package let style: PlotStyle

  /// Creates a back end.
  package init(style: PlotStyle) { self.style = style }

  /// `html`.
  package var fileExtension: String { "html" }

  /// Draws a scene as a whole page.
  package func render(_ scene: PlotScene) -> String {
    let title = scene.title.isEmpty ? scene.vertical.caption : scene.title
    return HTMLPage(style: style, title: title).render(section(scene))
  }

  /// A scene as a part of a page: the picture and its table.
  package func section(_ scene: PlotScene) -> String { figure(scene) + table(scene) }

  /// The picture with its controls.
  func figure(_ scene: PlotScene) -> String {
    """
    <figure class="plot">
    \(SVGPlot(style: style, isInteractive: true).render(scene))<div class="tip" role="status" hidden="hidden"></div>
    <figcaption><button type="button" class="reset" hidden="hidden">Show all</button> <span>Point at a \
    line or sign for its values; click it to see it alone; click the legend to hide and show; \
    drag or use the wheel to zoom, double-click to go back.</span></figcaption>
    </figure>

    """
  }

  /// One row for every mark and bar that says something.
  func table(_ scene: PlotScene) -> String {
    let known = scene.marks.filter { !$0.detail.isEmpty }
    let named = known.filter { !sign($0.glyph).isEmpty }
    let marks = (named + known.filter { sign($0.glyph).isEmpty }).map { mark in
      [
        sign(mark.glyph), value(mark.point.x, scene.horizontal),
        value(mark.point.y, scene.vertical),
        mark.label.isEmpty || mark.detail.hasPrefix(mark.label)
          ? mark.detail : "\(mark.label): \(mark.detail)",
      ]
    }
    let bars = scene.bars.filter { !$0.detail.isEmpty }.map { [sign($0.key), "", "", $0.detail] }
    let rows = marks + bars
    guard !rows.isEmpty else { return "" }
    let header = ["", scene.horizontal.caption, scene.vertical.caption, "what"]
    let shown = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    return "<details open=\"open\"><summary>\(marks.isEmpty ? "Values" : "Points")</summary>\n"
      + HTMLPage.table(
        header: shown.map { header[$0] }, rows: rows.map { row in shown.map { row[$0] } },
        numbers: Set(shown.indices.filter { shown[$0] == 1 || shown[$0] == 2 }))
      + "</details>\n"
  }

  private func sign(_ glyph: PlotGlyph) -> String {
    if case .letter(let letter, _) = glyph { return String(letter) }
    return ""
  }

  private func sign(_ key: Character?) -> String { key.map { String($0) } ?? "" }

  /// A value in the unit of its axis; the name of a named place.
  private func value(_ value: Double, _ axis: PlotAxis) -> String {
    if axis.isNamed { return axis.ticks.first { $0.value == value }?.label ?? "" }
    return value.isFinite ? SIPrefix.significant(value / axis.unitFactor) : ""
  }
}
