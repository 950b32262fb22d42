import ArgumentParser
import Measurements
import OffloadPredictor
import Plotting
import Quantities
import RooflineModel

/// `ferrule compare A B`: the ceilings of boards side by side, or their ranks for kernels.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare boards: ceilings side by side, or which fits your kernels.",
    discussion: """
      Ratios are those to the first board. Where intervals do not tell two \
      boards apart it says so. With --kernels the boards are ranked for each \
      kernel by predicted time.
      """)

  @Argument(help: "Result files (CSV) of one or more boards. - is stdin.")
  var files: [String]

  @Option(help: ArgumentHelp("Kernels file (CSV) to rank the boards for.", valueName: "file"))
  var kernels: String?

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func run() throws {
    let catalog = try boards.catalog()
    let workloads = try kernels.map { try InputFile.workloads($0) }
    let source = try RooflineSource(files: files, catalog: catalog)
    guard let workloads else {
      return show(BoardComparison(source.rooflines) { source.power(of: $0) })
    }
    let models = try source.rooflines.map { roofline in
      OffloadModel(
        roofline: roofline, link: try HostLink.known(of: roofline, rows: source.rows, catalog))
    }
    let predictions = workloads.map { workload in models.map { $0.prediction(for: workload) } }
    BoardRankingReport(
      kernels: predictions.map { BoardRanking($0) }, workload: BoardRanking(workload: predictions),
      display: display
    ).print()
  }

  private func show(_ comparison: BoardComparison) {
    let isText = display.format == .text
    let rows = comparison.entries.map { entry in
      let interval = entry.ratioInterval
      let value =
        isText
        ? SIPrefix.format(entry.estimate.value, unit: entry.unit)
        : CSVWriter.number(entry.estimate.value)
      return [entry.subject, entry.board, value] + (isText ? [] : [entry.unit])
        + [
          number(entry.ratio), interval.map { number($0.lowerBound) } ?? "",
          interval.map { number($0.upperBound) } ?? "", entry.basis.rawValue,
          isText && entry.isNoDifference && entry.board != comparison.entries.first?.board
            ? "no difference" : "",
        ].prefix(isText ? 5 : 4)
    }
    TableOutput.print(
      ["ceiling", "board", "value"] + (isText ? [] : ["unit"])
        + ["ratio", "ratio_low", "ratio_high", "evidence"] + (isText ? ["verdict"] : []),
      rows, right: ["value", "ratio", "ratio_low", "ratio_high"], display: display)
  }

  private func number(_ value: Double) -> String {
    display.format == .text ? SIPrefix.significant(value, digits: 3) : CSVWriter.number(value)
  }
}
