import Foundation
import Testing

@testable import FerruleCLI

@Suite("Tables as JSON and CSV")
struct TableOutputTests {
  @Test("Numbers stay numbers, empty cells are null, everything else is text")
  func values() {
    let json = TableOutput.json(["a", "b", "c"], [["1.5e-09", "", "hbm"], ["-3", "1.", "+4"]])
    #expect(
      json == """
        [
          {"a": 1.5e-09, "b": null, "c": "hbm"},
          {"a": -3, "b": "1.", "c": "+4"}
        ]

        """)
  }

  @Test(
    "Text that looks like a number but is none in JSON is quoted",
    arguments: ["nan", "inf", ".", "1e", "0x10", "1_000"])
  func notNumbers(_ text: String) {
    #expect(TableOutput.json(["a"], [[text]]).contains("\"\(text)\""))
  }

  @Test(
    "What is written can be read by another JSON reader",
    arguments: ["\"", "\\", "\n\t\u{1}", "µ × é", ".5", "007", "-.5"])
  func readable(_ text: String) throws {
    let data = Data(TableOutput.json(["a"], [[text]]).utf8)
    let rows = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    let value = try #require(rows.first?["a"])
    #expect("\(value)" == text || Double("\(value)") == Double(text))
  }

  @Test("No rows are an empty array")
  func empty() throws {
    let data = Data(TableOutput.json(["a"], []).utf8)
    let rows = try #require(try JSONSerialization.jsonObject(with: data) as? [Any])
    #expect(rows.isEmpty)
  }

  @Test("CSV quotes what has commas")
  func csv() {
    #expect(TableOutput.csv(["a", "b"], [["1,2", "x"]]) == "a,b\n\"1,2\",x\n")
  }
}
