import ArgumentParser
import Plotting
import Quantities
import RooflineModel

/// `ferrule plot FILE... --kind K -o OUT`: a picture, its format by the extension.
struct Plot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw results into a file: the format by its extension.",
    discussion: """
      Kinds of plots:
      \(PlotKinds.all.map { "  \($0.name.padding(12))\($0.summary)" }.joined(separator: "\n"))

      Examples:
        ferrule plot u280.csv u50.csv -o roofline.svg
        ferrule plot rows.csv --kind stride -o stride.html
      """)

  @Argument(help: "Result files (CSV); several boards are overlaid. - is stdin.")
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to draw: roofline.svg, .html, .txt, .gp (gnuplot), .png, .pdf, or - for text.",
      valueName: "file"))
  var output = "-"

  @Option(help: "What to plot; see above.")
  var kind = "roofline"

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

  func run() async throws {
    try checkSize()
    var text = display.textPlot(height: height, width: width)
    if output != "-" { text.color = .none }
    let style = try display.style()
    let converted = PictureConverter.format(of: output)
    if converted != nil { _ = try PictureConverter.program() }
    let name = output == "-" ? "plot.txt" : converted == nil ? output : "plot.svg"
    guard let backend = PlotBackends.backend(forFile: name, style: style, text: text) else {
      let known =
        (PlotBackends.all(style: style, text: text).map(\.fileExtension)
        + PictureConverter.formats).map { ".\($0)" }
      throw CommandFailure.usage(
        "-o \(output): the extension decides the format; expected one of "
          + known.joined(separator: ", ") + ", or - for stdout")
    }
    guard let plotKind = PlotKinds.kind(named: kind) else {
      let known = NearestNames.sorted(PlotKinds.all.map(\.name), to: kind)
      throw CommandFailure.usage(
        "--kind: found \"\(kind)\", expected one of (nearest first): "
          + known.joined(separator: ", "))
    }
    let catalog = try boards.catalog()
    let source = try RooflineSource(files: files, catalog: catalog)
    let material = PlotMaterial(
      files: files, source: source, catalog: catalog,
      workloads: try kernels.map(InputFile.workloads) ?? [])
    let options = try picture.sceneOptions(
      isText: backend.fileExtension == "txt", source.rooflines)
    let scene = try plotKind.scene(
      of: try await material.source(for: plotKind.needs, options: options))
    if let converted {
      return try PictureConverter.write(backend.render(scene), as: converted, to: output)
    }
    try OutputFile.write(backend.render(scene), to: output)
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

extension String {
  /// The text filled with spaces to a width.
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
