/// What repeated observations of one quantity say about it.
///
/// Every figure depends on the observations only, not on their order, and is the same in each run.
package struct SampleStatistics: Hashable, Sendable {
  /// The observations in ascending order; never empty.
  package let sorted: [Double]

  /// Takes observations; `nil` when there are none or one is not finite.
  package init?(_ observations: [Double]) {
    guard !observations.isEmpty, observations.allSatisfy(\.isFinite) else { return nil }
    sorted = observations.sorted()
  }

  /// Number of observations.
  package var count: Int { sorted.count }

  /// The middle observation, or the mean of the two in the middle.
  package var median: Double { Self.median(ofSorted: sorted) }

  /// The value below which a share of the observations lies, interpolated linearly.
  ///
  /// Definition 7 of Hyndman and Fan, Sample quantiles in statistical packages, The American
  /// Statistician 50 (1996) 361.
  ///
  /// - Parameter share: 0–1; values outside are taken as the nearer end.
  /// - Returns: A value between the smallest and the largest observation.
  package func quantile(_ share: Double) -> Double {
    Self.quantile(share, ofSorted: sorted)
  }

  /// Distance of the quartiles over the median, a pure number; `nil` when the median is 0.
  package var relativeSpread: Double? {
    median == 0 ? nil : (quantile(0.75) - quantile(0.25)) / abs(median)
  }

  /// The bootstrap percentile interval of the median.
  ///
  /// Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13; the generator is
  /// seeded with a constant. Costs `resamples · count · log(count)`.
  ///
  /// - Parameters:
  ///   - confidence: 0–1, e.g. 0.95.
  ///   - resamples: How many resamples, at least 1.
  /// - Returns: `nil` with fewer than three observations, or when all are equal: neither says
  ///   anything about the uncertainty.
  package func medianInterval(
    confidence: Double = 0.95, resamples: Int = 1000
  ) -> ClosedRange<Double>? {
    guard count >= 3, sorted.first != sorted.last, resamples > 0 else { return nil }
    var generator = ResamplingGenerator()
    var drawn = sorted
    var medians: [Double] = []
    medians.reserveCapacity(resamples)
    for _ in 0..<resamples {
      for index in drawn.indices {
        drawn[index] = sorted[Int.random(in: 0..<count, using: &generator)]
      }
      drawn.sort()
      medians.append(Self.median(ofSorted: drawn))
    }
    medians.sort()
    let tail = (1 - min(max(confidence, 0), 1)) / 2
    return Self.quantile(tail, ofSorted: medians)...Self.quantile(1 - tail, ofSorted: medians)
  }

  private static func median(ofSorted values: [Double]) -> Double {
    let middle = values.count / 2
    // Halves first: the sum of two large values may not be finite.
    return values.count % 2 == 1 ? values[middle] : values[middle - 1] / 2 + values[middle] / 2
  }

  private static func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
    let position = min(max(share, 0), 1) * Double(values.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, values.count - 1)
    let weight = position - Double(lower)
    return values[lower] * (1 - weight) + values[upper] * weight
  }
}

/// SplitMix64 from a fixed seed (Steele, Lea, Flood, OOPSLA 2014): resampling is reproducible.
private struct ResamplingGenerator: RandomNumberGenerator {
  private var state: UInt64 = 0x5EED_0F_FE_44_01

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
