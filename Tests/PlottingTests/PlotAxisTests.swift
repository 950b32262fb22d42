import Foundation
import TestSupport
import Testing

@testable import Plotting

@Suite("Axes")
struct PlotAxisTests {
  @Test("A logarithmic axis over decades labels powers of ten in the unit of its labels")
  func decades() {
    let axis = PlotAxis(
      title: "throughput", unit: "GOP/s", unitFactor: 1e9, scale: .logarithmic, from: 2e9, to: 5e12)
    #expect(axis.ticks.map(\.label).filter { !$0.isEmpty } == ["10", "100", "1000"])
    #expect(axis.ticks.count == 8 + 9 + 9 + 5)
  }

  @Test("A logarithmic axis within a decade labels 1, 2 and 5")
  func withinDecade() {
    let axis = PlotAxis(title: "", unit: "", scale: .logarithmic, from: 1.5, to: 6)
    #expect(axis.ticks.map(\.label) == ["2", "5"])
  }

  @Test("A very narrow logarithmic axis falls back to equal steps")
  func narrow() {
    let axis = PlotAxis(title: "", unit: "", scale: .logarithmic, from: 3.1, to: 3.6)
    #expect(axis.ticks.map(\.label) == ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6"])
  }

  @Test("A linear axis has round steps")
  func linear() {
    let axis = PlotAxis(title: "", unit: "", scale: .linear, from: -0.1, to: 1.05)
    #expect(axis.ticks.map(\.label) == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
  }

  @Test("Ends that cannot be shown are replaced, and a range is never empty")
  func oddRanges() {
    let odd = [0, -1, 1, .nan, .infinity, -.infinity, 1e308, Double.leastNonzeroMagnitude, -1e308]
    for scale in [PlotAxis.Scale.linear, .logarithmic] {
      for low in odd {
        for high in odd {
          let axis = PlotAxis(title: "", unit: "", scale: scale, from: low, to: high)
          #expect(axis.range.lowerBound < axis.range.upperBound, "\(scale) \(low) \(high)")
          #expect(axis.range.lowerBound.isFinite && axis.range.upperBound.isFinite)
          #expect(axis.ticks.count < 150)
        }
      }
    }
  }

  @Test("Value and position are inverse", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func inverse(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for scale in [PlotAxis.Scale.linear, .logarithmic] {
      let low = Double.random(in: 1e-3...1e3, using: &random)
      let high = low * Double.random(in: 1.5...1e6, using: &random)
      let axis = PlotAxis(title: "", unit: "", scale: scale, from: low, to: high)
      let value = Double.random(in: low...high, using: &random)
      let position = try #require(axis.position(of: value))
      // A few rounding steps of a logarithm over at most 9 decades.
      #expect(abs(axis.value(at: position) / value - 1) < 1e-9 || scale == .linear)
      #expect(abs(axis.value(at: position) - value) <= 1e-9 * high)
    }
  }

  @Test("What a logarithm does not have has no position")
  func unshowable() {
    let axis = PlotAxis(title: "", unit: "", scale: .logarithmic, from: 1, to: 10)
    for value in [0, -1, .nan, .infinity] as [Double] {
      #expect(axis.position(of: value) == nil)
    }
  }

  @Test("Numbers of ticks stay short", arguments: [(1e5, "1e5"), (0.001, "0.001"), (2e-7, "2e-7")])
  func labels(number: Double, text: String) { #expect(PlotTicks.label(number) == text) }
}
