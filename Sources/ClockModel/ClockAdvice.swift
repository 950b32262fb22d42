package import Quantities
import Specs

/// A change of a design and the clock that it would reach.
package struct ClockChange: Hashable, Sendable {
  /// What to do, in words.
  package let title: String
  /// The clock with it.
  package let clock: Frequency
}

extension ClockEstimate {
  /// Nanoseconds below which a term is not called a limit: less than two builds of one source differ.
  private static let noticeable = 0.05

  /// What sets the clock, in words.
  package var limit: String {
    let largest = terms.max { $0.nanoseconds < $1.nanoseconds }
    if isAtRequest { return "the request; the design itself may be faster" }
    guard let largest, largest.nanoseconds > Self.noticeable else {
      return "what builds of the family reach when nothing is full; none is faster than "
        + ClockText.clock(model.law.fastest)
    }
    let (kind, share) = shares.tightest
    switch largest.term {
    case .congestion:
      return "congestion: \(ClockText.percent(share)) of the \(kind.rawValue.uppercased()) "
        + "of the \(ClockText.regions(shares.regions)) used"
    case .crossing:
      return "paths of a unit over \(ClockText.crossings(shares.crossings))"
    case .ultraRAM:
      return "UltraRAM columns: \(ClockText.percent(shares.shares[.uram] ?? 0)) of them used"
    }
  }
}

extension BoardClockModel {
  /// Changes that raise the clock by more than 1 MHz, the best first; only those that builds tell of.
  package func changes(of demand: ClockDemand) -> [ClockChange] {
    let now = estimate(demand)
    var candidates: [(String, ClockDemand)] = []
    if !demand.isFloorplanned, family.floorplanned > 0 {
      var change = demand
      change.isFloorplanned = true
      candidates.append(("a floorplan with registers at the region borders", change))
    }
    if now.shares.crossings > 0 {
      var change = demand
      change.units = now.shares.regions
      candidates.append(("one unit in each region instead of units over several", change))
    }
    if now.shares.regions < device.regions.count {
      var change = demand
      change.regions = now.shares.regions + 1
      candidates.append(("spreading over \(now.shares.regions + 1) regions", change))
    }
    var smaller = demand
    for kind in ResourceKind.allCases { smaller.use[kind] = (demand.use[kind] ?? 0) * 0.8 }
    smaller.regions = now.shares.regions
    candidates.append(("a design smaller by a fifth", smaller))
    if let request = demand.request, now.isAtRequest {
      var change = demand
      change.request = min(request * 1.2, max(family.law.fastest, request))
      candidates.append(("asking for \(change.request ?? request)", change))
    }
    return candidates.map { ($0.0, estimate($0.1)) }.filter(\.1.isKnown)
      .map { ClockChange(title: $0.0, clock: $0.1.clock) }
      .filter { $0.clock.value > now.clock.value + 1e6 }
      .sorted { $0.clock > $1.clock }
  }
}

/// Numbers and counts as people read them.
package enum ClockText {
  /// Whole percent.
  package static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// A clock in whole megahertz: more digits would promise too much.
  package static func clock(_ clock: Frequency) -> String {
    "\(Int((clock.value / 1e6).rounded())) MHz"
  }

  static func regions(_ count: Int) -> String { count == 1 ? "region" : "\(count) regions" }

  static func crossings(_ count: Int) -> String {
    count == 1 ? "1 region border" : "\(count) region borders"
  }
}
