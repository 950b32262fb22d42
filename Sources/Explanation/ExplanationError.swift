/// Why a row of results cannot be explained.
package struct ExplanationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The row, as the user can find it: `row 3 of u280.csv`.
  package let subject: String
  /// Every reason found: the column, what it holds, what was expected, what to do.
  package let reasons: [String]

  /// Creates an error.
  package init(subject: String, reasons: [String]) {
    self.subject = subject
    self.reasons = reasons
  }

  /// One line per reason.
  package var description: String {
    reasons.map { "\(subject): \($0)" }.joined(separator: "\n")
  }
}
