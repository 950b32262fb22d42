import Plotting
import Quantities
import RooflineModel

/// Prints rooflines: as text the ceilings, the picture, what binds each point and what cannot be
/// right; as CSV or JSON the ceilings.
struct RooflineReport {
  let rooflines: [Roofline]
  let display: DisplayOptions
  let style: PlotStyle
  /// The user's kernels as points.
  var kernels: [RooflinePoint] = []
  /// What is drawn.
  var scene = RooflineSceneOptions.forText

  /// Prints everything to stdout.
  func print() {
    switch display.format {
    case .text:
      printCeilings()
      Swift.print()
      printPicture()
    case .csv: Swift.print(RooflineTables.ceilings(of: rooflines).csv, terminator: "")
    case .json:
      let table = RooflineTables.ceilings(of: rooflines)
      Swift.print(TableOutput.json(table.header, table.rows), terminator: "")
    }
  }

  /// Ceilings and ridge points.
  func printCeilings() {
    let options = display.textPlot()
    for roofline in rooflines {
      let overview = CeilingOverview(roofline, width: options.width)
      let table = overview.table.rendered(width: options.width, charset: options.charset)
      Swift.print(table, terminator: "")
      for line in overview.ridgeLines { Swift.print(line) }
    }
  }

  /// The picture with the table of its points under it.
  func printPicture() {
    let options = display.textPlot()
    let scene = RooflineScene(
      rooflines: rooflines, kernels: kernels, options: self.scene)
    Swift.print(TextPlot(style: style, options: options).render(scene.scene), terminator: "")
    guard !scene.points.isEmpty else { return }
    Swift.print()
    let table = PointTable.table(scene.points)
    Swift.print(
      table.rendered(width: options.width, charset: options.charset), terminator: "")
    if let remark = PointTable.remark(scene.points) { Swift.print(remark) }
  }

  /// The runs and kernels with what binds them, as CSV or JSON.
  func printPoints() {
    let table = RooflineTables.points(of: rooflines, kernels: kernels)
    Swift.print(
      display.format == .json ? TableOutput.json(table.header, table.rows) : table.csv,
      terminator: "")
  }
}

extension RooflineSceneOptions {
  /// What is drawn in text: a peak that would take the same row as a fitted ceiling is named.
  static var forText: RooflineSceneOptions {
    var options = RooflineSceneOptions()
    options.namesPeaksWithin = 0.15
    return options
  }
}

extension RooflineTables {
  /// The runs of rooflines, then the user's kernels.
  static func points(of rooflines: [Roofline], kernels: [RooflinePoint]) -> RooflineTable {
    let own = rooflines.map { roofline in
      var copy = roofline
      copy.points += kernels.filter { $0.board == roofline.board }
      return copy
    }
    return points(of: own)
  }
}
