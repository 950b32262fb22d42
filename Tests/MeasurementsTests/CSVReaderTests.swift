import Measurements
import TestSupport
import Testing

@Suite("Reading CSV")
struct CSVReaderTests {
  @Test("Quoted fields keep commas, line breaks and doubled quotes")
  func quotedFields() throws {
    let table = try CSVTable(Array("a,b\n\"1,2\",\"say \"\"hi\"\"\nthere\"\n".utf8))
    #expect(table.records.map(\.fields) == [["1,2", "say \"hi\"\nthere"]])
  }

  @Test(
    "A byte order mark, CRLF, and a missing last line break change nothing",
    arguments: ["\u{FEFF}a,b\r\n1,2\r\n3,", "a,b\n1,2\n3,", "a,b\r\n\r\n1,2\n\n3,\r"])
  func lineEnds(text: String) throws {
    let table = try CSVTable(Array(text.utf8))
    #expect(table.header == ["a", "b"])
    #expect(table.records.map(\.fields) == [["1", "2"], ["3", ""]])
    #expect(table.problems.isEmpty)
  }

  @Test("A record's line counts line breaks inside earlier quoted fields and blank lines")
  func lineNumbers() throws {
    let table = try CSVTable(Array("a\n\"x\ny\"\r\n\nz\n".utf8))
    #expect(table.records.map(\.line) == [2, 5])
  }

  @Test("A quoted empty field alone on a line is a record, a blank line is not")
  func quotedEmptyField() throws {
    let table = try CSVTable(Array("a\n\"\"\n\n".utf8))
    #expect(table.records.map(\.fields) == [[""]])
  }

  @Test("What breaks a file is told with its line, and all of it at once")
  func problems() throws {
    let text = "a,b,a\n1,2\n\"1\"x,2,3\n"
    let table = try CSVTable(Array(text.utf8))
    var lines = table.problems.map { $0.text(file: "kernels.csv") }
    for broken in ["", "a\n1\n\"open\n\n"] { lines += Self.failure(Array(broken.utf8)) }
    lines += Self.failure([0x61, 0x0A, 0x62, 0x0A, 0xC3, 0x28])
    lines += Self.failure([0xFF, 0xFE, 0x61, 0x00])
    let difference = Golden.difference(lines.joined(separator: "\n") + "\n", "csv_problems.txt")
    #expect(difference == nil)
  }

  @Test(
    "Any bytes are read or refused, without a trap",
    arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func anyBytes(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("a1,\",\"\r\n\n é".utf8)
    for _ in 0..<500 {
      let length = Int.random(in: 0..<40, using: &generator)
      let bytes = (0..<length).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      guard let table = try? CSVTable(bytes) else { continue }
      #expect(table.records.allSatisfy { $0.fields.count == table.header.count })
    }
  }

  private static func failure(_ bytes: [UInt8]) -> [String] {
    do throws(TableProblem) {
      return try CSVTable(bytes).problems.map { $0.text(file: "kernels.csv") }
    } catch {
      return [error.text(file: "kernels.csv")]
    }
  }
}
