/// Turns the records of a file into measurements and collects every mistake on the way.
struct MeasurementParser: Sendable {
  private struct Binding {
    var index: Int
    var column: MeasurementColumn
  }

  /// The first mistakes, in file order: as many as are kept.
  private(set) var problems: [TableProblem] = []
  /// Every mistake so far.
  private(set) var problemCount = 0
  /// How many mistakes are kept.
  private var limit: Int

  private var schemaIndex: Int?
  private var stored: [Binding] = []
  private var derived: [Binding] = []
  private var extras: [(index: Int, name: String)] = []
  private var evidenceIndex: Int?
  private var rowsWithoutEvidence = 0
  private var uncheckedFields: [String: Int] = [:]

  /// Begins a file.
  ///
  /// - Parameter limit: How many mistakes to keep; further ones are only counted.
  init(limit: Int = .max) { self.limit = limit }

  /// Reads a whole file; the result is only complete when `problems` is empty.
  mutating func rows(in bytes: [UInt8]) -> [Measurement] {
    var rows: [Measurement] = []
    do throws(TableProblem) {
      var reader = try CSVReader(bytes)
      bind(try reader.readHeader())
      guard problems.isEmpty else { return [] }
      while try reader.advance() {
        if let row = row(of: reader) { rows.append(row) }
      }
    } catch {
      report(error)
    }
    return rows
  }

  /// Adds a mistake.
  mutating func report(_ problem: TableProblem) {
    problemCount += 1
    if problems.count < limit { problems.append(problem) }
  }

  /// Counts a row that was read without this parser and does not say how it came about.
  mutating func countRowWithoutEvidence() { rowsWithoutEvidence += 1 }

  /// What was read in a way that is worth a word.
  func warnings(file: String) -> [String] {
    var warnings: [String] = []
    if rowsWithoutEvidence > 0 {
      warnings.append(
        "\(file): evidence: found nothing (rows: \(rowsWithoutEvidence)), taken as modelled, because"
          + " nothing may pass for measured by default. Fill the column with measured, modelled or"
          + " emulated.")
    }
    for column in MeasurementSchema.columnNames {
      guard let count = uncheckedFields[column] else { continue }
      warnings.append(
        "\(file): \(column): found a value without those that it is computed from (rows: \(count)),"
          + " not used. Fill bytes_read or bytes_written, operations and seconds.")
    }
    return warnings
  }

  /// The same header with nothing read yet.
  var withoutProblems: MeasurementParser {
    var parser = self
    parser.problems = []
    parser.problemCount = 0
    parser.limit = .max
    return parser
  }

  // MARK: Header

  mutating func bind(_ header: [String]) {
    CSVTable.repeatedNames(in: header.map(FieldText.trimmed)).forEach { report($0) }
    let known = MeasurementSchema.columns.reduce(into: [:]) { $0[$1.name] = $1 }
    for (index, name) in header.enumerated() {
      if let column = known[FieldText.trimmed(name)] {
        bind(column, at: index)
      } else {
        extras.append((index, name))
      }
    }
    if schemaIndex == nil { report(missingSchema(header)) }
  }

  private mutating func bind(_ column: MeasurementColumn, at index: Int) {
    switch column.role {
    case .schema: schemaIndex = index
    case .stored: stored.append(Binding(index: index, column: column))
    case .derived: derived.append(Binding(index: index, column: column))
    }
    if column.name == "evidence" { evidenceIndex = index }
  }

  private func missingSchema(_ header: [String]) -> TableProblem {
    let usesSemicolons = header.count == 1 && header[0].contains(";")
    return TableProblem(
      line: 1, column: "schema",
      found: header.count == 1
        ? "the single column \(TableProblem.quoted(header[0]))"
        : "\(header.count) columns without it",
      expected: "a column schema with \(MeasurementSchema.name) in every row",
      advice: usesSemicolons
        ? "Save the file with commas between the fields."
        : "Check that this is a file of measurements, written by bench or import.")
  }

  // MARK: Rows

  mutating func row(of reader: CSVReader) -> Measurement? {
    if let problem = reader.fieldCountProblem {
      report(problem)
      return nil
    }
    guard hasRightSchema(reader) else { return nil }
    var row = Measurement()
    row.evidence = .modelled
    if evidenceIndex.map(reader.isEmpty) ?? true { rowsWithoutEvidence += 1 }
    for binding in stored where !reader.isEmpty(at: binding.index) {
      read(binding, of: reader, into: &row)
    }
    for binding in derived where !reader.isEmpty(at: binding.index) {
      check(binding, of: reader, against: row)
    }
    if !extras.isEmpty { row.extraColumns = extraColumns(of: reader) }
    return row
  }

  private mutating func hasRightSchema(_ reader: CSVReader) -> Bool {
    guard let schemaIndex else { return false }
    let found = FieldText.trimmed(reader.bytes(at: schemaIndex))
    guard !found.elementsEqual(MeasurementSchema.name.utf8) else { return true }
    report(
      TableProblem(
        line: reader.line, column: "schema",
        found: TableProblem.quoted(reader.text(at: schemaIndex)),
        expected: MeasurementSchema.name,
        advice: "This version reads no other schema; convert the file or use the version of"
          + " ferrule that wrote it."))
    return false
  }

  private mutating func read(
    _ binding: Binding, of reader: CSVReader, into row: inout Measurement
  ) {
    guard case .stored(let read) = binding.column.role else { return }
    let bytes = reader.bytes(at: binding.index)
    guard !read(bytes, &row), !FieldText.trimmed(bytes).isEmpty else { return }
    report(
      TableProblem(
        line: reader.line, column: binding.column.name,
        found: TableProblem.quoted(reader.text(at: binding.index)),
        expected: binding.column.expected,
        advice: "Correct the field, or leave it empty when the value is not known."))
  }

  private func extraColumns(of reader: CSVReader) -> [ExtraColumn] {
    extras.map { ExtraColumn(name: $0.name, value: reader.text(at: $0.index)) }
  }

  /// Holds a derived field against its recomputed value: 0.1 % apart is a mistake.
  private mutating func check(
    _ binding: Binding, of reader: CSVReader, against row: Measurement
  ) {
    guard case .derived(let compute) = binding.column.role else { return }
    let bytes = reader.bytes(at: binding.index)
    guard !FieldText.trimmed(bytes).isEmpty else { return }
    let expected = compute(row)
    guard let found = FieldText.number(bytes) else {
      return disagree(binding, of: reader, expected: binding.column.expected)
    }
    guard let expected else {
      uncheckedFields[binding.column.name, default: 0] += 1
      return
    }
    if abs(found - expected) > 0.001 * abs(expected) {
      let computed = CSVWriter.number(expected)
      disagree(binding, of: reader, expected: "\(computed) from the row's other columns")
    }
  }

  private mutating func disagree(_ binding: Binding, of reader: CSVReader, expected: String) {
    report(
      TableProblem(
        line: reader.line, column: binding.column.name,
        found: TableProblem.quoted(reader.text(at: binding.index)), expected: expected,
        advice: "Correct bytes, operations or seconds, or leave this derived field empty."))
  }
}
