import ArgumentParser
import Quantities
import Specs

/// `ferrule boards [NAME]`: the list, or all that is known about one board.
struct Boards: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List boards, or show all that is known about one and where it comes from.")

  @Argument(help: "Board name, or a path to a board file.")
  var name: String?

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func run() throws {
    let catalog = try catalog.catalog()
    if let name {
      try show(BoardSummary(catalog.board(name)))
    } else {
      try showList(catalog.boardNames.map { try catalog.board($0) })
    }
  }

  private func show(_ summary: BoardSummary) {
    switch display.format {
    case .text: print(summary.text(options: display.textPlot()), terminator: "")
    case .csv: print(TableOutput.csv(summary.header, summary.rows), terminator: "")
    case .json: print(TableOutput.json(summary.header, summary.rows), terminator: "")
    }
  }

  private func showList(_ boards: [BoardSpec]) {
    let header = ["board", "title", "regions", "dsp", "memories", "clock"]
    let rows = boards.map { board in
      [
        board.name, board.title, "\(board.regions.count)", "\(board.resources.dsp)",
        board.memories.map { "\($0.name) \($0.peakBandwidth)" }
          .joined(separator: ", "),
        "\(board.clock.default)",
      ]
    }
    TableOutput.print(
      header, rows, right: ["regions", "dsp", "clock"], narrowest: ["title": 12, "memories": 12],
      display: display)
  }
}
