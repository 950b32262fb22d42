import Quantities
import Specs

/// How much longer the cycle of a build is than a fit without it had said.
package struct ClockResidual: Hashable, Sendable {
  /// Measured minus predicted, in nanoseconds.
  var nanoseconds: Double
  /// Whether the build reached its request.
  var isAtRequest: Bool
  /// Measured and predicted clock.
  var clock: Frequency
  var predicted: Frequency
  /// What was left out together with it.
  var group: String
}

/// The builds of one family, ready to be fitted and left out.
struct ClockSample {
  struct Row {
    let build: ClockBuild
    let shares: ClockShares
    let observation: CensoredLogistic.Observation
  }

  let law: ClockLaw
  let rows: [Row]

  init(_ builds: [(build: ClockBuild, device: ClockDevice)]) {
    let law = ClockLaw(fastest: builds.map(\.build.clock).max() ?? ClockLaw.reference)
    self.law = law
    rows = builds.compactMap { build, device in
      law.observation(build, device).map {
        Row(build: build, shares: ClockShares(build.demand, on: device), observation: $0)
      }
    }
  }

  private init(law: ClockLaw, rows: [Row]) {
    self.law = law
    self.rows = rows
  }

  func fit(from start: CensoredLogistic? = nil) -> CensoredLogistic? {
    CensoredLogistic(nonincreasing: rows.map(\.observation), from: start)
  }

  /// The sample without the rows of a group.
  func without(_ group: String, _ key: (ClockBuild) -> String) -> ClockSample {
    ClockSample(law: law, rows: rows.filter { key($0.build) != group })
  }

  /// What fits without each group say about that group's builds, in the order of the rows.
  func residuals(leaving key: (ClockBuild) -> String) -> [ClockResidual] {
    var fits: [String: CensoredLogistic] = [:]
    let all = fit()
    return rows.compactMap { row in
      let group = key(row.build)
      guard let fit = fits[group] ?? without(group, key).fit(from: all) else { return nil }
      fits[group] = fit
      return residual(row, fit, group)
    }
  }

  func residual(_ row: Row, _ fit: CensoredLogistic, _ group: String) -> ClockResidual {
    let cycle = -fit.median(of: row.observation.features) - law.gain(of: row.build.demand.request)
    let limit = row.build.demand.request?.value ?? .infinity
    return ClockResidual(
      nanoseconds: 1e9 / row.build.clock.value - cycle,
      isAtRequest: row.observation.isLowerBound, clock: row.build.clock,
      predicted: Frequency(min(limit, 1e9 / cycle)), group: group)
  }
}
