import Measurements

/// Turns the records of a validation file into facts and collects every mistake on the way.
struct ValidationParser {
  let table: CSVTable
  /// Every mistake so far.
  private(set) var problems: [TableProblem]
  private var lineOfID: [String: Int] = [:]

  init(table: CSVTable) {
    self.table = table
    problems = table.problems
  }

  /// Reads every record; the result is only complete when `problems` is empty.
  mutating func facts() -> [ValidationFact] {
    let missing = ValidationColumn.all.filter {
      $0.isRequired && table.index(of: $0.name) == nil
    }
    guard missing.isEmpty else {
      problems.insert(contentsOf: missing.map(Self.missingColumn), at: 0)
      return []
    }
    if table.records.isEmpty && problems.isEmpty { problems.append(Self.noRows) }
    let facts = table.records.compactMap { fact(of: $0) }
    problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    return facts
  }

  private mutating func fact(of record: CSVTable.Record) -> ValidationFact? {
    var fact = ValidationFact()
    fact.line = record.line
    let mistakes = problems.count
    for column in ValidationColumn.all {
      guard let index = table.index(of: column.name) else { continue }
      let field = FieldText.trimmed(record.fields[index])
      if field.isEmpty {
        if column.isRequired { problems.append(Self.nothing(in: column, line: record.line)) }
      } else if !column.read(field, &fact) {
        reject(field, of: column, line: record.line)
      }
    }
    checkID(of: fact)
    return problems.count == mistakes ? fact : nil
  }

  private mutating func reject(_ field: String, of column: ValidationColumn, line: Int) {
    problems.append(
      TableProblem(
        line: line, column: column.name, found: TableProblem.quoted(field),
        expected: column.expected,
        advice: column.isRequired
          ? "Correct the field." : "Correct the field, or leave it empty for the default."))
  }

  private mutating func checkID(of fact: ValidationFact) {
    guard !fact.id.isEmpty else { return }
    guard let first = lineOfID[fact.id] else {
      lineOfID[fact.id] = fact.line
      return
    }
    problems.append(
      TableProblem(
        line: fact.line, column: "id",
        found: "\(TableProblem.quoted(fact.id)) as in line \(first)",
        expected: "an id that no other row has", advice: "Rename or remove one of the rows."))
  }

  private static func nothing(in column: ValidationColumn, line: Int) -> TableProblem {
    TableProblem(
      line: line, column: column.name, found: "nothing", expected: column.expected,
      advice: "Every row needs this field.")
  }

  private static func missingColumn(_ column: ValidationColumn) -> TableProblem {
    TableProblem(
      line: 1, column: column.name, found: "no such column", expected: "a column of this name",
      advice: "Add it to the header; names are lower case with underscores.")
  }

  private static let noRows = TableProblem(
    line: 1, found: "a header without rows", expected: "one row per measured fact",
    advice: "Add a row with id, board, kernel, quantity and value.")
}
