/// One mistake in a table: where it is, what was found, what was expected, what to do.
package struct TableProblem: Error, Hashable, Sendable {
  /// Line in the file from 1, of the record's first line; `nil` concerns the whole file.
  package var line: Int?
  /// Column name; `nil` concerns the whole record.
  package var column: String?
  /// What stands there; foreign text goes through ``quoted(_:)``.
  package var found: String
  /// What would have been right.
  package var expected: String
  /// What the user can do about it: a sentence with its full stop.
  package var advice: String

  /// Creates a problem.
  package init(
    line: Int? = nil, column: String? = nil, found: String, expected: String, advice: String
  ) {
    self.line = line
    self.column = column
    self.found = found
    self.expected = expected
    self.advice = advice
  }

  /// `file:line: column: found X, expected Y. Advice.`
  package func text(file: String) -> String {
    let place = line.map { "\(file):\($0)" } ?? file
    let subject = column.map { "\(place): \($0)" } ?? place
    return "\(subject): found \(found), expected \(expected). \(advice)"
  }

  /// Foreign text in quotes: control characters escaped, cut after 60 characters.
  package static func quoted(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(60) {
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      shown += isControl ? scalar.escaped(asASCII: false) : String(scalar)
    }
    return "\"\(shown)\(text.unicodeScalars.count > 60 ? "…" : "")\""
  }

  /// All problems of a file, one a line below a heading; at most `limit` are printed.
  ///
  /// - Parameters:
  ///   - problems: In file order, not empty.
  ///   - task: What was being done, e.g. `read measurements from`.
  ///   - file: The file's name as the user knows it.
  ///   - limit: How many are printed; a last line counts the rest.
  /// - Returns: Lines without a last line end.
  package static func report(
    _ problems: [TableProblem], task: String, file: String, limit: Int = 20
  ) -> String {
    let count = problems.count == 1 ? "1 mistake" : "\(problems.count) mistakes"
    var lines = ["cannot \(task) \(file): \(count)"]
    lines += problems.prefix(limit).map { "  " + $0.text(file: file) }
    if problems.count > limit { lines.append("  and \(problems.count - limit) more") }
    return lines.joined(separator: "\n")
  }
}
