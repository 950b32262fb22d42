package import RooflineModel

/// A scene made of rooflines: ceilings as lines, ridge points and runs as marks.
///
/// Off-chip memories and the host link are sloped lines up to the highest compute ceiling, compute
/// ceilings flat lines from the fastest memory on, the best operation of each type. Measured lines
/// are solid, modelled ones have long dashes and theoretical ones short dashes; the legend says
/// so. One board: one colour per memory and type. Several boards: one colour per board.
package struct RooflineScene: Sendable {
  /// The picture.
  package let scene: PlotScene
  /// The runs and kernels, with their signs in the picture.
  package let points: [KeyedPoint]

  /// Creates the scene.
  ///
  /// - Parameters:
  ///   - rooflines: One per board; none gives empty axes.
  ///   - kernels: The user's kernels as points.
  ///   - options: What is drawn.
  package init(
    rooflines: [Roofline], kernels: [RooflinePoint] = [],
    options: RooflineSceneOptions = RooflineSceneOptions()
  ) {
    let points = KeyedPoint.keyed(rooflines, kernels: kernels, options: options)
    let boards = rooflines.enumerated().map { index, roofline in
      BoardCeilings(roofline, index: index, boardCount: rooflines.count, options: options)
    }
    let axes = RooflineAxes(boards: boards, points: points, options: options)
    let lines = RooflineLines(boards: boards, axes: axes)
    let marks = RooflineMarks(boards: boards, points: points)
    let legend = RooflineLegend(boards: boards, points: points)
    self.points = points
    scene = PlotScene(
      title: options.title ?? legend.title, horizontal: axes.horizontal, vertical: axes.vertical,
      bands: lines.bands, series: lines.series + marks.errorBars, marks: marks.all,
      legend: legend.entries, footnotes: legend.footnotes)
  }
}
