import ArgumentParser
import OffloadPredictor
import Plotting
import RooflineModel
import Specs

/// `ferrule view FILE...`: rooflines with the user's kernels on them.
struct View: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See rooflines in the terminal, with your kernels on them.",
    discussion: """
      On a terminal this opens a full-screen view: zoom, filter, details of every run, \
      what-if; ? lists the keys, q leaves. A file that grows is followed. Anywhere \
      else, and with --no-tui, it prints the picture and what binds each point, as wide as \
      the terminal. CSV and JSON hold the points.
      """)

  @Argument(help: "Result files (CSV); several boards are overlaid. - is stdin.")
  var files: [String]

  @Option(help: ArgumentHelp("Kernels file (CSV) to place on the roofline.", valueName: "file"))
  var kernels: String?

  @Flag(help: "Print text instead of opening the full-screen view.")
  var noTui = false

  @OptionGroup(title: "What is shown")
  var picture: PictureOptions

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var catalog: CatalogFolders

  func run() async throws {
    if !noTui, display.format == .text, FullScreenView.isPossible {
      let view = FullScreenView(
        files: files, kernels: kernels, picture: picture, look: display.look,
        catalog: try catalog.catalog())
      if try await view.run() == .shown { return }
    }
    let source = try RooflineSource(files: files, catalog: catalog.catalog())
    let workloads = try kernels.map(InputFile.workloads) ?? []
    let points = WorkloadPoints(rooflines: source.rooflines).points(of: workloads)
    let options = try picture.sceneOptions(isText: true, source.rooflines)
    let report = RooflineReport(
      rooflines: source.rooflines, display: display, style: try display.style(), kernels: points,
      scene: options)
    if display.format == .text { report.printPicture() } else { report.printPoints() }
  }
}

/// Where boards and kernels are found, for a command whose `--kernels` is something else.
struct CatalogFolders: ParsableArguments {
  @OptionGroup var boardOptions: BoardOptions

  @Option(
    help: ArgumentHelp(
      "Folder of kernel files that the model runs, instead of the installed one.",
      valueName: "folder"))
  var kernelFolder: String?

  /// The catalogue.
  func catalog() throws -> SpecCatalog {
    try SpecCatalog.standard(boards: boardOptions.boards, kernels: kernelFolder)
  }
}
