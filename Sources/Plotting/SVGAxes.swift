/// The axes of a vector picture: title, captions, grid, ticks and numbers.
struct SVGAxes {
  let scene: PlotScene
  let layout: SVGLayout
  let frame: PlotFrame
  let fontSize: Double
  let groups: SVGGroups?

  /// The elements, the grid first.
  var lines: [String] {
    guard groups != nil else { return grid + rules + numbers + captions }
    return ["<g class=\"ticks\">"] + grid + rules + numbers + ["</g>"] + captions
  }

  private var plot: PlotBox { layout.plot }

  private var grid: [String] {
    let across = scene.horizontal.ticks.filter { !$0.label.isEmpty }.compactMap { x($0.value) }
    let up = scene.vertical.ticks.filter { !$0.label.isEmpty }.compactMap { y($0.value) }
    let path =
      across.map { "M\(pair($0, plot.y))V\(SVGText.number(plot.maxY))" }
      + up.map { "M\(pair(plot.x, $0))H\(SVGText.number(plot.maxX))" }
    return path.isEmpty ? [] : ["<path class=\"rule grid\" d=\"\(path.joined())\"/>"]
  }

  private var rules: [String] {
    let corner = "M\(pair(plot.x, plot.y))V\(SVGText.number(plot.maxY))"
    let ticks =
      scene.horizontal.ticks.compactMap { tick in
        x(tick.value).map { "M\(pair($0, plot.maxY))v\(tick.label.isEmpty ? 3 : 6)" }
      }
      + scene.vertical.ticks.compactMap { tick in
        y(tick.value).map { "M\(pair(plot.x, $0))h-\(tick.label.isEmpty ? 3 : 6)" }
      }
    let path = "\(corner)H\(SVGText.number(plot.maxX))\(ticks.joined())"
    return ["<path class=\"axis cx\" d=\"\(path)\"/>"]
  }

  private var numbers: [String] {
    var free = -Double.infinity
    let below = scene.horizontal.ticks.compactMap { tick -> String? in
      guard !tick.label.isEmpty, let x = x(tick.value) else { return nil }
      let half = SVGText.width(tick.label, fontSize: fontSize) / 2
      guard x - half > free else { return nil }
      free = x + half + fontSize / 2
      return text(tick.label, x, plot.maxY + fontSize * 1.55, anchor: "middle")
    }
    free = .infinity
    let left = scene.vertical.ticks.compactMap { tick -> String? in
      guard !tick.label.isEmpty, let y = y(tick.value), y < free else { return nil }
      free = y - fontSize * 1.2
      let room = plot.x - fontSize * 2.2
      let label = SVGText.shortened(tick.label, to: room, fontSize: fontSize)
      return text(label, plot.x - fontSize * 0.6, y + fontSize * 0.35, anchor: "end")
    }
    return below + left
  }

  private var captions: [String] {
    let middle = PlotPoint(plot.x + plot.width / 2, plot.y + plot.height / 2)
    let turn = "rotate(-90 \(pair(layout.captionX, middle.y)))"
    let title =
      scene.title.isEmpty
      ? []
      : [
        """
        <text class="title tx" x="\(SVGText.number(plot.x))" \
        y="\(SVGText.number(layout.titleY))">\(SVGText.escaped(scene.title))</text>
        """
      ]
    return title + [
      text(scene.horizontal.caption, middle.x, layout.captionY, anchor: "middle"),
      """
      <text class="tx" text-anchor="middle" transform="\(turn)" \
      x="\(SVGText.number(layout.captionX))" y="\(SVGText.number(middle.y))">\
      \(SVGText.escaped(scene.vertical.caption))</text>
      """,
    ]
  }

  private func text(_ text: String, _ x: Double, _ y: Double, anchor: String) -> String {
    "<text class=\"tx\" text-anchor=\"\(anchor)\" x=\"\(SVGText.number(x))\" "
      + "y=\"\(SVGText.number(y))\">\(SVGText.escaped(text))</text>"
  }

  private func x(_ value: Double) -> Double? {
    scene.horizontal.position(of: value).map { plot.x + $0 * plot.width }
  }

  private func y(_ value: Double) -> Double? {
    scene.vertical.position(of: value).map { plot.y + (1 - $0) * plot.height }
  }

  private func pair(_ x: Double, _ y: Double) -> String { SVGText.pair(PlotPoint(x, y)) }
}
