/// Why a design point cannot be built or run: every reason found, each a full sentence.
public struct DesignError: Error, Equatable, CustomStringConvertible {
  /// What was asked for, e.g. `roofline fma f32 on u280`.
  public let subject: String
  /// What is wrong, with what was found, what is possible and what to do.
  public let reasons: [String]

  /// Creates an error.
  public init(subject: String, reasons: [String]) {
    self.subject = subject
    self.reasons = reasons
  }

  /// One line per reason.
  public var description: String {
    reasons.map { "\(subject): \($0)" }.joined(separator: "\n")
  }
}
