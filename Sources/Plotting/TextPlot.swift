/// Draws scenes as text: Braille dots or ASCII, with axes, labels and a legend.
///
/// Whatever the size, what fits is drawn: first the lines, then the axes, then numbers, captions,
/// the column of labels, and the legend.
package struct TextPlot: PlotBackend {
  /// How plots look.
  package let style: PlotStyle
  /// What the terminal can show.
  package let options: TextPlotOptions

  /// Creates a back end.
  package init(style: PlotStyle, options: TextPlotOptions) {
    self.style = style
    self.options = options
  }

  /// `txt`.
  package var fileExtension: String { "txt" }

  /// A plot as cells, for a screen.
  package struct Picture: Hashable, Sendable {
    /// The cells.
    package var canvas: TextCanvas
    /// The cells between the axes.
    package var plot: TextArea
  }

  /// Draws a scene as lines of text without spaces at their ends.
  package func render(_ scene: PlotScene) -> String {
    picture(of: scene).canvas.text(escape)
  }

  /// The escape sequence that a terminal needs for a colour; `nil` for its own colour.
  package func escape(_ role: PlotColorRole) -> String? {
    if role == .foreground || (role == .faint && options.color == .ansi8) { return nil }
    let color = style.color(role)
    switch options.color {
    case .none: return nil
    case .ansi8: return "\u{1B}[3\(color.ansi8)m"
    case .ansi256: return "\u{1B}[38;5;\(color.ansi256)m"
    }
  }

  /// Draws a scene into cells.
  package func picture(of scene: PlotScene) -> Picture {
    let scene = scene.cleaned(options.charset)
    let legend = TextLegend(style: style, charset: options.charset, width: options.columns)
    var entries = scene.legend
    var (layout, labels) = arranged(scene, entries, legend)
    // A longer legend makes the plot lower, which may cost another label: settles at once or not.
    for _ in 0..<3 where scene.legend + labels.dropped != entries {
      entries = scene.legend + labels.dropped
      (layout, labels) = arranged(scene, entries, legend)
    }
    var canvas = TextCanvas(width: options.columns, height: options.rows)
    TextAxes(scene: scene, layout: layout, charset: options.charset).draw(on: &canvas)
    drawLines(scene, layout, on: &canvas)
    drawBars(scene, layout, on: &canvas)
    drawMarks(scene, layout, on: &canvas)
    for label in labels.placed {
      canvas.write(label.text, Int(label.box.x), Int(label.box.y), label.color)
    }
    let rows = options.showsLegend ? legend.rows(entries, footnotes: scene.footnotes) : []
    draw(legend.rows(rows, atMost: layout.below.rows), layout.below, on: &canvas)
    return Picture(canvas: canvas, plot: layout.plot)
  }

  private func arranged(
    _ scene: PlotScene, _ entries: [PlotLegendEntry], _ legend: TextLegend
  ) -> (TextLayout, LabelLayout) {
    let below = options.showsLegend ? legend.rows(entries, footnotes: scene.footnotes).count : 0
    let layout = TextLayout(
      scene: scene, options: options, labelWidth: scene.widestLabelAtRightEdge, belowRows: below)
    let frame = PlotFrame(
      horizontal: scene.horizontal, vertical: scene.vertical, area: layout.plot.box)
    let labels = LabelLayout(
      scene: scene, frame: frame, column: layout.labels?.box, metrics: metrics)
    return (layout, labels)
  }

  private var metrics: LabelMetrics {
    let charset = options.charset
    return LabelMetrics(
      height: 1, gap: PlotPoint(1.25, 0.5), mark: PlotPoint(1, 1),
      markGap: PlotPoint(1.5, 0.5), isCellular: true,
      width: { Double(PrintableText.width($0)) },
      shortened: { PrintableText.truncated($0, to: Int($1), charset) })
  }

  private func drawLines(
    _ scene: PlotScene, _ layout: TextLayout, on canvas: inout TextCanvas
  ) {
    let plot = layout.plot
    let box = PlotBox(x: 0, y: 0, width: Double(plot.columns), height: Double(plot.rows))
    let frame = PlotFrame(horizontal: scene.horizontal, vertical: scene.vertical, area: box)
    var dots = DotCanvas(columns: plot.columns, rows: plot.rows, charset: options.charset)
    for band in scene.bands { fill(band, frame, &dots) }
    for series in scene.series {
      dots.draw(
        frame.segments(of: series.points), DotPen(series.stroke, style, options.charset))
    }
    for row in 0..<plot.rows {
      for column in 0..<plot.columns {
        guard let cell = dots.cell(column, row) else { continue }
        canvas.set(plot.column + column, plot.row + row, cell.text, cell.color)
      }
    }
  }

  private func fill(_ band: PlotBand, _ frame: PlotFrame, _ dots: inout DotCanvas) {
    let across = Double(max(1, dots.dotsAcross))
    let down = Double(dots.dotsDown)
    let lower = frame.segments(ofEdge: band.lower)
    let upper = frame.segments(ofEdge: band.upper)
    dots.fill(band.color) { column in
      let x = (Double(column) + 0.5) / across * frame.area.width
      guard let low = lower.height(at: x), let high = upper.height(at: x) else { return nil }
      let scale = down / max(1, frame.area.height)
      let top = min(max(high * scale, 0), down)
      let bottom = min(max(low * scale, 0), down)
      return (Int(top), Int(bottom))
    }
  }

  /// Every cell of a bar shows its key: what the legend explains, without colour too.
  private func drawBars(
    _ scene: PlotScene, _ layout: TextLayout, on canvas: inout TextCanvas
  ) {
    let frame = PlotFrame(
      horizontal: scene.horizontal, vertical: scene.vertical, area: layout.plot.box)
    for bar in scene.bars {
      guard let box = frame.box(of: bar) else { continue }
      let sign = bar.key.map { PrintableText.cleaned(String($0), options.charset) } ?? "#"
      let columns = Int(box.x.rounded())..<max(Int(box.x.rounded()), Int(box.maxX.rounded()))
      let rows = Int(box.y.rounded())..<max(Int(box.y.rounded()) + 1, Int(box.maxY.rounded()))
      for row in rows where row < layout.plot.row + layout.plot.rows {
        for column in columns { canvas.write(sign, column, row, bar.color) }
      }
    }
  }

  private func drawMarks(
    _ scene: PlotScene, _ layout: TextLayout, on canvas: inout TextCanvas
  ) {
    let frame = PlotFrame(
      horizontal: scene.horizontal, vertical: scene.vertical, area: layout.plot.box)
    guard layout.plot.columns > 0, layout.plot.rows > 0 else { return }
    for mark in scene.marks {
      guard let place = frame.visibleLocation(of: mark.point) else { continue }
      let cell = layout.plot.cell(of: place)
      let sign = style.character(mark.glyph, options.charset)
      canvas.write(sign, cell.column, cell.row, mark.color)
    }
  }

  private func draw(
    _ rows: [[TextLegend.Run]], _ area: TextArea, on canvas: inout TextCanvas
  ) {
    for (index, runs) in rows.enumerated() {
      var column = area.column
      for run in runs {
        canvas.write(run.text, column, area.row + index, run.color)
        column += PrintableText.width(run.text)
      }
    }
  }
}
