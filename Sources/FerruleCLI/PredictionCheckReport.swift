import Measurements
import OffloadPredictor
import Quantities

/// Prints how far predictions are from measured times.
struct PredictionCheckReport {
  let check: PredictionCheck
  /// The file with the measured times.
  let file: String
  let display: DisplayOptions

  private static let header = [
    "name", "board", "quantity", "predicted_seconds", "measured_seconds", "error",
    "within_scenarios",
  ]

  /// Prints everything to stdout; measurements without a prediction go to stderr.
  ///
  /// - Throws: ``CommandFailure`` when nothing can be compared.
  func print() throws {
    for line in check.unmatched { Diagnostics.warning("\(file): \(line)") }
    guard !check.errors.isEmpty else {
      throw CommandFailure.usage(
        "--check \(file): no row has the name of a kernel and a board that were predicted")
    }
    switch display.format {
    case .csv: Swift.print(TableOutput.csv(Self.header, rows), terminator: "")
    case .json: Swift.print(TableOutput.json(Self.header, rows), terminator: "")
    case .text: printText()
    }
  }

  private var rows: [[String]] {
    check.errors.map { error in
      [
        error.name, error.board, error.quantity, CSVWriter.number(error.predicted),
        CSVWriter.number(error.measured), CSVWriter.number(error.error),
        error.isWithinScenarios.map { $0 ? "yes" : "no" } ?? "",
      ]
    }
  }

  private func printText() {
    let rows = check.errors.map { error in
      [
        error.name, error.board, error.quantity, "\(TimeSpan(error.predicted))",
        "\(TimeSpan(error.measured))", Self.percent(error.error),
        error.isWithinScenarios.map { $0 ? "yes" : "no" } ?? "",
      ]
    }
    TableOutput.print(
      ["kernel", "board", "time", "predicted", "measured", "error", "in scenarios"], rows,
      right: ["predicted", "measured", "error"], narrowest: ["kernel": 8], display: display)
    guard let median = check.medianError, let largest = check.largestError else { return }
    let judged = check.errors.compactMap(\.isWithinScenarios)
    let inside = judged.count { $0 }
    let words = judged.isEmpty ? "" : ", \(inside) of \(judged.count) within their scenarios"
    Swift.print(
      "\(check.errors.count) compared: |error| median \(Self.percent(median, signed: false)), largest "
        + "\(Self.percent(largest))\(words)")
    Swift.print("error: predicted over measured less 1; negative is predicted too fast")
  }

  private static func percent(_ share: Double, signed: Bool = true) -> String {
    let text = SIPrefix.significant(abs(share) * 100, digits: 3)
    return (signed ? share < 0 ? "−" : "+" : "") + text + " %"
  }
}
