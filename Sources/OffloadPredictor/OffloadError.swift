package import Measurements

/// Why a kernels file was refused: every mistake in it.
package struct OffloadError: Error, Hashable, Sendable, CustomStringConvertible {
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
    TableProblem.report(problems, task: "read kernels from", file: file)
  }
}
