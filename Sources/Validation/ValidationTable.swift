package import Measurements
import Quantities

/// The facts of a validation file.
package struct ValidationTable: Hashable, Sendable {
  /// One element per row, in file order; never empty.
  package var facts: [ValidationFact]
  /// Columns that were not read: whole sentences, for stderr.
  package var warnings: [String]

  /// Names of every known column, in the order of the documentation.
  package static var columnNames: [String] { ValidationColumn.all.map(\.name) }

  /// Reads a validation file; columns in any order, an empty field stands for the default.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 text of the file.
  ///   - file: The file's name for messages.
  /// - Returns: The facts.
  /// - Throws: ``ValidationError`` with every mistake in the file.
  package static func read(
    from bytes: [UInt8], file: String
  ) throws(ValidationError) -> ValidationTable {
    let table: CSVTable
    do throws(TableProblem) {
      table = try CSVTable(bytes)
    } catch {
      throw ValidationError(file: file, problems: [error])
    }
    var parser = ValidationParser(table: table)
    let facts = parser.facts()
    guard parser.problems.isEmpty else {
      throw ValidationError(file: file, problems: parser.problems)
    }
    return ValidationTable(facts: facts, warnings: unknownColumns(of: table, file: file))
  }

  private static func unknownColumns(of table: CSVTable, file: String) -> [String] {
    table.header.filter { !columnNames.contains($0) && !$0.isEmpty }.map { name in
      let nearest = NearestNames.sorted(columnNames, to: name).first ?? ""
      return "\(file):1: \(name): unknown column, not read. The nearest known one is \(nearest)."
    }
  }
}

/// Why a validation file was refused: every mistake in it.
package struct ValidationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name as the user gave it.
  package var file: String
  /// Every mistake, in file order; never empty.
  package var problems: [TableProblem]

  /// Creates an error.
  package init(file: String, problems: [TableProblem]) {
    self.file = file
    self.problems = problems
  }

  /// One line per mistake below a heading, at most 20 of them.
  package var description: String {
    TableProblem.report(problems, task: "read measured facts from", file: file)
  }
}
