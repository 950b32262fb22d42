import Measurements
import OffloadPredictor
import Plotting
import Quantities

/// Prints predictions: a table, the reason of each, and the assumptions.
struct PredictionReport {
  let predictions: [OffloadPrediction]
  let display: DisplayOptions
  /// What each takes on several nodes; `nil` without nodes.
  var estimates: [ScaleOutEstimate?]?
  /// The nodes.
  var machine: ScaleOut?
  /// The terms of each with their arithmetic; `nil` unless asked for.
  var arithmetic: [String]?

  /// Prints everything to stdout.
  func print() {
    switch display.format {
    case .text: printText()
    case .csv: Swift.print(OffloadPrediction.csv(predictions), terminator: "")
    case .json:
      Swift.print(
        TableOutput.json(
          OffloadPrediction.header + PredictionOutlook.header + Self.nodeHeader
            + (arithmetic == nil ? [] : ["arithmetic"]),
          predictions.enumerated().map { index, prediction in
            prediction.cells + PredictionOutlook(prediction: prediction).cells + nodeCells(index)
              + (arithmetic.map { [$0[index]] } ?? [])
          }),
        terminator: "")
    }
  }

  private static let nodeHeader = [
    "nodes", "nodes_seconds", "nodes_network_seconds", "nodes_speedup", "nodes_efficiency",
  ]

  private func nodeCells(_ index: Int) -> [String] {
    guard let estimate = estimates?[index] else {
      return [machine.map { "\($0.nodes)" } ?? "", "", "", "", ""]
    }
    let numbers = [
      estimate.seconds, estimate.networkSeconds, estimate.speedup, estimate.efficiency,
    ]
    return ["\(estimate.nodes)"] + numbers.map { $0.map(CSVWriter.number) ?? "" }
  }

  /// What several nodes bring, and what was assumed for it.
  private func nodeLine(_ index: Int) -> String? {
    guard let machine else { return nil }
    guard let estimate = estimates?[index] else {
      return "\(machine.nodes) nodes: not known, as the time on one node is not"
    }
    let host = estimate.speedup.map { ", \(SIPrefix.significant($0, digits: 3))× the host" } ?? ""
    return "\(estimate.nodes) nodes at \(machine.network): \(TimeSpan(estimate.seconds))\(host), "
      + "\(SIPrefix.significant(estimate.speedupOverOne, digits: 3)) times one node "
      + "(efficiency \(SIPrefix.significant(100 * estimate.efficiency, digits: 3)) %), "
      + "\(TimeSpan(estimate.networkSeconds)) of it network"
  }

  private func printText() {
    let options = display.textPlot()
    for line in bestBoards { Swift.print(line) }
    let table = table(isWide: options.width >= 100)
    Swift.print(table.rendered(width: options.width, charset: options.charset), terminator: "")
    for (index, prediction) in predictions.enumerated() {
      Swift.print("\n\(prediction.name) on \(prediction.board): \(prediction.verdict.rawValue)")
      Swift.print(
        Paragraph(options).lines(prediction.reason, first: "  ", indent: 2), terminator: "")
      let lines =
        PredictionOutlook(prediction: prediction).lines + [nodeLine(index)].compactMap(\.self)
      for line in lines {
        Swift.print(Paragraph(options).lines(line, first: "  ", indent: 4), terminator: "")
      }
    }
    let assumptions = shared + nodeAssumptions
    guard !assumptions.isEmpty else { return }
    Swift.print("\nAssumptions")
    for line in assumptions { Swift.print("  \(line)") }
  }

  /// Which board each kernel fits best, where there are several, with an empty line below.
  private var bestBoards: [String] {
    var names: Set<String> = []
    let lines = predictions.map(\.name).filter { names.insert($0).inserted }.compactMap { name in
      let own = predictions.filter { $0.name == name }
      return own.count > 1 ? PredictionOutlook.bestBoard(of: name, OffloadRanking(own)) : nil
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  /// Where there is little room, launch and break-even are left to the reasons.
  private func table(isWide: Bool) -> TextTable {
    let narrow = [0, 1, 2, 3, 4, 6, 7, 9]
    let shown = isWide ? Array(Self.columns.indices) : narrow
    return TextTable(
      columns: shown.map { Self.columns[$0] },
      rows: predictions.map { prediction in
        let cells = row(prediction)
        return shown.map { cells[$0] }
      })
  }

  private static let columns = [
    TextTable.Column("kernel", narrowest: 6), TextTable.Column("board"),
    TextTable.Column("bound"), TextTable.Column("kernel time", .right),
    TextTable.Column("transfer", .right), TextTable.Column("launch", .right),
    TextTable.Column("total", .right), TextTable.Column("speed-up", .right),
    TextTable.Column("even at", .right), TextTable.Column("verdict"),
  ]

  /// One cell for each of the columns.
  private func row(_ prediction: OffloadPrediction) -> [String] {
    func time(_ seconds: Double?) -> String { seconds.map { "\(TimeSpan($0))" } ?? "" }
    func factor(_ value: Double?) -> String {
      value.map { "\(SIPrefix.significant($0, digits: 3))×" } ?? ""
    }
    return [
      prediction.name, prediction.board, prediction.bound, time(prediction.kernelSeconds),
      time(prediction.transferSeconds), time(prediction.launchSeconds),
      time(prediction.totalSeconds), factor(prediction.speedup),
      factor(prediction.breakEvenScale), prediction.verdict.rawValue,
    ]
  }

  private var nodeAssumptions: [String] {
    guard let machine else { return [] }
    return [
      "nodes: every call is cut into \(machine.nodes) equal parts that need nothing of each other; its "
        + "data start and end on one node, whose link to the network carries in and out one after "
        + "another; latency of the network not counted"
    ]
  }

  /// Every assumption once, with the kernels it was made for when not for all.
  private var shared: [String] {
    var order: [String] = []
    var users: [String: [String]] = [:]
    for prediction in predictions {
      for assumption in prediction.assumptions {
        if users[assumption] == nil { order.append(assumption) }
        users[assumption, default: []].append(prediction.name)
      }
    }
    return order.map { assumption in
      let names = users[assumption] ?? []
      return names.count == predictions.count
        ? assumption : "\(Set(names).sorted().joined(separator: ", ")): \(assumption)"
    }
  }
}
