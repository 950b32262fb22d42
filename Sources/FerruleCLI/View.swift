import ArgumentParser
import OffloadPredictor
import Plotting
import RooflineModel

/// `ferrule view FILE...`: rooflines with the user's kernels on them.
struct View: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See rooflines in the terminal, with your kernels on them.",
    discussion: """
      Prints the picture and what binds each point, as wide as the terminal. The \
      full-screen interface is not part of this version, so --no-tui is accepted \
      and changes nothing. CSV and JSON hold the points.
      """)

  @Argument(help: "Result files (CSV); several boards are overlaid. - is stdin.")
  var files: [String]

  @Option(help: ArgumentHelp("Kernels file (CSV) to place on the roofline.", valueName: "file"))
  var kernels: String?

  @Flag(help: "Print text instead of opening the full-screen interface.")
  var noTui = false

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func run() throws {
    let source = try RooflineSource(files: files, catalog: boards.catalog())
    let workloads = try kernels.map(InputFile.workloads) ?? []
    let points = WorkloadPoints(rooflines: source.rooflines).points(of: workloads)
    let report = RooflineReport(
      rooflines: source.rooflines, display: display, style: try display.style(), kernels: points)
    if display.format == .text { report.printPicture() } else { report.printPoints() }
  }
}
