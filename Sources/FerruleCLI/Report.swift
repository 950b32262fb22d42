import ArgumentParser
import Measurements
import OffloadPredictor
import Plotting
import Quantities
import RooflineModel
import Specs

/// `ferrule report FILE... -o report.html`: boards, method, ceilings, pictures and verdicts on one
/// page.
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write one page about results: ceilings, plots, kernels, how to repeat.",
    discussion: """
      The page is one HTML file that loads nothing, to be sent to a colleague.

      Example:
        ferrule report u280.csv u50.csv --kernels my.csv -o report.html
      """)

  @Argument(help: "Result files (CSV); several boards are compared. - is stdin.")
  var files: [String]

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where the page goes; - is stdout.", valueName: "file"))
  var output = "report.html"

  @Option(help: ArgumentHelp("Kernels file (CSV) with verdicts to give.", valueName: "file"))
  var kernels: String?

  @Option(
    help: ArgumentHelp(
      "Folder of the plot style, instead of the installed one.", valueName: "folder"))
  var plots: String?

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func run() async throws {
    let style = try PlotStyle.load(from: plots)
    let catalog = try boards.catalog()
    let source = try RooflineSource(files: files, catalog: catalog)
    let workloads = try kernels.map(InputFile.workloads) ?? []
    let material = PlotMaterial(
      files: files, source: source, catalog: catalog, workloads: workloads)
    let sections = ReportSections(style: style, source: source, files: files, kernels: kernels)
    var body = sections.head + sections.ceilings
    let cheap = PlotKinds.all.filter { ![.breakdowns, .regions].contains($0.needs) }
    for kind in cheap {
      let data = try await material.source(for: kind.needs, options: RooflineSceneOptions())
      // What the files have no rows for is left out.
      guard let scene = try? kind.scene(of: data) else { continue }
      body += sections.picture(scene)
    }
    body += sections.verdicts(try predictions(workloads, source, catalog)) + sections.repetition
    let title = "Results of \(source.rooflines.map(\.board).joined(separator: ", "))"
    try OutputFile.write(HTMLPage(style: style, title: title).render(body), to: output)
  }

  private func predictions(
    _ workloads: [Workload], _ source: RooflineSource, _ catalog: SpecCatalog
  ) throws -> [OffloadPrediction] {
    try workloads.flatMap { workload in
      try source.rooflines.map { roofline in
        let link = try HostLink.known(of: roofline, rows: source.rows, catalog)
        return OffloadModel(roofline: roofline, link: link).prediction(for: workload)
      }
    }
  }
}
