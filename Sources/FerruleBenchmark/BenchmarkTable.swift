import Plotting

/// The figures as a table.
struct BenchmarkTable {
  private let figures: [BenchmarkFigure]

  init(_ figures: [BenchmarkFigure]) { self.figures = figures }

  /// Header, one line per figure, and where the peers' figures come from.
  var rendered: String {
    let table = TextTable(
      columns: [
        .init("case"), .init("median", .right), .init("best", .right), .init("runs", .right),
        .init("goal", .right), .init(""), .init("peers"),
      ], rows: figures.map(Self.row))
    return table.rendered() + "\n" + PeerFigure.source + "\n"
  }

  private static func row(_ figure: BenchmarkFigure) -> [String] {
    [
      figure.label, figure.text(figure.median), figure.text(figure.best),
      "\(figure.samples.count)", figure.goalText,
      figure.isReached.map { $0 ? "reached" : "missed" } ?? "",
      figure.peers.map { "\($0.program) \($0.figure)" }.joined(separator: ", "),
    ]
  }
}
