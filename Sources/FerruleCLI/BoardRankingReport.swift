import Measurements
import OffloadPredictor
import Quantities

/// Prints which boards fit kernels: a row per kernel and board, then all kernels together.
struct BoardRankingReport {
  /// What rows of all kernels together are called.
  private static let together = "all kernels"

  let kernels: [BoardRanking]
  let workload: BoardRanking
  let display: DisplayOptions

  /// Prints the table to stdout, as text with a sentence per kernel below it.
  func print() {
    let rankings = kernels.count > 1 ? kernels + [workload] : kernels
    TableOutput.print(
      header, rankings.flatMap(rows), right: ["rank", "total", "fastest", "slowest", "margin"],
      display: display)
    guard display.format == .text else { return }
    let paragraph = Paragraph(display.textPlot())
    for ranking in rankings {
      if let verdict = ranking.verdict(margin: number) {
        Swift.print(paragraph.lines(verdict, indent: 2), terminator: "")
      }
    }
  }

  /// Text has the interval where there is one; tables for programs always have the same columns.
  private var hasIntervals: Bool {
    display.format != .text
      || (kernels + [workload]).flatMap(\.entries).contains { entry in
        entry.range.map { $0.lowerBound < $0.upperBound } ?? false
      }
  }

  private var header: [String] {
    display.format == .text
      ? ["name", "rank", "board", "total"] + (hasIntervals ? ["fastest", "slowest"] : [])
        + ["margin", "bound", "remark"]
      : [
        "name", "rank", "board", "total_seconds", "total_low", "total_high", "margin", "bound",
        "remark",
      ]
  }

  private func rows(_ ranking: BoardRanking) -> [[String]] {
    ranking.entries.enumerated().map { index, entry in
      let isKnown = entry.seconds != nil
      let remark =
        entry.isNoDifference
        ? "within the interval: no difference" : isKnown ? "" : "time not known"
      return [
        ranking.name ?? Self.together, isKnown ? "\(index + 1)" : "", entry.board,
        time(entry.seconds),
      ]
        + (hasIntervals ? [time(entry.range?.lowerBound), time(entry.range?.upperBound)] : [])
        + [entry.margin.map(number) ?? "", entry.bound, remark]
    }
  }

  private func time(_ seconds: Double?) -> String {
    guard let seconds else { return "" }
    return display.format == .text ? "\(TimeSpan(seconds))" : CSVWriter.number(seconds)
  }

  private func number(_ value: Double) -> String {
    display.format == .text ? SIPrefix.significant(value, digits: 3) : CSVWriter.number(value)
  }
}
