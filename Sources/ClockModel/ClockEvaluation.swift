package import Quantities
import Specs

/// How well the model of a family predicts builds that it has not seen.
package struct ClockEvaluation: Hashable, Sendable {
  /// What is left out together before a fit.
  package enum Scheme: String, Sendable, CaseIterable {
    case build, design, library

    func key(_ build: ClockBuild) -> String {
      switch self {
      case .build: build.id
      case .design: build.design
      case .library: build.library
      }
    }
  }

  /// Mean errors and coverage of one scheme.
  package struct Row: Hashable, Sendable {
    /// What was left out.
    package let scheme: Scheme
    /// How many groups that makes.
    package let groups: Int
    /// Mean absolute error.
    package let error: Frequency
    /// Mean absolute error over the clock of each build.
    package let relativeError: Double
    /// Mean absolute error of the builds below their request, and that of the others.
    package let errorBelowRequest: Frequency
    /// The share of builds inside an interval that was made without their group.
    package let coverage: Double
    /// Mean width of those intervals.
    package let width: Frequency
  }

  /// The family.
  package let family: String
  /// Builds in all, and those at their request.
  package let builds: Int
  /// Those at their request.
  package let atRequest: Int
  /// Mean absolute error of taking the request; `nil` where there is none.
  package let requestError: Frequency?
  /// Mean absolute error of taking the mean of the other builds.
  package let meanError: Frequency
  /// One row per scheme that leaves something to fit.
  package let rows: [Row]

  /// Fits as often as there are groups, and once more per pair of group and design for coverage.
  package init(family: String, builds: [(build: ClockBuild, device: ClockDevice)]) {
    let sample = ClockSample(builds)
    self.family = family
    self.builds = sample.rows.count
    atRequest = sample.rows.filter(\.observation.isLowerBound).count
    let clocks = sample.rows.map(\.build.clock.value)
    let requests = sample.rows.compactMap(\.build.demand.request)
    requestError =
      requests.count == clocks.count ? Self.meanError(clocks, requests.map(\.value)) : nil
    let sum = clocks.reduce(0, +)
    let others = Double(max(1, clocks.count - 1))
    meanError = Self.meanError(clocks, clocks.map { (sum - $0) / others })
    rows = Scheme.allCases.compactMap { Self.row($0, sample) }
  }

  private static func row(_ scheme: Scheme, _ sample: ClockSample) -> Row? {
    let residuals = sample.residuals(leaving: scheme.key)
    let groups = Set(residuals.map(\.group))
    guard groups.count > 1, residuals.count == sample.rows.count else { return nil }
    let errors = residuals.map { abs($0.predicted.value - $0.clock.value) }
    let below = zip(errors, residuals).filter { !$0.1.isAtRequest }.map(\.0)
    let relative = zip(errors, residuals).map { $0 / $1.clock.value }
    let intervals = Self.intervals(scheme, sample, residuals)
    let inside = zip(residuals, intervals).filter { $1.contains($0.clock.value) }.count
    let widths = intervals.map { $0.upperBound - $0.lowerBound }
    return Row(
      scheme: scheme, groups: groups.count, error: Frequency(mean(errors)),
      relativeError: mean(relative), errorBelowRequest: Frequency(mean(below)),
      coverage: Double(inside) / Double(max(1, residuals.count)), width: Frequency(mean(widths)))
  }

  /// The interval of every build, from a model that was fitted and whose margins were taken without
  /// its group.
  private static func intervals(
    _ scheme: Scheme, _ sample: ClockSample, _ residuals: [ClockResidual]
  ) -> [ClosedRange<Double>] {
    var margins: [String: ClockMargin] = [:]
    return zip(sample.rows, residuals).map { row, residual in
      let group = residual.group
      let rest = { sample.without(group, scheme.key).residuals(leaving: \.design) }
      let margin = margins[group] ?? ClockMargin(rest())
      margins[group] = margin
      let cycle = 1e9 / row.build.clock.value - residual.nanoseconds
      return FamilyClockModel.interval(cycle, margin, row.build.demand.request)
    }
  }

  private static func meanError(_ left: [Double], _ right: [Double]) -> Frequency {
    Frequency(mean(zip(left, right).map { abs($0 - $1) }))
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}

extension FamilyClockModel {
  /// Clocks in hertz that cycles within the margin around one have, at most the request.
  ///
  /// A small allowance keeps a build that misses its request by rounding inside.
  static func interval(
    _ cycle: Double, _ margin: ClockMargin?, _ request: Frequency?
  ) -> ClosedRange<Double> {
    let limit = request?.value ?? .infinity
    let low = min(limit, 1e9 / (cycle + (margin?.longer ?? 0)))
    let high = min(limit, 1e9 / max(0.1, cycle + (margin?.shorter ?? 0)))
    return (low - 1)...(high + 1)
  }
}
