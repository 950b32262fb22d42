import Foundation
import Measurements
import OffloadPredictor
import Plotting
import Quantities
import RooflineModel

/// The parts of a report as HTML; every text from files is escaped.
struct ReportSections {
  let style: PlotStyle
  let source: RooflineSource
  let files: [String]
  let kernels: String?

  /// Title, boards and method.
  var head: String {
    let rows = source.rooflines.map { roofline -> [String] in
      let own = source.rows.filter { $0.board == roofline.board }
      let ok = own.count { $0.status == .ok }
      return [
        roofline.board, Self.listed(own.map(\.evidence.rawValue)), Self.listed(own.map(\.runner)),
        "\(ok) of \(own.count)", Self.listed(own.map(\.tool)), Self.listed(own.map(\.utc)),
      ]
    }
    let boards = source.rooflines.map(\.board).joined(separator: ", ")
    return heading("Results of \(boards)", level: 1)
      + HTMLPage.table(
        header: ["board", "evidence", "runner", "rows that are ok", "written by", "time (UTC)"],
        rows: rows)
      + paragraph(
        """
        Each row is one repetition of one run. A ceiling is the best run of its kind: the median of \
        its repetitions, with an interval where they differ. Measured lines are solid and measured \
        signs filled; what a model of the board computed is dashed or an outline; theoretical peaks \
        follow from the board's data and have short dashes.
        """)
  }

  /// Every ceiling with interval and origin, and what breaks a limit.
  var ceilings: String {
    let table = RooflineTables.ceilings(of: source.rooflines, style: .readable)
    let violations = RooflineTables.violations(of: source.rooflines)
    return heading("Ceilings") + HTMLPage.table(header: table.header, rows: table.rows)
      + (violations.rows.isEmpty
        ? ""
        : heading("What cannot be right")
          + HTMLPage.table(header: violations.header, rows: violations.rows))
  }

  /// A plot with its table.
  func picture(_ scene: PlotScene) -> String {
    heading(scene.title) + HTMLPlot(style: style).section(scene)
  }

  /// The user's kernels with verdict and reason; nothing without kernels.
  func verdicts(_ predictions: [OffloadPrediction]) -> String {
    guard !predictions.isEmpty else { return "" }
    let rows = predictions.map { prediction in
      [
        prediction.name, prediction.board, prediction.verdict.rawValue,
        prediction.speedup.map { "\(SIPrefix.significant($0, digits: 3))×" } ?? "",
        prediction.totalSeconds.map { "\(TimeSpan($0))" } ?? "", prediction.reason,
      ]
    }
    return heading("Kernels")
      + HTMLPage.table(
        header: ["kernel", "board", "verdict", "speed-up", "total", "reason"], rows: rows)
      + paragraph("All of it is predicted from the ceilings above; nothing of it was measured.")
  }

  /// Kinds of plots that the files have nothing for, with the reasons; nothing when there are none.
  func notDrawn(_ reasons: [(kind: String, reason: String)]) -> String {
    guard !reasons.isEmpty else { return "" }
    return heading("What is not drawn")
      + HTMLPage.table(header: ["plot", "why"], rows: reasons.map { [$0.kind, $0.reason] })
  }

  /// The commands that give the same page.
  var repetition: String {
    let commands = ReportCommands(rows: source.rows, files: files, kernels: kernels).lines
    return heading("How to repeat this")
      + paragraph(
        "With ferrule \(Ferrule.version); each row of the files names its own design, and a run whose "
          + "choices are not the usual ones needs its flags (ferrule bench --help).")
      + "<pre>\(HTMLPage.escaped(commands.joined(separator: "\n")))</pre>\n"
  }

  private func heading(_ text: String, level: Int = 2) -> String {
    "<h\(level)>\(HTMLPage.escaped(text))</h\(level)>\n"
  }

  private func paragraph(_ text: String) -> String { "<p>\(HTMLPage.escaped(text))</p>\n" }

  /// Different texts in the order of appearance, at most three.
  private static func listed(_ texts: [String]) -> String {
    var seen: Set<String> = []
    let names = texts.filter { !$0.isEmpty && seen.insert($0).inserted }
    return names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
  }
}
