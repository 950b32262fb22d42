import Measurements
import TestSupport
import Testing

@Suite("Writing CSV")
struct CSVWriterTests {
  @Test("Only fields with a comma, a quote or a line break are quoted, and lines end in LF")
  func quoting() {
    #expect(
      CSVWriter.line(["a b", "1,2", "\"", "x\r\ny", ""]) == "a b,\"1,2\",\"\"\"\",\"x\r\ny\",\n")
  }

  @Test(
    "Whole numbers have no point and every number reads back as itself",
    arguments: [3e8, 0.25, 1e-9, 0.1 + 0.2, 1.7976931348623157e308, 2.3e-308, 0, -12.5])
  func numbers(value: Double) {
    let text = CSVWriter.number(value)
    #expect(Double(text) == value)
    #expect(!text.hasSuffix(".0"))
  }

  @Test("Reading what was written gives the same fields", arguments: [UInt64(11), 12, 13, 14])
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let header = ["first", "second", "third"]
    let rows = (0..<200).map { _ in header.map { _ in Self.field(&generator) } }
    let table = try CSVTable(Array(CSVWriter.text(header: header, rows: rows).utf8))
    #expect(table.header == header)
    #expect(table.records.map(\.fields) == rows)
    #expect(table.problems.isEmpty)
  }

  static func field(_ generator: inout SeededGenerator) -> String {
    let alphabet: [Unicode.Scalar] = ["a", ",", "\"", "\n", "\r", " ", "é", "\u{301}", "7", ";"]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<6, using: &generator) {
      text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
    }
    return String(text)
  }
}
