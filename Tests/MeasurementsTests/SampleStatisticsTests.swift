import Measurements
import TestSupport
import Testing

@Suite("Sample statistics")
struct SampleStatisticsTests {
  @Test("The median of an even number of samples is the mean of the two in the middle")
  func medians() {
    #expect(SampleStatistics([3, 1, 2])?.median == 2)
    #expect(SampleStatistics([4, 1, 2, 3])?.median == 2.5)
    #expect(SampleStatistics([]) == nil)
    #expect(SampleStatistics([1, .nan]) == nil)
  }

  @Test("Quantiles of 0…10 interpolate linearly")
  func quantiles() {
    let statistics = SampleStatistics((0...10).map(Double.init))
    #expect(statistics?.quantile(0) == 0)
    #expect(statistics?.quantile(0.25) == 2.5)
    #expect(statistics?.quantile(1) == 10)
    #expect(statistics?.quantile(7) == 10)
    #expect(statistics?.relativeSpread == 1)
  }

  @Test("Two samples, or equal ones, give no interval")
  func noInterval() {
    #expect(SampleStatistics([1, 2])?.medianInterval() == nil)
    #expect(SampleStatistics([2, 2, 2, 2])?.medianInterval() == nil)
  }

  @Test(
    "The interval holds the median, lies in the samples, and ignores their order",
    arguments: [UInt64(1), 2, 3, 4])
  func interval(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let samples = (0..<15).map { _ in Double.random(in: 1...2, using: &generator) }
    let statistics = try #require(SampleStatistics(samples))
    let interval = try #require(statistics.medianInterval())
    let range = try #require(samples.min())...(samples.max() ?? 2)
    #expect(interval.contains(statistics.median))
    #expect(range.contains(interval.lowerBound) && range.contains(interval.upperBound))
    let shuffled = SampleStatistics(samples.shuffled(using: &generator))
    #expect(shuffled?.medianInterval() == interval)
  }

  @Test("With three samples the 95 % interval reaches from the smallest to the largest")
  func threeSamples() {
    // The smallest is the median of a resample with probability 7/27, which is above 2.5 %.
    #expect(SampleStatistics([1, 2, 4])?.medianInterval() == 1...4)
  }
}
