import Foundation
import TestSupport
import Testing

@testable import ClockModel

@Suite("The censored logistic fit")
struct CensoredLogisticTests {
  private typealias Observation = CensoredLogistic.Observation

  private static func exact(_ features: [Double], _ response: Double) -> Observation {
    Observation(features: features, response: response, isLowerBound: false)
  }

  @Test("The likelihood is the logistic density, and for a bound the chance of being above it")
  func closedForm() {
    let observations = [
      Self.exact([1], 2), Observation(features: [1], response: 1, isLowerBound: true),
    ]
    let likelihood = CensoredLikelihood(observations, used: [0])
    // Location 0.5 and scale 2: θ = (0.25, 0.5); z = 0.75 and 0.25.
    let density = exp(0.75) / pow(1 + exp(0.75), 2) / 2
    let above = 1 / (1 + exp(0.25))
    #expect(abs(likelihood.value(at: [0.25, 0.5]) - log(density * above)) < 1e-12)
  }

  @Test("Derivatives are those of the value", arguments: [1, 2, 3] as [UInt64])
  func derivatives(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let observations = (0..<12).map { _ in
      Observation(
        features: [1, Double.random(in: 0...1, using: &random)],
        response: Double.random(in: -4...(-2), using: &random),
        isLowerBound: Bool.random(using: &random))
    }
    let likelihood = CensoredLikelihood(observations, used: [0, 1])
    let theta = [-5.0, -1, 2]
    let found = likelihood.derivatives(at: theta)
    let step = 1e-5
    for index in theta.indices {
      var up = theta
      var down = theta
      up[index] += step
      down[index] -= step
      let slope = (likelihood.value(at: up) - likelihood.value(at: down)) / (2 * step)
      #expect(abs(slope - found.gradient[index]) < 1e-5)
      let change = zip(
        likelihood.derivatives(at: up).gradient, likelihood.derivatives(at: down).gradient
      ).map { ($0 - $1) / (2 * step) }
      for other in theta.indices {
        #expect(abs(change[other] - found.hessian[index * theta.count + other]) < 1e-4)
      }
    }
  }

  @Test("Without features a symmetric sample is located at its middle")
  func middle() throws {
    let fit = try #require(
      CensoredLogistic(nonincreasing: [-3.0, -1, 0, 1, 3].map { Self.exact([1], $0 + 7) }))
    #expect(abs(fit.coefficients[0] - 7) < 1e-8)
  }

  @Test("A line without noise but a symmetric pair at each place is found exactly")
  func line() throws {
    let observations = [0.0, 0.25, 0.5, 1].flatMap { x in
      [-0.1, 0.1].map { Self.exact([1, x], -3 - 2 * x + $0) }
    }
    let fit = try #require(CensoredLogistic(nonincreasing: observations))
    #expect(abs(fit.coefficients[0] + 3) < 1e-7)
    #expect(abs(fit.coefficients[1] + 2) < 1e-7)
  }

  @Test("Lower bounds raise the estimate above that of the same numbers taken as they are")
  func bounds() throws {
    let values = [-3.6, -3.5, -3.4, -3.35, -3.3333, -3.3333, -3.3333]
    let exact = values.map { Self.exact([1], $0) }
    let censored = values.map {
      Observation(features: [1], response: $0, isLowerBound: $0 > -3.34)
    }
    let plain = try #require(CensoredLogistic(nonincreasing: exact))
    let honest = try #require(CensoredLogistic(nonincreasing: censored))
    #expect(honest.coefficients[0] > plain.coefficients[0] + 0.01)
  }

  @Test("A coefficient that would be positive is none")
  func sign() throws {
    let observations = [0.0, 0.5, 1].flatMap { x in
      [-0.1, 0.1].map { Self.exact([1, x], -3 + x + $0) }
    }
    let fit = try #require(CensoredLogistic(nonincreasing: observations))
    #expect(fit.coefficients[1] == 0)
    #expect(abs(fit.coefficients[0] + 2.5) < 1e-6)
  }

  @Test("Bounds alone do not make a law")
  func boundsAlone() {
    let bounds = (0..<4).map {
      Observation(features: [1], response: Double($0), isLowerBound: true)
    }
    #expect(CensoredLogistic(nonincreasing: bounds) == nil)
  }
}
