/// How the rows of one file are read one by one: its header, bound once.
package struct MeasurementLayout: Sendable {
  /// A row with the key of its design point.
  package struct Row: Sendable {
    /// The row.
    package var measurement: Measurement
    /// What its repetitions have in common with it.
    package var key: MeasurementKey
  }

  private let plan: DigestPlan
  private let parser: MeasurementParser
  private let columnCount: Int

  init(plan: DigestPlan, parser: MeasurementParser, columnCount: Int) {
    self.plan = plan
    self.parser = parser
    self.columnCount = columnCount
  }

  /// Reads a row.
  ///
  /// - Parameters:
  ///   - bytes: From the first byte of the row on; what follows it is not looked at.
  ///   - isWhole: Whether the file ends with these bytes.
  /// - Returns: `nil` when the row goes on beyond the bytes.
  /// - Throws: A problem when there is no row or it has a mistake; its lines count from the row.
  package func row(in bytes: [UInt8], isWhole: Bool) throws(TableProblem) -> Row? {
    var reader = CSVReader(records: bytes, columnCount: columnCount, isWhole: isWhole)
    guard try reader.advance() else { return nil }
    if let problem = reader.fieldCountProblem { throw problem }
    var judge = parser.withoutProblems
    let measurement = judge.row(of: reader)
    if let problem = judge.problems.first { throw problem }
    return measurement.map {
      Row(measurement: $0, key: DigestReader.digest(of: reader, by: plan).key)
    }
  }
}
