extension PlotScene {
  /// The scene with every text safe to print in a character set.
  func cleaned(_ charset: TextCharset) -> PlotScene {
    func clean(_ text: String) -> String { PrintableText.cleaned(text, charset) }
    var scene = self
    scene.title = clean(title)
    scene.horizontal = horizontal.cleaned(charset)
    scene.vertical = vertical.cleaned(charset)
    for index in series.indices {
      scene.series[index].label = clean(series[index].label)
      scene.series[index].detail = clean(series[index].detail)
    }
    for index in marks.indices {
      scene.marks[index].label = clean(marks[index].label)
      scene.marks[index].detail = clean(marks[index].detail)
    }
    for index in bars.indices { scene.bars[index].detail = clean(bars[index].detail) }
    for index in legend.indices { scene.legend[index].text = clean(legend[index].text) }
    scene.footnotes = footnotes.map(clean)
    return scene
  }

  /// Cells of the widest label of a flat line that runs out of the picture on the right.
  var widestLabelAtRightEdge: Int {
    labelsAtRightEdge.map { PrintableText.width($0) }.max() ?? 0
  }

  /// Labels of flat lines that run out of the picture on the right.
  var labelsAtRightEdge: [String] {
    let unit = PlotBox(x: 0, y: 0, width: 1, height: 1)
    let frame = PlotFrame(horizontal: horizontal, vertical: vertical, area: unit)
    return series.filter { frame.runsOutFlat(frame.segments(of: $0.points)) }
      .map(\.label).filter { !$0.isEmpty }
  }
}

extension PlotAxis {
  fileprivate func cleaned(_ charset: TextCharset) -> PlotAxis {
    let axis = PlotAxis(
      title: PrintableText.cleaned(title, charset), unit: PrintableText.cleaned(unit, charset),
      unitFactor: unitFactor, scale: scale, from: range.lowerBound, to: range.upperBound)
    let ticks = ticks.map {
      PlotTick(value: $0.value, label: PrintableText.cleaned($0.label, charset))
    }
    if isNamed { return PlotAxis(title: axis.title, names: ticks.map(\.label)) }
    return PlotAxis(axis, ticks: ticks)
  }
}

extension PlotFrame {
  /// Whether a line ends at the right edge, and rises there by less than a tenth of the height
  /// over the whole width.
  func runsOutFlat(_ segments: [PlotSegment]) -> Bool {
    guard let last = segments.last, last.end.x >= area.maxX - 1e-6 * (1 + area.width) else {
      return false
    }
    let rise = abs(last.end.y - last.start.y) * area.width
    return rise <= 0.1 * abs(last.end.x - last.start.x) * area.height
  }

  /// The pieces of a line that may leave the rectangle upwards or downwards.
  func segments(ofEdge points: [PlotPoint]) -> [PlotSegment] {
    let places = points.map { location(of: $0) }
    return zip(places, places.dropFirst()).compactMap { start, end in
      guard let start, let end else { return nil }
      return PlotSegment(start: start, end: end)
    }
  }
}

extension [PlotSegment] {
  /// The height of a line at `x`; `nil` where there is no line.
  func height(at x: Double) -> Double? {
    guard let segment = first(where: { $0.start.x <= x && x <= $0.end.x }) else { return nil }
    let width = segment.end.x - segment.start.x
    let height =
      width > 0 ? segment.point(at: (x - segment.start.x) / width).y : segment.start.y
    return height.isFinite ? height : nil
  }
}
