/// Writes measurements row by row, so that a file is valid after every line.
package struct MeasurementCSVWriter: Sendable {
  /// Names of the columns after those of the schema.
  package let extraColumns: [String]

  /// Creates a writer for rows that may carry these extra columns; others of a row are not written.
  package init(extraColumns: [String] = []) {
    self.extraColumns = extraColumns
  }

  /// Creates a writer for every extra column that some row has, in order of first appearance.
  package init(for rows: [Measurement]) {
    var seen: Set<String> = []
    extraColumns = rows.flatMap(\.extraColumns).map(\.name).filter { seen.insert($0).inserted }
  }

  /// The header with its line end.
  package var headerLine: String { CSVWriter.line(MeasurementSchema.columnNames + extraColumns) }

  /// One row with its line end.
  package func line(for row: Measurement) -> String {
    let extras = extraColumns.map { name in
      row.extraColumns.first { $0.name == name }?.value ?? ""
    }
    return CSVWriter.line(MeasurementSchema.columns.map { $0.text(row) } + extras)
  }
}
