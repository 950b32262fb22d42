import Quantities
import Testing

@Suite("Quantities and what they mean to each other")
struct UnitsTests {
  @Test("The period of a clock is the inverse of its frequency, infinite at 0 Hz")
  func period() {
    #expect(Frequency.megahertz(250).period == TimeSpan.nanoseconds(4))
    #expect(Frequency(0).period.value == .infinity)
  }

  @Test("Bytes over a bandwidth are a time")
  func transferTime() {
    #expect(Bandwidth(2e9).time(for: ByteCount(1_000_000_000)) == TimeSpan(0.5))
    #expect(Bandwidth(2e9).time(for: ByteCount(0)) == TimeSpan(0))
  }

  @Test("A roofline's slope and its ridge point are inverse")
  func ridgePoint() {
    let bandwidth = Bandwidth(460.8e9)
    let peak = Throughput(921.6e9)
    #expect(peak / bandwidth == OperationalIntensity(2))
    #expect(bandwidth * (peak / bandwidth) == peak)
  }

  @Test("Quantities of one kind add, scale and compare by value")
  func arithmetic() {
    #expect(Power(30) + Power(6) == Power(36))
    #expect(Power(30) - Power(6) == Power(24))
    #expect(Power(30) * 2 == Power(60) && Power(30) / 2 == Power(15))
    #expect(Power(30) / Power(60) == 0.5)
    #expect(Power(1) < Power(2) && max(Power(1), Power(2)) == Power(2))
  }

  @Test("An intensity is printed without a prefix, however small")
  func intensity() {
    #expect(OperationalIntensity(0.0625).description == "0.0625 OP/B")
    #expect(OperationalIntensity(55_296).description == "55296 OP/B")
  }
}
