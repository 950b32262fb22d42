import Quantities
import TestSupport
import Testing

@Suite("Reading quantities")
struct QuantityParsingTests {
  @Test(
    "A number with a unit is read with its prefix, with or without a space",
    arguments: [
      ("300 MHz", 300e6), ("300MHz", 300e6), ("0.3 GHz", 300e6), ("  300\tMHz ", 300e6),
      ("300000000 Hz", 300e6), ("3e8 Hz", 300e6), ("3E+8Hz", 300e6), ("+300 MHz", 300e6),
      ("322.265625 MHz", 322_265_625), ("0 Hz", 0), (".5 kHz", 500), ("5 mHz", 0.005),
    ]
  )
  func frequencies(text: String, hertz: Double) throws {
    let frequency = try Frequency(parsing: text)
    #expect(abs(frequency.value - hertz) <= 1e-15 * hertz)
  }

  @Test("Each quantity reads its own unit")
  func units() throws {
    #expect(try Bandwidth(parsing: "460.8 GB/s") == Bandwidth(460.8e9))
    #expect(try Bandwidth(parsing: "1 GiB/s") == Bandwidth(1_073_741_824))
    #expect(try Throughput(parsing: "536 GOP/s") == Throughput(536e9))
    #expect(try OperationalIntensity(parsing: "0.25 OP/B") == OperationalIntensity(0.25))
    #expect(try Power(parsing: "36 W") == Power(36))
    #expect(try TimeSpan(parsing: "2 µs") == TimeSpan(parsing: "2 us"))
    #expect(abs(try TimeSpan(parsing: "229 ns").value - 229e-9) < 1e-22)
  }

  @Test("The example in an error message is itself right")
  func examples() throws {
    _ = try Frequency(parsing: Frequency.example)
    _ = try TimeSpan(parsing: TimeSpan.example)
    _ = try Bandwidth(parsing: Bandwidth.example)
    _ = try Throughput(parsing: Throughput.example)
    _ = try OperationalIntensity(parsing: OperationalIntensity.example)
    _ = try Power(parsing: Power.example)
  }

  @Test("A wrong text is refused with the finding and a right spelling")
  func errors() {
    let frequencies = [
      "", " ", "MHz", "fast", "300", "300 ", "300 M", "300 MB/s", "300 mhz", "300 XHz", "3.0.0 MHz",
      "3-0 MHz", "-1 MHz", "1e400 Hz", "1e308 GHz", "nan Hz", "inf Hz", "0x10 Hz", "1,5 GHz",
      "300 e6 Hz", "300 MHz MHz", "３００ MHz",
    ]
    let sizes = [
      "", "-1", "1.5", "0.5 B", "1.0001 kB", "256 MHz", "256 M", "1 EiB", "1e400 B", "1e19 B",
      "99999999999999999999 B", "99999999999999999999", "9223372036854775808", "8388608 TiB",
      "0.1 KiB", "1.0000000000000001 B", "1e-1 B", "٣",
    ]
    let lines =
      frequencies.map { "Frequency: " + finding { _ = try Frequency(parsing: $0) }($0) }
      + sizes.map { "ByteCount: " + finding { _ = try ByteCount(parsing: $0) }($0) }
    let difference = Golden.difference(
      lines.joined(separator: "\n") + "\n", "quantity_errors.txt")
    #expect(difference == nil)
  }

  /// What `parse` reports, or that it did not.
  private func finding(_ parse: @escaping (String) throws -> Void) -> (String) -> String {
    { text in
      do {
        try parse(text)
        return "accepted \"\(text)\""
      } catch {
        return "\(error)"
      }
    }
  }

  @Test("No text makes the parsers trap", arguments: [1, 2, 3] as [UInt64])
  func anyText(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("0123456789999....eE+--  \tkKMGTimnpµuBHzsOP/W\u{301}🙂٣")
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...24, using: &generator)
      let text = String((0..<count).compactMap { _ in alphabet.randomElement(using: &generator) })
      for suffix in ["", "B", " Hz", "GB/s"] {
        if let bytes = try? ByteCount(parsing: text + suffix) { #expect(bytes.value >= 0) }
        if let clock = try? Frequency(parsing: text + suffix) { #expect(clock.value >= 0) }
        if let rate = try? Bandwidth(parsing: text + suffix) { #expect(rate.value.isFinite) }
      }
    }
  }
}
