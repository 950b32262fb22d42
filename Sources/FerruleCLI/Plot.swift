import ArgumentParser
import Plotting
import RooflineModel

/// `ferrule plot FILE... -o OUT`: the picture as text, SVG or HTML.
struct Plot: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw rooflines into a file: text, SVG or HTML by its extension.")

  @Argument(help: "Result files (CSV); several boards are overlaid. - is stdin.")
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to draw: roofline.svg, .html, .txt, or - for text on stdout.", valueName: "file"))
  var output = "-"

  @Option(help: ArgumentHelp("Kernels file (CSV) to place on the roofline.", valueName: "file"))
  var kernels: String?

  @Option(help: "Columns of a text picture; default: the terminal's.")
  var width: Int?

  @Option(help: "Rows of a text picture.")
  var height: Int?

  @OptionGroup(title: "What is shown")
  var picture: PictureOptions

  @OptionGroup(title: "Display")
  var display: LookOptions

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func run() throws {
    try checkSize()
    var text = display.textPlot(height: height, width: width)
    if output != "-" { text.color = .none }
    let style = try display.style()
    let name = output == "-" ? "plot.txt" : output
    guard let backend = PlotBackends.backend(forFile: name, style: style, text: text) else {
      let known = PlotBackends.all(style: style, text: text).map { ".\($0.fileExtension)" }
      throw CommandFailure.usage(
        "-o \(output): the extension decides the format; expected one of "
          + known.joined(separator: ", ") + ", or - for stdout")
    }
    let source = try RooflineSource(files: files, catalog: boards.catalog())
    let workloads = try kernels.map(InputFile.workloads) ?? []
    let points = WorkloadPoints(rooflines: source.rooflines).points(of: workloads)
    let options = try picture.sceneOptions(
      isText: backend.fileExtension == "txt", source.rooflines)
    let scene = RooflineScene(rooflines: source.rooflines, kernels: points, options: options)
    try OutputFile.write(backend.render(scene.scene), to: output)
  }

  /// A text picture has between one and a thousand rows and columns.
  private func checkSize() throws {
    let sizes = [("--width", width), ("--height", height)]
    let mistakes = sizes.compactMap { flag, size in
      size.flatMap { (1...1000).contains($0) ? nil : "\(flag): found \($0), expected 1 to 1000" }
    }
    guard mistakes.isEmpty else { throw CommandFailure.usage(mistakes.joined(separator: "\n")) }
  }
}
