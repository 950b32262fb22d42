import Foundation

/// The logarithm of the likelihood of ``CensoredLogistic``, as a function of θ = (β/s, 1/s).
///
/// With z = y/s − x·β/s an observation contributes log(1/s) + z − 2·log(1 + e^z), the density of
/// the logistic distribution, and a lower bound −log(1 + e^z), the chance of being above it.
struct CensoredLikelihood {
  /// For each observation −x and y, so that z is their product with θ; one row after the other.
  private let weights: [Double]
  private let isLowerBound: [Bool]
  private let size: Int

  init(_ observations: [CensoredLogistic.Observation], used: [Int]) {
    size = used.count + 1
    weights = observations.flatMap { row in used.map { -row.features[$0] } + [row.response] }
    isLowerBound = observations.map(\.isLowerBound)
  }

  /// The value alone.
  func value(at theta: [Double]) -> Double {
    let precision = log(theta[size - 1])
    return isLowerBound.indices.reduce(0) { sum, row in
      let z = position(row, theta)
      return sum + (isLowerBound[row] ? 0 : precision + z)
        - (isLowerBound[row] ? 1 : 2) * Self.softplus(z)
    }
  }

  /// The value with gradient and Hessian.
  func derivatives(at theta: [Double]) -> Derivatives {
    var result = Derivatives(value: value(at: theta), size: size)
    let precision = theta[size - 1]
    for row in isLowerBound.indices {
      let above = 1 / (1 + exp(-position(row, theta)))
      let factor = isLowerBound[row] ? 1.0 : 2.0
      result.add(
        weights[(row * size)..<((row + 1) * size)],
        slope: (isLowerBound[row] ? 0 : 1) - factor * above,
        curvature: -factor * above * (1 - above))
      if !isLowerBound[row] { result.addPrecision(precision) }
    }
    return result
  }

  /// The point along a step, halved until the likelihood grows; `nil` at the maximum.
  func improved(_ theta: [Double], by step: [Double], from value: Double) -> [Double]? {
    var length = 1.0
    while length > 1e-12 {
      let next = zip(theta, step).map { $0 + length * $1 }
      if next[size - 1] > 0, self.value(at: next) > value { return next }
      length /= 2
    }
    return nil
  }

  private func position(_ row: Int, _ theta: [Double]) -> Double {
    var z = 0.0
    for index in 0..<size { z += weights[row * size + index] * theta[index] }
    return z
  }

  /// log(1 + e^z) without overflow.
  private static func softplus(_ z: Double) -> Double { max(z, 0) + log1p(exp(-abs(z))) }
}

/// A value with its first and second derivatives.
struct Derivatives {
  let value: Double
  private(set) var gradient: [Double]
  /// Row after row.
  private(set) var hessian: [Double]

  init(value: Double, size: Int) {
    self.value = value
    gradient = [Double](repeating: 0, count: size)
    hessian = [Double](repeating: 0, count: size * size)
  }

  mutating func add(_ weights: ArraySlice<Double>, slope: Double, curvature: Double) {
    let first = weights.startIndex
    for i in gradient.indices {
      gradient[i] += slope * weights[first + i]
      let row = curvature * weights[first + i]
      for j in gradient.indices { hessian[i * gradient.count + j] += row * weights[first + j] }
    }
  }

  /// The derivatives of the logarithm of the last element of θ.
  mutating func addPrecision(_ precision: Double) {
    gradient[gradient.count - 1] += 1 / precision
    hessian[hessian.count - 1] -= 1 / (precision * precision)
  }

  /// −H⁻¹·g by Gaussian elimination; −H is positive definite unless the observations leave a
  /// direction open, which gives `nil`.
  func newtonStep() -> [Double]? {
    let size = gradient.count
    var matrix = hessian.map { -$0 }
    var right = gradient
    for pivot in 0..<size {
      let diagonal = matrix[pivot * size + pivot]
      guard diagonal > 1e-9 * max(1e-3, -hessian[pivot * size + pivot]) else { return nil }
      for other in 0..<size where other != pivot {
        let factor = matrix[other * size + pivot] / diagonal
        for column in pivot..<size {
          matrix[other * size + column] -= factor * matrix[pivot * size + column]
        }
        right[other] -= factor * right[pivot]
      }
    }
    return (0..<size).map { right[$0] / matrix[$0 * size + $0] }
  }
}
