/// A small CSV file as text: column names and records with their line numbers.
///
/// For files of hundreds of rows written by people (kernels, validation facts, reports); large
/// files go through ``CSVReader`` directly.
package struct CSVTable: Hashable, Sendable {
  /// One record.
  package struct Record: Hashable, Sendable {
    /// The line, from 1, on which it begins.
    package var line: Int
    /// One element per column of the header, in its order.
    package var fields: [String]
  }

  /// Column names, spaces around them removed.
  package var header: [String]
  /// Every record with the right number of fields, in file order.
  package var records: [Record]
  /// What is wrong with the rest of the file, in file order; empty when all is well.
  package var problems: [TableProblem]

  /// Reads a whole text; what can be read is kept beside the problems, so that a caller can report
  /// its own mistakes together with these.
  ///
  /// - Throws: A problem when there is no header or the bytes are not UTF-8.
  package init(_ bytes: [UInt8]) throws(TableProblem) {
    var reader = try CSVReader(bytes)
    header = try reader.readHeader().map(FieldText.trimmed)
    records = []
    problems = Self.repeatedNames(in: header)
    do throws(TableProblem) {
      while try reader.advance() {
        if let problem = reader.fieldCountProblem {
          problems.append(problem)
        } else {
          let fields = (0..<reader.fieldCount).map { reader.text(at: $0) }
          records.append(Record(line: reader.line, fields: fields))
        }
      }
    } catch {
      problems.append(error)
    }
  }

  /// The position of a column, or `nil` when the file does not have it.
  package func index(of column: String) -> Int? { header.firstIndex(of: column) }

  /// One problem per column name that stands in a header more than once; blank names are left out.
  static func repeatedNames(in header: [String]) -> [TableProblem] {
    var seen: Set<String> = []
    return header.filter { !$0.isEmpty && !seen.insert($0).inserted }.map {
      TableProblem(
        line: 1, column: $0, found: "the column twice", expected: "every column once",
        advice: "Rename or remove one of them.")
    }
  }
}
