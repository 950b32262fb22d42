import Quantities
import TestSupport
import Testing

@Suite("Printing quantities")
struct SIPrefixTests {
  @Test(
    "Four significant digits are printed with the prefix that leaves 1 to 999 before the point",
    arguments: [
      (460.8e9, "460.8 GB/s"), (19.2e9, "19.2 GB/s"), (0, "0 B/s"), (1, "1 B/s"),
      (999.94, "999.9 B/s"), (999.95, "1 kB/s"), (999.96, "1 kB/s"), (1000, "1 kB/s"),
      (999_940, "999.9 kB/s"), (999_950, "1 MB/s"), (999.95e9, "1 TB/s"), (123_456, "123.5 kB/s"),
      (1e15, "1000 TB/s"), (0.5, "500 mB/s"), (1.5e-12, "1.5 pB/s"), (1e-15, "0.001 pB/s"),
      (-2e9, "-2 GB/s"), (100, "100 B/s"), (1200, "1.2 kB/s"), (.infinity, "inf B/s"),
    ]
  )
  func bandwidths(value: Double, text: String) {
    #expect(Bandwidth(value).description == text)
  }

  @Test("No prefix above the largest one of a quantity is used")
  func largestPrefix() {
    #expect(Frequency(1.2e9).description == "1200 MHz")
    #expect(TimeSpan(3600).description == "3600 s")
    #expect(TimeSpan.nanoseconds(229).description == "229 ns")
    #expect(OperationalIntensity(4096).description == "4096 OP/B")
    #expect(SIPrefix.format(2.1e12, unit: "B/s", largest: 1e9) == "2100 GB/s")
  }

  @Test(
    "A pure number has no exponent between 1e-4 and 1e15 and no zeros at its end",
    arguments: [
      (0, "0"), (1, "1"), (0.25, "0.25"), (1.0 / 3, "0.3333"), (9999.4, "9999"), (9999.5, "10000"),
      (1e14, "100000000000000"), (1e15, "1.000e+15"), (0.0001, "0.0001"), (0.00001, "1.000e-05"),
      (-1.5, "-1.5"), (99.995, "100"), (1e300, "1.000e+300"), (.nan, "nan"), (-.infinity, "-inf"),
    ]
  )
  func pureNumbers(value: Double, text: String) {
    #expect(SIPrefix.significant(value) == text)
  }

  @Test("The number of digits can be chosen")
  func digits() {
    #expect(SIPrefix.significant(.pi, digits: 3) == "3.14")
    #expect(SIPrefix.significant(.pi, digits: 1) == "3")
    #expect(SIPrefix.significant(1234.5, digits: 2) == "1234")
  }

  @Test(
    "What is printed is read back within half a unit of the fourth digit",
    arguments: [11, 12, 13, 14] as [UInt64]
  )
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      // Log-uniform over what boards, links and clocks show, and far beyond.
      let exponent = Double.random(in: -11...17, using: &generator)
      let value = Double.random(in: 1..<10, using: &generator) * exp10(exponent)
      try expectRoundTrip(Frequency(value))
      try expectRoundTrip(TimeSpan(value))
      try expectRoundTrip(Bandwidth(value))
      try expectRoundTrip(Throughput(value))
      try expectRoundTrip(OperationalIntensity(value))
      try expectRoundTrip(Power(value))
    }
  }

  /// 5.1e-4: half of the last of four digits of 1.000, and rounding of `Double`.
  private func expectRoundTrip<Q: Quantity>(_ quantity: Q) throws {
    let text = quantity.description
    let back = try Q(parsing: text)
    #expect(
      abs(back.value - quantity.value) <= 5.1e-4 * quantity.value, "\(quantity.value): \(text)")
    #expect(back.description == text, "printing again changes \(text)")
  }

  /// Ten to a power, without Foundation.
  private func exp10(_ exponent: Double) -> Double {
    var power = 1.0
    for _ in 0..<Int(exponent.magnitude) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }
}
