/// Bands, bars, lines, marks and labels of a vector picture as elements.
struct SVGItems {
  let style: PlotStyle
  let sheet: SVGStyleSheet
  let frame: PlotFrame
  /// The groups of a picture in a page; `nil` for a picture of its own.
  let groups: SVGGroups?
  /// What tells lines apart whose labels are in the legend.
  let forms: SVGLineForms

  // MARK: Items

  func bands(_ bands: [PlotBand]) -> [String] {
    bands.compactMap { band in
      let edge = (band.lower + band.upper.reversed()).compactMap { frame.location(of: $0) }
      guard edge.count > 2 else { return nil }
      let corners = edge.map(SVGText.pair).joined(separator: " ")
      let name = sheet.name("f", band.color)
      return "<polygon class=\"area \(name)\"\(groups?.attribute(band.tags) ?? "") "
        + "points=\"\(corners)\"/>"
    }
  }

  func bar(_ bar: PlotBar) -> String? {
    guard let box = frame.box(of: bar) else { return nil }
    let middle = PlotPoint(box.x + box.width / 2, box.y + box.height / 2)
    let filling = sheet.name("f", bar.color) + (bar.outlined ? " pale" : "")
    let edge = sheet.name("c", bar.color)
    let dashes = bar.outlined ? sheet.dashes(.shortDash) : ""
    let rect = "<rect class=\"\(filling)\" \(Self.place(box))/>"
    let outline =
      bar.outlined
      ? "<rect class=\"thin \(edge)\"\(dashes) \(Self.place(box))/>"
      : "<rect class=\"gap\" \(Self.place(box))/>"
    return "<g\(groups?.attribute(bar.tags) ?? "")>\(tooltip("", bar.detail))\(rect)\(outline)"
      + key(bar, box, middle) + "</g>"
  }

  func series(_ series: PlotSeries) -> String? {
    let path = SVGText.path(frame.segments(of: series.points))
    guard !path.isEmpty else { return nil }
    return "<g\(groups?.attribute(series.tags) ?? "")>\(tooltip(series.label, series.detail))"
      + "<path class=\"halo\" d=\"\(path)\"/>"
      + forms.elements(series.label, series.stroke, path, sheet) + "</g>"
  }

  func mark(_ mark: PlotMark) -> String? {
    guard let place = frame.visibleLocation(of: mark.point) else { return nil }
    let sign = SVGSign(style: style, sheet: sheet)
    return "<g\(groups?.attribute(mark.tags) ?? "")\(at(place))>"
      + "\(tooltip(mark.label, mark.detail))\(sign.text(mark.glyph, mark.color, place))</g>"
  }

  /// A label, with a line to what it belongs to when that is beside the plot.
  func label(_ label: LabelLayout.Placed) -> String {
    let middle = label.box.y + label.box.height / 2
    let (x, anchor) =
      switch label.side {
      case .start: (label.box.x, "start")
      case .middle: (label.box.x + label.box.width / 2, "middle")
      case .end: (label.box.maxX, "end")
      }
    let words = """
      <text class="label \(sheet.name("t", label.color))" x="\(SVGText.number(x))" \
      y="\(SVGText.number(middle + style.picture.fontSize * 0.35))" text-anchor="\(anchor)">\(SVGText.escaped(label.text))</text>
      """
    var leader = ""
    if let end = label.lineEnd {
      let path = "M\(SVGText.pair(end))L\(SVGText.pair(PlotPoint(label.box.x - 4, middle)))"
      leader = "<path class=\"thin \(sheet.name("c", label.color))\" d=\"\(path)\"/>"
    }
    guard let groups else { return leader + words }
    let kind = label.lineEnd == nil ? at(PlotPoint(x, middle)) : " class=\"beside\""
    return "<g\(groups.attribute(label.tags))\(kind)>\(leader)\(words)</g>"
  }

  // MARK: Frames

  /// Items cut at the edges of the plot.
  func clipped(_ items: [String]) -> [String] {
    guard !items.isEmpty else { return [] }
    // An inner picture cuts at its edges without an id, which might occur twice on a page.
    return ["<svg \(window)>"] + items + ["</svg>"]
  }

  /// Items that a page can enlarge, cut at the edges of the plot while it does.
  func view(_ items: [String]) -> [String] {
    ["<svg class=\"window\" \(window) overflow=\"visible\"><g class=\"view\">"] + items
      + ["</g></svg>"]
  }

  /// What a script needs to turn places into values.
  static func axes(_ frame: PlotFrame) -> String {
    let area = frame.area
    let box = [area.x, area.y, area.width, area.height].map(SVGText.number).joined(separator: " ")
    func axis(_ name: String, _ axis: PlotAxis) -> String {
      let kind = axis.isNamed ? "names" : axis.scale == .linear ? "linear" : "log"
      let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
      return " data-\(name)=\"\(kind) \(low / axis.unitFactor) \(high / axis.unitFactor)\""
        + " data-\(name)-title=\"\(SVGText.escaped(axis.title))\""
        + " data-\(name)-unit=\"\(SVGText.escaped(axis.unit))\""
    }
    return " data-plot=\"\(box)\"\(axis("x", frame.horizontal))\(axis("y", frame.vertical))"
  }

  private var window: String {
    let area = frame.area
    let box = [area.x, area.y, area.width, area.height].map(SVGText.number).joined(separator: " ")
    return "\(Self.place(area)) viewBox=\"\(box)\""
  }

  private static func place(_ box: PlotBox) -> String {
    let (x, y) = (SVGText.number(box.x), SVGText.number(box.y))
    let (width, height) = (SVGText.number(box.width), SVGText.number(box.height))
    return "x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\""
  }

  // MARK: Parts

  private func at(_ place: PlotPoint) -> String {
    groups == nil ? "" : " data-at=\"\(SVGText.pair(place))\""
  }

  private func key(_ bar: PlotBar, _ box: PlotBox, _ middle: PlotPoint) -> String {
    guard let key = bar.key else { return "" }
    let size = style.picture.fontSize
    let width = SVGText.width(String(key), fontSize: size)
    guard box.width >= width + 4, box.height >= size * 0.8 else { return "" }
    let color = bar.outlined ? sheet.name("t", bar.color) : "back"
    return "<text class=\"key \(color)\" text-anchor=\"middle\" x=\"\(SVGText.number(middle.x))\" "
      + "y=\"\(SVGText.number(middle.y + size * 0.32))\">\(SVGText.escaped(String(key)))</text>"
  }

  private func tooltip(_ label: String, _ detail: String) -> String {
    let text = [label, detail].filter { !$0.isEmpty }.joined(separator: ": ")
    return text.isEmpty ? "" : "<title>\(SVGText.escaped(text))</title>"
  }
}
