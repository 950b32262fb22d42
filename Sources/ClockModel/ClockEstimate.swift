package import Quantities
import Specs

/// What the model says about a design on a board.
package struct ClockEstimate: Hashable, Sendable {
  /// What was asked.
  package let demand: ClockDemand
  /// How full the regions are.
  package let shares: ClockShares
  /// The clock to expect: as many unseen builds are faster as slower. At most the request.
  package let clock: Frequency
  /// The interval that holds four of five unseen builds.
  package let low: Frequency
  /// Its upper end, at most the request.
  package let high: Frequency
  /// What the terms of the law add to the cycle, in nanoseconds; in their order.
  package let terms: [(term: ClockLaw.Term, nanoseconds: Double)]
  /// The cycle of a nearly empty device with this request, in nanoseconds.
  package let emptyCycle: Double
  /// Why no published build is like this one; empty when some are.
  package let unknowns: [String]
  /// The family's model.
  package let model: FamilyClockModel

  /// Whether the estimate rests on builds like this one.
  package var isKnown: Bool { unknowns.isEmpty }

  /// Whether the request, not the design, sets the clock.
  package var isAtRequest: Bool { demand.request.map { clock >= $0 } ?? false }

  package static func == (left: ClockEstimate, right: ClockEstimate) -> Bool {
    left.demand == right.demand && left.clock == right.clock && left.low == right.low
      && left.high == right.high && left.unknowns == right.unknowns
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(demand)
    hasher.combine(clock)
  }
}

extension FamilyClockModel {
  /// The clock that a design reaches on a device.
  package func estimate(_ demand: ClockDemand, on device: ClockDevice) -> ClockEstimate {
    let shares = ClockShares(demand, on: device)
    let cycle = cycle(demand, shares)
    let interval = Self.interval(cycle, margin, demand.request)
    let limit = demand.request?.value ?? .infinity
    let factors = law.terms(demand, shares)
    let slopes = fit.coefficients.dropFirst().map { -$0 }
    let terms = zip(ClockLaw.Term.allCases, zip(slopes, factors)).map { ($0, $1.0 * $1.1) }
    return ClockEstimate(
      demand: demand, shares: shares, clock: Frequency(min(limit, 1e9 / cycle)),
      low: Frequency(max(0, interval.lowerBound + 1)),
      high: Frequency(interval.upperBound - 1), terms: terms,
      emptyCycle: -fit.coefficients[0] - law.gain(of: demand.request),
      unknowns: unknowns(demand, shares), model: self)
  }

  /// What is said instead of an estimate where no build tells.
  private func unknowns(_ demand: ClockDemand, _ shares: ClockShares) -> [String] {
    let (kind, share) = shares.tightest
    let name = kind.rawValue.uppercased()
    let place = "the \(ClockText.regions(shares.regions)) used"
    if share > 1 { return ["the design takes more \(name) than \(place) have: it does not fit"] }
    let known = demand.isFloorplanned ? knownShare.floorplanned : knownShare.plain
    guard share > known else { return [] }
    let plan = demand.isFloorplanned ? "with" : "without"
    return [
      "\(ClockText.percent(share)) of the \(name) of \(place) \(plan) floorplanning: "
        + "published builds go up to \(ClockText.percent(known)), and what does not route is not published"
    ]
  }
}
