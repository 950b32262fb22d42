package import Quantities
import Specs

/// How much slower than a nearly empty device a design's cycle is, in nanoseconds.
///
/// Assumptions, each a term of the law:
/// - congestion: routes around full regions grow with the square of the largest share of a
///   resource inside the regions used;
/// - crossing: a unit that stretches over several regions has paths over their borders, while
///   copies that stay inside a region each do not;
/// - UltraRAM: its few columns make routes long even where nothing else is full;
/// - a floorplanner that puts registers at the borders and spreads the logic takes all three away;
/// - a request above the reference makes the tool work for shorter paths, nanosecond for
///   nanosecond, up to the fastest clock that any build of the family shows; one below it is met as
///   soon as the reference's cycle would be short enough.
package struct ClockLaw: Hashable, Sendable {
  /// The terms with a coefficient, in their order after the constant.
  package enum Term: String, Sendable, CaseIterable {
    case congestion, crossing, ultraRAM

    /// In words, for explanations.
    package var title: String {
      switch self {
      case .congestion: "congestion"
      case .crossing: "region crossings inside a unit"
      case .ultraRAM: "UltraRAM columns"
      }
    }
  }

  /// The request at which the constant is the cycle of an empty device: the Alveo platforms' default
  /// (UG1393, Clock Information).
  package static let reference = Frequency.megahertz(300)

  /// The fastest clock of the family's builds.
  package var fastest: Frequency

  /// How large each term is for a design, before its coefficient.
  func terms(_ demand: ClockDemand, _ shares: ClockShares) -> [Double] {
    guard !demand.isFloorplanned else { return [0, 0, 0] }
    let tightest = shares.tightest.share
    return [tightest * tightest, Double(shares.crossings), shares.shares[.uram] ?? 0]
  }

  /// Nanoseconds that the request takes off the cycle.
  func gain(of request: Frequency?) -> Double {
    guard let request else { return 0 }
    let most = max(fastest, Self.reference)
    let wanted = min(max(request, Self.reference), most)
    return 1e9 / Self.reference.value - 1e9 / wanted.value
  }

  /// An observation of minus the cycle, without what the request gains; `nil` for a build that says
  /// nothing about limits.
  func observation(
    _ build: ClockBuild, _ device: ClockDevice
  ) -> CensoredLogistic.Observation? {
    guard build.isFitted else { return nil }
    let shares = ClockShares(build.demand, on: device)
    return CensoredLogistic.Observation(
      features: [1] + terms(build.demand, shares),
      response: -1e9 / build.clock.value - gain(of: build.demand.request),
      isLowerBound: build.metItsRequest)
  }
}
