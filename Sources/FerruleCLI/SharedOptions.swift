import ArgumentParser
import Plotting
import Specs

/// How a command prints its result.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, csv, json
}

/// Where boards and kernels are found.
struct CatalogOptions: ParsableArguments {
  @OptionGroup var boardOptions: BoardOptions

  @Option(
    help: ArgumentHelp("Folder of kernel files, instead of the installed one.", valueName: "folder")
  )
  var kernels: String?

  /// The catalogue.
  func catalog() throws(SpecError) -> SpecCatalog {
    try SpecCatalog.standard(boards: boardOptions.boards, kernels: kernels)
  }
}

/// Where boards are found.
struct BoardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Folder of board files, instead of the installed one.", valueName: "folder"))
  var boards: String?

  /// The catalogue, for its boards only.
  func catalog() throws(SpecError) -> SpecCatalog {
    try SpecCatalog.standard(boards: boards, kernels: nil)
  }
}

/// How results are shown.
struct DisplayOptions: ParsableArguments {
  @Option(help: "How to print the result: text, csv or json.")
  var format: OutputFormat = .text

  @OptionGroup var look: LookOptions

  /// Options for text as large as the terminal suggests.
  func textPlot() -> TextPlotOptions { look.textPlot() }

  /// The plot style.
  func style() throws(PlotStyleError) -> PlotStyle { try look.style() }
}

/// How pictures look.
struct LookOptions: ParsableArguments {
  @Option(help: "When to use colour: auto, always or never; NO_COLOR is honoured by auto.")
  var color: ColorChoice = .auto

  @Flag(help: "Use ASCII characters only.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "Folder of the plot style, instead of the installed one.", valueName: "folder"))
  var plots: String?

  /// Options for text that is `height` rows high, or as high as the terminal suggests.
  func textPlot(height: Int? = nil, width: Int? = nil) -> TextPlotOptions {
    let terminal = Terminal()
    return TextPlotOptions(
      width: width ?? terminal.width, height: height ?? terminal.pictureHeight,
      charset: terminal.charset(forcesASCII: ascii), color: terminal.color(color))
  }

  /// The plot style.
  func style() throws(PlotStyleError) -> PlotStyle { try PlotStyle.load(from: plots) }
}
