package import Measurements

/// Why a report cannot be imported: every mistake in it.
package struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as the user named it.
  package var file: String
  /// Every mistake, in file order; never empty. The column of one is the path in an XML document.
  package var problems: [TableProblem]

  /// Creates an error.
  package init(file: String, problems: [TableProblem]) {
    self.file = file
    self.problems = problems
  }

  /// Creates an error of one mistake.
  init(_ file: String, line: Int? = nil, found: String, expected: String, advice: String) {
    self.init(
      file: file,
      problems: [TableProblem(line: line, found: found, expected: expected, advice: advice)])
  }

  /// One line per mistake below a heading, at most 20 of them.
  package var description: String {
    TableProblem.report(problems, task: "import", file: file)
  }
}
