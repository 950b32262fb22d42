import TestSupport
import Testing

@testable import Validation

@Suite("What all rows of a validation say together")
struct ValidationSummaryTests {
  @Test("Median, 90th percentile and largest error are those of the absolute errors")
  func closedForms() throws {
    // Predictions 1 % to 11 % off, every other one too low.
    let results = (1...11).map { step in
      Self.compared("r\(step)", step.isMultiple(of: 2) ? 100 - Double(step) : 100 + Double(step))
    }
    let summary = ValidationSummary(results)
    #expect(summary.compared == 11)
    #expect(abs(try #require(summary.medianPercent) - 6) < 1e-9)
    // Definition 7 of Hyndman and Fan: position 0.9 · 10 of the sorted errors.
    #expect(abs(try #require(summary.ninetiethPercent) - 10) < 1e-9)
    #expect(abs(try #require(summary.largestPercent) - 11) < 1e-9)
    #expect(summary.largestIDs == ["r11"])
  }

  @Test("Rows that were not compared do not count as errors of 0 %")
  func omissions() {
    let results = [
      Self.compared("a", 110), Self.omitted("b", .unsupported, "no kernel"),
      Self.omitted("d", .unsupported, "no kernel"), Self.omitted("c", .failed, "no memory"),
    ]
    let summary = ValidationSummary(results)
    #expect(summary.compared == 1 && summary.medianPercent.map { abs($0 - 10) < 1e-9 } == true)
    #expect(summary.count(.unsupported) == 2 && summary.count(.failed) == 1)
    #expect(summary.omissions.map(\.ids) == [["b", "d"], ["c"]])
  }

  @Test("Rows that are more than 25 % off need a remark of their own")
  func unexplained() {
    var explained = Self.compared("c", 160)
    explained.fact.remark = "another structure"
    let summary = ValidationSummary([
      Self.compared("b", 74.9), Self.compared("a", 125.1), explained, Self.compared("d", 125),
      Self.compared("e", 75), Self.omitted("f", .failed, "no memory"),
    ])
    #expect(summary.unexplained == ["a", "b"])
  }

  @Test("Without a compared row there is no error, not an error of 0")
  func nothing() {
    let summary = ValidationSummary([Self.omitted("a", .unsupported, "no kernel")])
    #expect(summary.medianPercent == nil && summary.largestPercent == nil)
    #expect(summary.largestIDs.isEmpty && summary.compared == 0)
  }

  @Test("The summary does not depend on the order of the rows", arguments: [1, 7, 42, 99, 2024])
  func order(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let results = (0..<40).map { number in
      switch number % 4 {
      case 0: Self.omitted("r\(number)", .unsupported, "reason \(number % 3)")
      case 1: Self.omitted("r\(number)", .failed, "reason \(number % 5)")
      default: Self.compared("r\(number)", Double.random(in: 50...150, using: &generator), 20)
      }
    }
    let summary = ValidationSummary(results)
    for _ in 0..<10 {
      #expect(ValidationSummary(results.shuffled(using: &generator)) == summary)
    }
  }

  @Test("An error as large as the tolerance holds, a larger one of either sign does not")
  func tolerance() {
    #expect(!Self.compared("a", 105, 5.0001).exceedsTolerance)
    #expect(Self.compared("a", 105, 4.9999).exceedsTolerance)
    #expect(Self.compared("a", 95, 4.9999).exceedsTolerance)
    #expect(!Self.compared("a", 1000).exceedsTolerance)
    #expect(!Self.omitted("a", .unsupported, "no kernel").exceedsTolerance)
  }

  @Test("A result has a field per column, and unknown is empty")
  func cells() {
    #expect(
      ValidationResult.header.joined(separator: ",")
        == "id,predicted,measured,error_percent,status,message")
    #expect(Self.compared("a", 150).cells == ["a", "150", "100", "50", "ok", ""])
    #expect(
      Self.compared("a", 150, 8).cells.last == "the error exceeds the tolerance of 8 %")
    #expect(
      Self.omitted("b", .unsupported, "no kernel").cells
        == ["b", "", "100", "", "unsupported", "no kernel"])
  }

  private static func compared(
    _ id: String, _ predicted: Double, _ tolerance: Double? = nil
  ) -> ValidationResult {
    ValidationResult(fact: fact(id, tolerance), status: .ok, predicted: predicted)
  }

  private static func omitted(
    _ id: String, _ status: ValidationResult.Status, _ reason: String
  ) -> ValidationResult {
    ValidationResult(fact: fact(id, nil), status: status, reason: reason)
  }

  private static func fact(_ id: String, _ tolerance: Double?) -> ValidationFact {
    var fact = ValidationFact()
    fact.id = id
    fact.value = 100
    fact.tolerancePercent = tolerance
    return fact
  }
}
