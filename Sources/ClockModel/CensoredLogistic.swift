/// A linear law with logistic errors, fitted by maximum likelihood to observations of which some are
/// only lower bounds: a Tobit model (Tobin, Econometrica 26, 1958) with tails a little heavier than
/// normal ones.
///
/// With θ = (β/s, 1/s) the likelihood is concave (Olsen, Econometrica 46, 1978, for the normal
/// distribution; it holds for every log-concave density), so Newton's method finds the one maximum.
package struct CensoredLogistic: Hashable, Sendable {
  /// One observation.
  package struct Observation: Hashable, Sendable {
    /// One value per coefficient.
    package var features: [Double]
    /// The response, or what it is at least.
    package var response: Double
    /// Whether the response is only a lower bound.
    package var isLowerBound: Bool

    /// Creates an observation.
    package init(features: [Double], response: Double, isLowerBound: Bool) {
      self.features = features
      self.response = response
      self.isLowerBound = isLowerBound
    }
  }

  /// One coefficient per feature.
  package let coefficients: [Double]
  /// The scale s of the errors; their standard deviation is s·π/√3.
  package let scale: Double

  /// Fits a law whose coefficients from the second on are zero or negative; `nil` when the
  /// observations do not determine one.
  ///
  /// - Parameters:
  ///   - observations: At least one that is no lower bound; all with equally many features, the
  ///     first of which is constant.
  ///   - start: A law to start from, for samples that differ little.
  package init?(nonincreasing observations: [Observation], from start: CensoredLogistic? = nil) {
    guard let width = observations.first?.features.count else { return nil }
    // A feature that no observation has tells nothing about its coefficient.
    var used = (0..<width).filter { feature in
      observations.contains { $0.features[feature] != 0 }
    }
    while true {
      guard let theta = Self.maximum(observations, used, from: start) else { return nil }
      let worst = theta.indices.dropLast().dropFirst().max { theta[$0] < theta[$1] }
      guard let worst, theta[worst] > 0 else {
        let scale = 1 / theta[used.count]
        var coefficients = [Double](repeating: 0, count: width)
        for (index, feature) in used.enumerated() { coefficients[feature] = theta[index] * scale }
        self.init(coefficients: coefficients, scale: scale)
        return
      }
      used.remove(at: worst)
    }
  }

  init(coefficients: [Double], scale: Double) {
    self.coefficients = coefficients
    self.scale = scale
  }

  /// The median of the response for some features.
  package func median(of features: [Double]) -> Double {
    zip(coefficients, features).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// θ at the maximum for the features that are used: β/s, then 1/s.
  private static func maximum(
    _ observations: [Observation], _ used: [Int], from start: CensoredLogistic?
  ) -> [Double]? {
    guard observations.contains(where: { !$0.isLowerBound }) else { return nil }
    let likelihood = CensoredLikelihood(observations, used: used)
    var theta = startingPoint(observations, used, start)
    for _ in 0..<100 {
      let slope = likelihood.derivatives(at: theta)
      guard let step = slope.newtonStep() else { return nil }
      guard let next = likelihood.improved(theta, by: step, from: slope.value) else { return theta }
      let change = zip(next, theta).map { abs($0 - $1) }.max() ?? 0
      theta = next
      if change < 1e-9 { return theta }
    }
    return theta
  }

  /// A given law, or the mean and spread of the responses.
  private static func startingPoint(
    _ observations: [Observation], _ used: [Int], _ start: CensoredLogistic?
  ) -> [Double] {
    if let start {
      return used.map { start.coefficients[$0] / start.scale } + [1 / start.scale]
    }
    let responses = observations.map(\.response)
    let mean = responses.reduce(0, +) / Double(responses.count)
    let squares = responses.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    let deviation = (squares / Double(responses.count)).squareRoot()
    let precision = Double.pi / 3.0.squareRoot() / max(1e-6, deviation)
    return [mean * precision] + [Double](repeating: 0, count: used.count - 1) + [precision]
  }
}
