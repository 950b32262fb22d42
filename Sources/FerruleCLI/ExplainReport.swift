import DataflowModel
import Explanation
import KernelIR
import Measurements
import Plotting
import Quantities
import Runners
import Specs

/// Prints explanations one after the other, each as soon as it is there.
struct ExplainPrinter {
  let file: String
  let display: DisplayOptions
  private var count = 0
  private var cells: [[String]] = []

  /// Prepares printing.
  init(file: String, display: DisplayOptions) {
    self.file = file
    self.display = display
  }

  private static let header = ["row"] + Explanation.header

  /// Prints the explanation of a row to stdout, and warnings to stderr.
  mutating func print(_ explanation: Explanation, of number: Int) {
    let report = ExplainReport(
      number: number, file: file, explanation: explanation, options: display.textPlot())
    report.warn()
    let rows = explanation.cells.map { ["\(number)"] + $0 }
    switch display.format {
    case .text: Swift.print((count == 0 ? "" : "\n") + report.text, terminator: "")
    case .csv:
      let table = TableOutput.csv(Self.header, rows)
      let lines = count == 0 ? table[...] : table.drop { $0 != "\n" }.dropFirst()
      Swift.print(lines, terminator: "")
    case .json: cells += rows
    }
    count += 1
  }

  /// Prints what can only be printed as a whole.
  func finish() {
    guard display.format == .json else { return }
    Swift.print(TableOutput.json(Self.header, cells), terminator: "")
  }
}

/// The explanation of a row as text.
struct ExplainReport {
  let number: Int
  let file: String
  let explanation: Explanation
  let options: TextPlotOptions

  /// The model has changed since the row was written, or the row was edited.
  func warn() {
    guard explanation.differsFromRow, let cycles = explanation.row.cycles else { return }
    let writer = explanation.row.tool.isEmpty ? "an unnamed tool" : explanation.row.tool
    Diagnostics.warning(
      "row \(number) of \(file): cycles: the row has \(cycles) by \(writer), the model of ferrule "
        + "\(Ferrule.version) gives \(explanation.result.cycles); what follows explains the latter")
  }

  // MARK: Text

  /// All of it, lines that end with a line feed.
  var text: String {
    let parts = [heading, verdict, causes, limits, changes, refusals]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func paragraph(_ text: String, first: String = "", indent: Int = 0) -> String {
    Paragraph(options).lines(text, first: first, indent: indent)
  }

  private var heading: String {
    let row = explanation.row
    let title =
      "Row \(number) of \(file): \(explanation.job.label) on \(row.board), "
      + "\(row.evidence.rawValue)"
    let notes = explanation.notes.map { paragraph($0, first: "  ", indent: 2) }.joined()
    return paragraph(title) + paragraph(design, first: "  ", indent: 2) + notes
      + paragraph(comparison, first: "  ", indent: 2)
  }

  private var design: String {
    let design = explanation.job.design
    var parts = [
      plural(design.computeUnits, "compute unit"), plural(design.lanes, "lane"), "\(design.clock)",
    ]
    if explanation.job.kernel.structure != .onChip {
      parts += [
        plural(design.channels, "channel"), "ports of \(design.portBits) bits",
        "bursts of \(design.burstBeats) beats", "\(design.outstanding) outstanding",
      ]
    }
    return parts.joined(separator: ", ")
  }

  /// What the row says beside what the model says; a measured time is never called anything else.
  private var comparison: String {
    let (row, result) = (explanation.row, explanation.result)
    let model = "\(result.cycles) cycles, \(Explanation.time(result.seconds))"
    if row.evidence == .modelled {
      if row.cycles == nil { return "The model: \(model)." }
      return explanation.differsFromRow
        ? "The model now: \(model); the row has other cycles, see the warning."
        : "The model, run again: \(model), the cycles of the row."
    }
    guard row.evidence == .measured, let seconds = row.seconds, seconds > 0 else {
      let lack = row.evidence == .emulated ? "An emulated time says nothing of the board." : ""
      return "\(lack) The model predicts \(model). \(Self.modelledOnly)"
    }
    let error = (result.seconds / seconds - 1) * 100
    return "Measured: \(Explanation.time(seconds)). The model predicts \(model): "
      + "\(ValidateSummaryText.signed(error)). \(Self.modelledOnly)"
  }

  private static let modelledOnly = "All that follows is modelled; nothing of it was measured."

  private var verdict: String {
    paragraph(explanation.bound) + paragraph(explanation.advice)
  }

  private var causes: String {
    let total = max(1, explanation.result.cycles)
    let rows = explanation.result.stalls.entries.map { entry in
      [
        entry.cause.rawValue, "\(entry.cycles)", Self.percent(Double(entry.cycles) / Double(total)),
        entry.cause.phrase,
      ]
    }
    return TableOutput.text(
      ["cause", "cycles", "share", "time spent"],
      rows + [["sum", "\(explanation.result.stalls.total)", "100 %", ""]],
      right: ["cycles", "share"], narrowest: ["time spent": 20], options: options)
  }

  private var limits: String {
    guard !explanation.limits.isEmpty else { return "" }
    let lines = explanation.limits.map { limit in
      let share = Self.percent(limit.seconds / max(explanation.result.seconds, 1e-30))
      return paragraph(
        "\(limit.arithmetic): \(limit.kind == .latency ? "about" : "at least") "
          + "\(Explanation.time(limit.seconds)), \(share) of the time",
        first: "  \(limit.kind.rawValue): ", indent: 4)
    }
    return "Limits by arithmetic alone\n" + lines.joined()
  }

  private var changes: String {
    guard !explanation.changes.isEmpty else { return "" }
    let rows = explanation.changes.map { change in
      [
        change.name, Explanation.time(change.seconds), Self.gain(change),
        "\(Explanation.factor(change.speedup))×",
      ]
    }
    return paragraph("Changes for the same work, each alone, modelled")
      + TableOutput.text(
        ["change", "time", "saves", "speed-up"], rows, right: ["time", "saves", "speed-up"],
        narrowest: ["change": 24], options: options)
  }

  private static func gain(_ change: RankedChange) -> String {
    if change.helps { return Explanation.time(change.gain) }
    return change.speedup < 1 - RankedChange.least
      ? "-\(Explanation.time(-change.gain))" : "below 1 %"
  }

  private var refusals: String {
    guard !explanation.refused.isEmpty else { return "" }
    return "Not possible\n"
      + explanation.refused.map { paragraph("\($0.name): \($0.reason)", first: "  ", indent: 4) }
      .joined()
  }

  private static func percent(_ share: Double) -> String {
    "\(SIPrefix.significant((share * 1000).rounded() / 10, digits: 3)) %"
  }

  private func plural(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
