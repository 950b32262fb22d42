/// The rows of a file of measurements.
package struct MeasurementTable: Hashable, Sendable {
  /// One element per repetition, in file order.
  package var rows: [Measurement]
  /// What was read in a way the user should know of: whole sentences, for stderr.
  package var warnings: [String]

  /// Creates a table.
  package init(rows: [Measurement], warnings: [String] = []) {
    self.rows = rows
    self.warnings = warnings
  }

  /// Reads a file's bytes; columns in any order, unknown columns are kept.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 text of the file.
  ///   - file: The file's name for messages.
  /// - Returns: Every row of the file.
  /// - Throws: ``MeasurementError`` with every mistake in the file.
  package static func read(
    from bytes: [UInt8], file: String
  ) throws(MeasurementError) -> MeasurementTable {
    var parser = MeasurementParser()
    let rows = parser.rows(in: bytes)
    guard parser.problems.isEmpty else {
      throw MeasurementError(file: file, problems: parser.problems)
    }
    return MeasurementTable(rows: rows, warnings: parser.warnings(file: file))
  }

  /// Reads text; see ``read(from:file:)-([UInt8],_)``.
  package static func read(
    from text: String, file: String
  ) throws(MeasurementError) -> MeasurementTable {
    try read(from: Array(text.utf8), file: file)
  }

  /// The whole file: header and one line per row, with every extra column of any row.
  package var csv: String {
    let writer = MeasurementCSVWriter(for: rows)
    return rows.reduce(into: writer.headerLine) { $0 += writer.line(for: $1) }
  }
}
