import ArgumentParser
import Foundation
import Plotting

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

  @Option(help: "Memories to show, comma-separated; default: all.")
  var memory: String?

  @Option(help: "Element types to show, comma-separated; default: all.")
  var type: String?

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func run() throws {
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
    let scene = RooflineScene(
      rooflines: source.rooflines,
      kernels: WorkloadPoints(rooflines: source.rooflines).points(of: workloads),
      options: sceneOptions)
    try OutputFile.write(backend.render(scene.scene), to: output)
  }

  private var sceneOptions: RooflineSceneOptions {
    var options = RooflineSceneOptions()
    func names(_ list: String?) -> Set<String> {
      Set((list ?? "").split(separator: ",").map(String.init))
    }
    options.memories = names(memory)
    options.elementTypes = names(type)
    return options
  }
}
