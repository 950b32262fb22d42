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
    var missing: [(kind: String, reason: String)] = []
    for kind in PlotKinds.all {
      if kind.needs == .breakdowns, Set(source.rows.map { RowIdentity($0) }).count > Self.mostRuns {
        missing.append((kind.name, Self.tooMany(kind.name, files)))
        continue
      }
      do {
        let data = try await material.source(for: kind.needs, options: RooflineSceneOptions())
        body += sections.picture(try kind.scene(of: data))
      } catch {
        missing.append((kind.name, CommandFailure(error)?.message ?? "\(error)"))
      }
    }
    body += sections.notDrawn(missing)
    body += sections.verdicts(try predictions(workloads, source, catalog)) + sections.repetition
    let title = "Results of \(source.rooflines.map(\.board).joined(separator: ", "))"
    try OutputFile.write(HTMLPage(style: style, title: title).render(body), to: output)
  }

  /// Runs that the model times again for their stalls without being asked for it.
  private static let mostRuns = 12

  private static func tooMany(_ kind: String, _ files: [String]) -> String {
    let names = files.map(ReportCommands.quoted).joined(separator: " ")
    return "more than \(mostRuns) runs: ferrule plot \(names) --kind \(kind) times them all again"
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
