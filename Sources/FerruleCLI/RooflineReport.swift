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
    let scene = RooflineScene(rooflines: rooflines, kernels: kernels)
    Swift.print(TextPlot(style: style, options: options).render(scene.scene), terminator: "")
    guard !scene.points.isEmpty else { return }
    Swift.print()
    let table = PointTable.table(scene.points)
    Swift.print(
      table.rendered(width: options.width, charset: options.charset), terminator: "")
    if let remark = PointTable.remark(scene.points) { Swift.print(remark) }
  }
}
