import Quantities
import TestSupport
import Testing

@Suite("Byte counts")
struct ByteCountTests {
  @Test(
    "A size is read exactly",
    arguments: [
      ("0", 0), ("64", 64), ("64 B", 64), ("8 KiB", 8192), ("256MiB", 268_435_456),
      ("16 GiB", 17_179_869_184), ("1 GB", 1_000_000_000), ("1.5 KiB", 1536), ("0.5 KiB", 512),
      ("1e9 B", 1_000_000_000), ("8388607 TiB", 9_223_370_937_343_148_032), (" 4\tKiB ", 4096),
      ("1.001 kB", 1001), ("1.003kB", 1003), ("1.50000000000000000000000 kB", 1500), ("2.0 B", 2),
      ("9007199254740993", 9_007_199_254_740_993), ("9223372036854775807 B", .max),
      ("9007199.254740993 GB", 9_007_199_254_740_993),
    ]
  )
  func parsing(text: String, bytes: Int) throws {
    #expect(try ByteCount(parsing: text) == ByteCount(bytes))
  }

  @Test("Every size in thousandths of a decimal prefix is a whole number of bytes")
  func thousandths() throws {
    for thousandth in stride(from: 1, to: 10_000, by: 7) {
      let digits = String(thousandth % 1000 + 1000).dropFirst()
      let text = "\(thousandth / 1000).\(digits)"
      #expect(try ByteCount(parsing: text + " kB").value == thousandth)
      #expect(try ByteCount(parsing: text + " MB").value == thousandth * 1000)
    }
  }

  @Test("The largest binary unit that divides is printed, and GiB is never called GB")
  func description() {
    #expect(ByteCount(0).description == "0 B")
    #expect(ByteCount(1023).description == "1023 B")
    #expect(ByteCount(1025).description == "1025 B")
    #expect(ByteCount(1_000_000_000).description == "1000000000 B")
    #expect(ByteCount.kibibytes(8).description == "8 KiB")
    #expect(ByteCount.mebibytes(256).description == "256 MiB")
    #expect(ByteCount.gibibytes(16).description == "16 GiB")
    #expect(ByteCount.gibibytes(2048).description == "2 TiB")
    #expect(ByteCount(.max).description == "9223372036854775807 B")
  }

  @Test("What is printed is read back to the byte", arguments: [21, 22, 23] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<3_000 {
      let bits = Int.random(in: 0...63, using: &generator)
      let zeros = Int.random(in: 0...bits, using: &generator)
      let random = Int(truncatingIfNeeded: generator.next() >> 1)
      let size = ByteCount((random >> (63 - bits)) & (-1 << zeros))
      #expect(try ByteCount(parsing: size.description) == size)
      #expect(try ByteCount(parsing: "\(size.value)") == size)
    }
  }

  @Test("Sizes are ordered by bytes, whatever the unit")
  func order() {
    #expect(ByteCount.kibibytes(1) > ByteCount(1000))
    #expect(ByteCount.mebibytes(1) == ByteCount.kibibytes(1024))
    #expect([ByteCount(3), ByteCount(1), ByteCount(2)].max() == ByteCount(3))
  }
}
