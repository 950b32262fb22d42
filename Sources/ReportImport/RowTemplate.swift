package import Measurements

/// What runs that differ in nothing but their time have in common.
///
/// Files of millions of such runs are read and written several times faster when that is looked at
/// once; two templates are the same when they are the same object.
package final class RowTemplate: Sendable {
  /// The row without its time.
  package let row: Measurement

  /// Creates a template.
  package init(_ row: Measurement) { self.row = row }

  /// The row of a run.
  ///
  /// - Parameter seconds: Its time.
  /// - Returns: The row with that time.
  package func row(seconds: Double) -> Measurement {
    var row = row
    row.seconds = seconds
    return row
  }
}

/// The text of a template's rows: what stands before, between and after what depends on the time.
struct TemplateText {
  private let beforeSeconds: String
  private let beforeRates: String
  private let afterRates: String
  private let operations: Double?
  private let bytes: Double?

  /// Writes the columns that do not depend on the time.
  ///
  /// - Parameters:
  ///   - row: The template's row.
  ///   - extraColumns: Names of the columns after those of the schema.
  init?(_ row: Measurement, extraColumns: [String]) {
    let names = MeasurementSchema.columnNames
    guard let seconds = names.firstIndex(of: "seconds"),
      let rates = names.firstIndex(of: "operations_per_second"),
      names.indices.contains(rates + 1), names[rates + 1] == "bytes_per_second", seconds < rates
    else { return nil }
    let extras = extraColumns.map { name in
      row.extraColumns.first { $0.name == name }?.value ?? ""
    }
    let texts = MeasurementSchema.columns.map { $0.text(row) } + extras
    beforeSeconds = CSVWriter.line(Array(texts[..<seconds])).dropLast() + ","
    beforeRates = "," + CSVWriter.line(Array(texts[(seconds + 1)..<rates])).dropLast() + ","
    afterRates = "," + CSVWriter.line(Array(texts[(rates + 2)...]))
    operations = row.operations.map(Double.init)
    bytes = row.bytesMoved.flatMap { $0 > 0 ? Double($0) : nil }
  }

  /// Appends the line of a run.
  func append(seconds: Double, to text: inout String) {
    text += beforeSeconds
    text += CSVWriter.number(seconds)
    text += beforeRates
    if let operations { text += CSVWriter.number(operations / seconds) }
    text += ","
    if let bytes { text += CSVWriter.number(bytes / seconds) }
    text += afterRates
  }
}
