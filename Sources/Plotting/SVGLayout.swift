/// Where the parts of a vector picture are, in pixels.
struct SVGLayout {
  /// Between the axes.
  let plot: PlotBox
  /// The column for labels of lines that run out of the plot.
  let labels: PlotBox?
  let width: Double
  let captionX: Double
  let titleY: Double
  let captionY: Double
  let legendY: Double
  let rowHeight: Double

  init(scene: PlotScene, picture: PlotStyle.Picture) {
    let size = picture.fontSize
    func width(_ text: String) -> Double { SVGText.width(text, fontSize: size) }
    self.width = picture.width
    rowHeight = size * 1.5
    captionX = size * 1.1
    titleY = size * 1.6
    let ticks = scene.vertical.ticks.map { width($0.label) }.max() ?? 0
    let room = picture.width * (scene.vertical.isNamed ? 0.34 : 0.2)
    let left = size * 2.3 + min(ticks, room)
    let widest = scene.labelsAtRightEdge.map(width).max() ?? 0
    let column = min(widest, picture.width * 0.3)
    let right = widest > 0 ? column + size * 1.9 : size * 1.2
    let top = scene.title.isEmpty ? size : size * 2.6
    let bottom = picture.height - size * 3.9
    plot = PlotBox(
      x: left, y: top, width: max(1, picture.width - left - right), height: max(1, bottom - top))
    labels =
      widest > 0
      ? PlotBox(x: plot.maxX + size * 1.4, y: top, width: column, height: plot.height) : nil
    captionY = bottom + size * 3
    legendY = picture.height + size * 0.4
  }
}
