import Foundation
import Measurements

/// Reads the numbers of reports and collects what is wrong with them.
///
/// Not known is `nil`: an empty field, `-`, `?`, `undef`, `N/A`. Anything else that is no number
/// is a mistake with its place.
struct FieldReader {
  /// Every mistake, in file order; the first 1000 are kept.
  private(set) var problems: [TableProblem] = []

  /// What tools write when they do not know.
  private static let unknown: Set<Substring> = [
    "", "-", "?", "undef", "Undef", "UNDEF", "N/A", "NA", "n/a", "none", "---", "inf", "nan", "~0",
  ]

  /// A whole number of 0 or above: `16515 [  1.46%]` is 16515, `5 (~0%)` is 5.
  mutating func count(_ text: some StringProtocol, _ line: Int?, _ place: String) -> Int? {
    let word = Self.word(text)
    guard !Self.unknown.contains(word) else { return nil }
    if let value = Int(word), value >= 0 { return value }
    if let value = Double(word), value >= 0, let whole = Int(exactly: value) { return whole }
    return fault(text, "a whole number from 0 to 9223372036854775807", line, place)
  }

  /// A number of 0 or above.
  mutating func number(_ text: some StringProtocol, _ line: Int?, _ place: String) -> Double? {
    let word = Self.word(text)
    guard !Self.unknown.contains(word) else { return nil }
    if let value = Double(word), value.isFinite, value >= 0 { return value }
    return fault(text, "a number of 0 or above", line, place)
  }

  /// A number above 0; tools write 0 for what they did not measure.
  mutating func positive(_ text: some StringProtocol, _ line: Int?, _ place: String) -> Double? {
    number(text, line, place).flatMap { $0 > 0 ? $0 : nil }
  }

  /// Notes a mistake that a caller found.
  mutating func note(_ problem: TableProblem) {
    if problems.count < 1000 { problems.append(problem) }
  }

  /// Throws what was found wrong.
  func finish(_ file: ReportFile) throws(ImportError) {
    guard problems.isEmpty else { throw ImportError(file: file.name, problems: problems) }
  }

  /// The first word, without the share that some tools write behind it.
  private static func word(_ text: some StringProtocol) -> Substring {
    let cell = Substring(text).trimmed
    return cell.prefix { !$0.isWhitespace && $0 != "[" && $0 != "(" }
  }

  private mutating func fault<Value>(
    _ text: some StringProtocol, _ expected: String, _ line: Int?, _ place: String
  ) -> Value? {
    note(
      TableProblem(
        line: line, column: place, found: TableProblem.quoted(String(text)), expected: expected,
        advice: "Check that the file was not changed after the tool wrote it."))
    return nil
  }
}

extension Double {
  /// The nearest whole number; `nil` when there is none that fits.
  var wholeNumber: Int? { Int(exactly: rounded()) }
}
