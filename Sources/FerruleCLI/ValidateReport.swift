import Plotting
import Quantities
import Runners
import Validation

/// Prints how far the model is from measurements: a row per fact, then what all say together.
struct ValidateReport {
  let results: [ValidationResult]
  let display: DisplayOptions

  /// Prints everything to stdout.
  func print() {
    let cells = results.map(\.cells)
    switch display.format {
    case .text: printText()
    case .csv: Swift.print(TableOutput.csv(ValidationResult.header, cells), terminator: "")
    case .json: Swift.print(TableOutput.json(ValidationResult.header, cells), terminator: "")
    }
  }

  /// Says what did not hold.
  ///
  /// - Throws: ``CommandFailure`` when an error exceeds its tolerance (2) or a row failed (1).
  func judge() throws {
    let summary = ValidationSummary(results)
    if !summary.exceeding.isEmpty {
      throw CommandFailure(
        "the error exceeds the tolerance: \(summary.exceeding.joined(separator: ", "))",
        .checkFailed)
    }
    let failed = summary.count(.failed)
    guard failed == 0 else {
      throw CommandFailure("\(failed) row\(failed == 1 ? "" : "s") failed", .failed)
    }
  }

  private func printText() {
    let options = display.textPlot()
    let table = TextTable(
      columns: [
        TextTable.Column("id", narrowest: 4), TextTable.Column("board"),
        TextTable.Column("run", narrowest: 10), TextTable.Column("predicted", .right),
        TextTable.Column("measured", .right), TextTable.Column("error", .right),
        TextTable.Column("status"),
      ],
      rows: results.map(row))
    Swift.print(table.rendered(width: options.width, charset: options.charset), terminator: "")
    Swift.print("\n" + ValidateSummaryText(results: results).lines.joined(separator: "\n"))
  }

  private func row(_ result: ValidationResult) -> [String] {
    let fact = result.fact
    func amount(_ value: Double?) -> String {
      value.map { SIPrefix.format($0, unit: fact.quantity.unit, largest: 1e12) } ?? ""
    }
    let run = [fact.kernel, fact.values[.operation], fact.values[.memory], fact.values[.pattern]]
    return [
      fact.id, fact.board, run.compactMap(\.self).joined(separator: " "),
      amount(result.predicted), amount(fact.value),
      result.errorPercent.map(ValidateSummaryText.signed) ?? "",
      result.exceedsTolerance ? "beyond tolerance" : result.status.rawValue,
    ]
  }
}

/// What all rows say together, as lines of text.
struct ValidateSummaryText {
  let results: [ValidationResult]

  /// Errors first, then what needs a reason, what was left out and why, then remarks.
  var lines: [String] {
    let summary = ValidationSummary(results)
    return errors(summary) + unexplained(summary) + omissions(summary) + remarks
  }

  private func errors(_ summary: ValidationSummary) -> [String] {
    guard let median = summary.medianPercent, let ninetieth = summary.ninetiethPercent,
      let largest = summary.largestPercent
    else { return ["0 of \(results.count) rows compared"] }
    return [
      "\(summary.compared) of \(results.count) rows compared: |error| median "
        + "\(Self.percent(median)), 90th percentile \(Self.percent(ninetieth)), largest "
        + "\(Self.percent(largest)) (\(summary.largestIDs.joined(separator: ", ")))"
    ]
  }

  private func unexplained(_ summary: ValidationSummary) -> [String] {
    guard !summary.unexplained.isEmpty else { return [] }
    let limit = SIPrefix.significant(ValidationSummary.farOffPercent)
    return [
      "more than \(limit) % off without a remark: \(summary.unexplained.joined(separator: ", ")); "
        + "the column `remark` is for the reason"
    ]
  }

  private func omissions(_ summary: ValidationSummary) -> [String] {
    [ValidationResult.Status.unsupported, .failed].flatMap { status -> [String] in
      let omissions = summary.omissions.filter { $0.status == status }
      guard !omissions.isEmpty else { return [] }
      return ["\(summary.count(status)) \(status.rawValue)"]
        + omissions.map { "  \($0.ids.joined(separator: ", ")): \($0.reason)" }
    }
  }

  private var remarks: [String] {
    let lines = results.flatMap { result in
      result.remarks.map { "  \(result.fact.id): \($0)" }
    }
    return lines.isEmpty ? [] : ["remarks"] + lines
  }

  /// `12.3 %`.
  static func percent(_ value: Double) -> String {
    // Below 10 % two decimals are enough: no measurement is that exact.
    value < 10
      ? "\(SIPrefix.significant((value * 100).rounded() / 100)) %"
      : "\(SIPrefix.significant(value, digits: 3)) %"
  }

  /// `+12.3 %` or `-0.4 %`.
  static func signed(_ value: Double) -> String {
    (value < 0 ? "-" : "+") + percent(abs(value))
  }
}
