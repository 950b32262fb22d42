import Measurements
import TestSupport
import Testing

@Suite("Measurements in pieces")
struct MeasurementStreamTests {
  @Test(
    "Pieces of any size give the rows of the whole", arguments: [1, 2, 3, 7, 64, 1000, 1 << 20])
  func pieces(size: Int) throws {
    var samples = MeasurementSamples(seed: UInt64(size))
    let rows = (0..<12).map { _ in samples.row(extraColumns: ["note", "x,y"]) }
    let bytes = Array(MeasurementTable(rows: rows).csv.utf8)
    var stream = MeasurementStream()
    let found = Self.places(in: bytes, pieces: size, &stream)
    #expect(stream.problems.isEmpty)
    #expect(found.count == rows.count)
    let layout = try #require(stream.layout)
    for (row, place) in zip(rows, found) {
      let again = try layout.row(in: Array(bytes[place.offset...]), isWhole: true)
      #expect(again?.measurement == row)
      #expect(again?.key == place.key)
      #expect(place.seconds == row.seconds)
    }
  }

  @Test("A quote with line breaks cut at every byte is one field, and lines are counted on")
  func cutQuotes() {
    let text =
      "\u{FEFF}schema,board,message,seconds\r\nferrule-1,\"u\"\"280\",\"a\r\n\n\"\"é\",1\r\n\r\n"
      + "ferrule-1,u250,,2"
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var stream = MeasurementStream()
      var boards: [String] = []
      var lines: [Int] = []
      for piece in [bytes[..<cut], bytes[cut...]] {
        piece.withUnsafeBytes { stream.append($0) }
        if piece.endIndex == bytes.count { stream.finish() }
        while stream.advance() {
          boards.append(stream.text("board"))
          lines.append(stream.line)
        }
      }
      #expect(stream.problems.isEmpty && boards == ["u\"280", "u250"] && lines == [2, 6])
    }
  }

  @Test("Mistakes are those of reading the whole, whatever the pieces", arguments: [1, 5, 1 << 20])
  func mistakes(size: Int) {
    let header = "schema,board,seconds,bytes_read,bytes_per_second\n"
    let texts = [
      "", "board\nx\n", "schema,schema\n", header + "ferrule-2,a,1,,\n",
      header + "ferrule-1,a,x,,\nferrule-1,a,1\nferrule-1,a,1,100,101\nferrule-1,a,1,100,x\n",
      header + "ferrule-1,\"a,1,,\n", header + "ferrule-1,\"a\"b,1,,\n",
      header + "ferrule-1,a,-1,,",
      header + "ferrule-1,a,nan,,\nferrule-1,a,,1e400,\nferrule-1,a,1,,5\n",
    ]
    for text in texts {
      var stream = MeasurementStream()
      _ = Self.places(in: Array(text.utf8), pieces: size, &stream)
      do {
        let table = try MeasurementTable.read(from: text, file: "f")
        #expect(stream.problems.isEmpty && stream.warnings(file: "f") == table.warnings)
      } catch {
        #expect(stream.problems == error.problems)
      }
    }
  }

  @Test("Bytes that are not UTF-8 stop the reading at their line")
  func encoding() {
    let start = Array("schema,board\nferrule-1,a\nferrule-1,".utf8)
    var stream = MeasurementStream()
    let found = Self.places(in: start + [0xC3, 0x28, 0x0A], pieces: 4, &stream)
    #expect(found.count == 1 && stream.isStopped)
    #expect(stream.problems.map(\.line) == [3])
    var wide = MeasurementStream()
    _ = Self.places(in: [0xFF, 0xFE, 0x73, 0], pieces: 1, &wide)
    #expect(wide.problems.map(\.found) == ["UTF-16 text"])
  }

  @Test("However many mistakes there are, some are kept and the rest is counted")
  func manyMistakes() {
    let rows = String(repeating: "ferrule-1,x\n", count: 1000)
    var stream = MeasurementStream(problemLimit: 10)
    _ = Self.places(in: Array(("schema,lanes\n" + rows).utf8), pieces: 100, &stream)
    #expect(stream.problems.count == 10 && stream.problemCount == 1000)
  }

  @Test("A record without an end is given up at 16 MiB")
  func endlessRecord() {
    let piece = [UInt8](repeating: 0x61, count: 6 << 20)
    var stream = MeasurementStream()
    "schema\n\"".utf8.withContiguousStorageIfAvailable { stream.append(UnsafeRawBufferPointer($0)) }
    for _ in 0..<3 {
      piece.withUnsafeBytes { stream.append($0) }
      let hasRow = stream.advance()
      #expect(!hasRow)
    }
    #expect(stream.isStopped && stream.problems.map(\.line) == [2])
  }

  private struct Place {
    var offset: Int
    var key: MeasurementKey
    var seconds: Double?
  }

  private static func places(
    in bytes: [UInt8], pieces size: Int, _ stream: inout MeasurementStream
  ) -> [Place] {
    var found: [Place] = []
    var start = 0
    repeat {
      let end = min(start + size, bytes.count)
      bytes[start..<end].withUnsafeBytes { stream.append($0) }
      start = end
      if start == bytes.count { stream.finish() }
      while stream.advance() {
        found.append(
          Place(offset: stream.offset, key: stream.digest.key, seconds: stream.digest.seconds))
      }
    } while start < bytes.count
    return found
  }
}
