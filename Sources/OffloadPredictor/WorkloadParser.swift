import Measurements

/// Turns the records of a kernels file into workloads and collects every mistake on the way.
struct WorkloadParser {
  let table: CSVTable
  /// Every mistake so far.
  private(set) var problems: [TableProblem]

  init(table: CSVTable) {
    self.table = table
    problems = table.problems
  }

  /// Reads every record; the result is only complete when `problems` is empty.
  mutating func workloads() -> [Workload] {
    guard table.index(of: "name") != nil else {
      problems.insert(missingNameColumn, at: 0)
      return []
    }
    if table.records.isEmpty && problems.isEmpty { problems.append(Self.noRows) }
    let workloads = table.records.compactMap { workload(of: $0) }
    problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    return workloads
  }

  private mutating func workload(of record: CSVTable.Record) -> Workload? {
    var workload = Workload(name: "")
    workload.line = record.line
    let mistakes = problems.count
    var given: Set<String> = []
    for column in WorkloadColumn.all {
      guard let index = table.index(of: column.name) else { continue }
      let field = FieldText.trimmed(record.fields[index])
      guard !field.isEmpty else { continue }
      given.insert(column.name)
      if !column.read(field, &workload) { reject(field, of: column, line: record.line) }
    }
    guard problems.count == mistakes else { return nil }
    checkCompleteness(of: workload, line: record.line)
    workload.fillDefaults(given: given)
    return problems.count == mistakes ? workload : nil
  }

  private mutating func reject(_ field: String, of column: WorkloadColumn, line: Int) {
    problems.append(
      TableProblem(
        line: line, column: column.name, found: TableProblem.quoted(field),
        expected: column.expected,
        advice: "Correct the field, or leave it empty for the default."))
  }

  private mutating func checkCompleteness(of workload: Workload, line: Int) {
    if workload.name.isEmpty {
      problems.append(
        TableProblem(
          line: line, column: "name", found: "nothing", expected: "the name of a kernel",
          advice: "Every row needs a name, by which results refer to it."))
    }
    let known = [
      ("operations", workload.operations), ("bytes", workload.bytes),
      ("seconds", workload.seconds),
    ].filter { $0.1 != nil }.map(\.0)
    guard known.count < 2 else { return }
    problems.append(
      TableProblem(
        line: line, found: known.first.map { "only \($0)" } ?? "none of them",
        expected: "two of operations, bytes and seconds",
        advice: "Count operations and bytes of one call, or measure its seconds on the board."))
  }

  private var missingNameColumn: TableProblem {
    TableProblem(
      line: 1, column: "name",
      found: "the columns " + TableProblem.quoted(table.header.joined(separator: ",")),
      expected: "a column name and two of operations, bytes and seconds",
      advice: "Add the column; the others are \(WorkloadTable.columnNames.joined(separator: ", "))."
    )
  }

  private static let noRows = TableProblem(
    line: 1, found: "a header without rows", expected: "one row per kernel",
    advice: "Add a row with a name and two of operations, bytes and seconds.")
}

extension Workload {
  /// Derives what was not given and lists each default.
  fileprivate mutating func fillDefaults(given: Set<String>) {
    func isMissing(_ column: String) -> Bool { !given.contains(column) }
    if isMissing("element_type"), operations != nil {
      assumptions.append("element_type: not given, taken as \(elementType)")
    }
    if isMissing("calls") { assumptions.append("calls: not given, taken as 1") }
    if isMissing("resident") { assumptions.append("resident: not given, taken as no") }
    if isMissing("overlap") { assumptions.append("overlap: not given, taken as no") }
    if isMissing("memory") {
      assumptions.append("memory: not given, taken as the fastest off-chip memory")
    }
    bytesIn = transfer("bytes_in", bytesIn)
    bytesOut = transfer("bytes_out", bytesOut)
  }

  private mutating func transfer(_ column: String, _ value: Double?) -> Double? {
    if let value { return value }
    if isResident {
      assumptions.append("\(column): not given, taken as 0 because the data are resident")
      return 0
    }
    guard let bytes else { return nil }
    assumptions.append("\(column): not given, taken as half of bytes")
    return bytes / 2
  }
}
