import Quantities
import Specs

/// The clock that a family of devices reaches, fitted to its published builds.
///
/// The interval is conformal (Vovk, Gammerman and Shafer, 2005; with cross-validation as in Barber
/// et al., Annals of Statistics 49, 2021): quantiles of the errors on designs that a fit had not
/// seen, so that it covers as often as it says whatever the errors' distribution is.
package struct FamilyClockModel: Hashable, Sendable {
  /// The family.
  package let family: String
  /// The law.
  package let law: ClockLaw
  /// Its coefficients.
  package let fit: CensoredLogistic
  /// Builds that the fit rests on.
  package let builds: Int
  /// Those that reached their request.
  package let atRequest: Int
  /// Those with a floorplan.
  package let floorplanned: Int
  /// The share up to which builds without a floorplan, and with one, are known.
  package let knownShare: (plain: Double, floorplanned: Double)
  /// The margin around the median: minus and plus nanoseconds of the cycle.
  package let margin: ClockMargin

  /// How often the interval holds the clock of a build that it has not seen.
  package static let coverage = 0.8
  /// A tenth on each side of the interval can be told apart from nine other designs on.
  static let fewestDesigns = 9
  /// How many builds must use at least as much for a share to be known: single builds are exceptions.
  static let supportingBuilds = 3

  /// Fits the model to the builds of a family; `nil` when they do not determine a law, or are of too
  /// few designs to say how far one that is not among them may be off.
  package init?(family: String, rows: [(build: ClockBuild, device: ClockDevice)]) {
    let sample = ClockSample(rows)
    guard Set(sample.rows.map(\.build.design)).count >= Self.fewestDesigns, let fit = sample.fit(),
      let margin = ClockMargin(sample.residuals(leaving: \.design))
    else { return nil }
    self.family = family
    self.fit = fit
    self.margin = margin
    law = sample.law
    builds = sample.rows.count
    atRequest = sample.rows.filter(\.observation.isLowerBound).count
    floorplanned = sample.rows.filter(\.build.demand.isFloorplanned).count
    let plain = Self.known(sample.rows.filter { !$0.build.demand.isFloorplanned })
    knownShare = (
      plain, max(plain, Self.known(sample.rows.filter(\.build.demand.isFloorplanned)))
    )
  }

  private static func known(_ rows: [ClockSample.Row]) -> Double {
    let shares = rows.map(\.shares.tightest.share).sorted(by: >)
    return shares.count >= supportingBuilds ? shares[supportingBuilds - 1] : 0
  }

  /// The median cycle in nanoseconds of a design, without the request as a floor.
  func cycle(_ demand: ClockDemand, _ shares: ClockShares) -> Double {
    -fit.median(of: [1] + law.terms(demand, shares)) - law.gain(of: demand.request)
  }

  package static func == (left: FamilyClockModel, right: FamilyClockModel) -> Bool {
    left.family == right.family && left.fit == right.fit && left.margin == right.margin
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(family)
    hasher.combine(fit)
  }
}
