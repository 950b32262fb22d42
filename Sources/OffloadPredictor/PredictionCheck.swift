import Measurements

/// Times that were measured after a prediction, as a file says them: `name`, `board` and
/// `total_seconds` (all calls with transfers and launches), `kernel_seconds` (all calls of the kernel
/// alone), or both.
package struct MeasuredTimes: Hashable, Sendable {
  /// One row.
  package struct Row: Hashable, Sendable {
    package var name: String
    package var board: String
    package var totalSeconds: Double?
    package var kernelSeconds: Double?
  }

  /// In file order; never empty.
  package var rows: [Row]

  /// Reads the file.
  ///
  /// - Throws: ``OffloadError`` with every mistake in it.
  package static func read(
    from bytes: [UInt8], file: String
  ) throws(OffloadError) -> MeasuredTimes {
    let table: CSVTable
    do throws(TableProblem) {
      table = try CSVTable(bytes)
    } catch {
      throw OffloadError(file: file, problems: [error])
    }
    var problems = table.problems
    let times = ["total_seconds", "kernel_seconds"]
    guard let name = table.index(of: "name"), let board = table.index(of: "board"),
      times.contains(where: { table.index(of: $0) != nil })
    else {
      problems.insert(missingColumns(table), at: 0)
      throw OffloadError(file: file, problems: problems)
    }
    var rows: [Row] = []
    for record in table.records {
      func seconds(_ column: String) -> Double? {
        guard let index = table.index(of: column) else { return nil }
        let field = FieldText.trimmed(record.fields[index])
        guard !field.isEmpty else { return nil }
        if let value = FieldText.number(Array(field.utf8)[...]), value > 0 { return value }
        problems.append(
          TableProblem(
            line: record.line, column: column, found: TableProblem.quoted(field),
            expected: "a finite number of seconds above 0",
            advice: "Correct the field, or leave it empty."))
        return nil
      }
      rows.append(
        Row(
          name: FieldText.trimmed(record.fields[name]),
          board: FieldText.trimmed(record.fields[board]), totalSeconds: seconds(times[0]),
          kernelSeconds: seconds(times[1])))
    }
    if rows.isEmpty && problems.isEmpty {
      problems.append(
        TableProblem(
          line: 1, found: "a header without rows", expected: "one row per kernel and board",
          advice: "Add a row with name, board and the measured time."))
    }
    guard problems.isEmpty else { throw OffloadError(file: file, problems: problems) }
    return MeasuredTimes(rows: rows)
  }

  private static func missingColumns(_ table: CSVTable) -> TableProblem {
    TableProblem(
      line: 1, found: "the columns " + TableProblem.quoted(table.header.joined(separator: ",")),
      expected: "name, board, and total_seconds or kernel_seconds",
      advice: "Name the columns so; seconds are those of all calls, as in predictions.")
  }
}

/// A prediction beside what was measured.
package struct PredictionError: Hashable, Sendable {
  /// The kernel.
  package var name: String
  /// The board.
  package var board: String
  /// `total` or `kernel`.
  package var quantity: String
  /// Seconds as predicted.
  package var predicted: Double
  /// Seconds as measured.
  package var measured: Double
  /// Whether the measurement lies between the optimistic and the pessimistic scenario; `nil` for the
  /// kernel alone, which has none.
  package var isWithinScenarios: Bool?

  /// Predicted over measured, less 1: negative is too fast a prediction.
  package var error: Double { predicted / measured - 1 }
}

/// Predictions compared with measurements.
package struct PredictionCheck: Sendable {
  /// What has a counterpart, in the order of the measurements.
  package var errors: [PredictionError] = []
  /// Measurements without one: kernel, board and why.
  package var unmatched: [String] = []

  /// Compares.
  package init(_ predictions: [OffloadPrediction], with times: MeasuredTimes) {
    for row in times.rows {
      let subject = "\(row.name) on \(row.board)"
      guard
        let prediction = predictions.first(where: { $0.name == row.name && $0.board == row.board })
      else {
        unmatched.append("\(subject): no such prediction")
        continue
      }
      let found = Self.errors(of: prediction, row)
      if found.isEmpty { unmatched.append("\(subject): a time is missing, measured or predicted") }
      errors += found
    }
  }

  private static func errors(
    of prediction: OffloadPrediction, _ row: MeasuredTimes.Row
  ) -> [PredictionError] {
    var found: [PredictionError] = []
    if let predicted = prediction.totalSeconds, let measured = row.totalSeconds {
      let ends = prediction.scenarios.map(\.totalSeconds)
      found.append(
        PredictionError(
          name: row.name, board: row.board, quantity: "total", predicted: predicted,
          measured: measured,
          isWithinScenarios: ends.min().flatMap { low in
            ends.max().map { (low...$0).contains(measured) }
          }))
    }
    if let predicted = prediction.kernelSeconds, let measured = row.kernelSeconds {
      found.append(
        PredictionError(
          name: row.name, board: row.board, quantity: "kernel", predicted: predicted,
          measured: measured))
    }
    return found
  }

  /// The middle of the sizes of all errors; `nil` without errors.
  package var medianError: Double? {
    let sizes = errors.map { abs($0.error) }.sorted()
    guard !sizes.isEmpty else { return nil }
    let middle = sizes.count / 2
    return sizes.count.isMultiple(of: 2) ? (sizes[middle - 1] + sizes[middle]) / 2 : sizes[middle]
  }

  /// The largest error, with its sign; `nil` without errors.
  package var largestError: Double? {
    errors.map(\.error).max { abs($0) < abs($1) }
  }
}
