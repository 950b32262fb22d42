package import Quantities
package import Specs

/// What a published build's shares are taken of: the regions of a device.
package struct ClockDevice: Hashable, Sendable {
  /// What the counts of builds on the device include.
  package enum Basis: String, Sendable, CaseIterable {
    /// The kernels; a region is what the shell leaves to them.
    case kernels
    /// Kernels and shell; a region is the whole die.
    case die
  }

  /// The name in `devices.csv`.
  package var name: String
  /// The family, named as a fabric of the boards.
  package var family: String
  /// What counts include.
  package var basis: Basis
  /// The board whose die this is, or empty; needed to tell the shell from the kernels.
  package var board: String
  /// One element per super logic region.
  package var regions: [ResourceCount]

  /// What the `count` largest regions have of a resource together.
  func capacity(_ kind: ResourceKind, regions count: Int) -> Int {
    regions.map { $0[kind] }.sorted(by: >).prefix(count).reduce(0, +)
  }
}

/// What a design uses and asks for: what the clock follows from.
package struct ClockDemand: Hashable, Sendable {
  /// Use by resource; what is missing is not known and counts as none. BRAM in tiles, halves count.
  package var use: [ResourceKind: Double]
  /// Super logic regions that the logic is spread over; `nil`: as few as hold it.
  package var regions: Int?
  /// Compute units, 1 or more.
  package var units: Int
  /// Whether a floorplanner put registers at the crossings before placement (AutoBridge, TAPA).
  package var isFloorplanned: Bool
  /// The clock that is asked for; `nil` where the flow has no request.
  package var request: Frequency?

  /// Creates a demand.
  package init(
    use: [ResourceKind: Double], regions: Int? = nil, units: Int = 1,
    isFloorplanned: Bool = false, request: Frequency?
  ) {
    self.use = use
    self.regions = regions
    self.units = units
    self.isFloorplanned = isFloorplanned
    self.request = request
  }

  /// A demand in whole counts.
  package init(
    _ count: ResourceCount, regions: Int? = nil, units: Int = 1, isFloorplanned: Bool = false,
    request: Frequency?
  ) {
    let use = ResourceKind.allCases.map { ($0, Double(count[$0])) }
    self.init(
      use: Dictionary(uniqueKeysWithValues: use), regions: regions, units: units,
      isFloorplanned: isFloorplanned, request: request)
  }
}

/// How full a design makes the regions it is spread over.
package struct ClockShares: Hashable, Sendable {
  /// Use over what the regions have, by resource; 1 is full, and infinite is what they do not have.
  package let shares: [ResourceKind: Double]
  /// Regions that the logic is spread over.
  package let regions: Int
  /// Regions that one compute unit stretches over beyond its first.
  package let crossings: Int

  /// Up to which share the logic is taken to stay in as few regions as hold it, when a build does
  /// not say: the look-up table limit of the boards.
  static let fullRegion = 0.7

  /// Spreads a demand over a device.
  package init(_ demand: ClockDemand, on device: ClockDevice) {
    func shares(_ count: Int) -> [ResourceKind: Double] {
      demand.use.reduce(into: [:]) { result, entry in
        let capacity = Double(device.capacity(entry.key, regions: count))
        result[entry.key] = entry.value == 0 ? 0 : entry.value / capacity
      }
    }
    let all = max(1, device.regions.count)
    let fewest = (1...all).first { (shares($0).values.max() ?? 0) <= Self.fullRegion } ?? all
    regions = min(all, max(1, demand.regions ?? fewest))
    self.shares = shares(regions)
    crossings = (regions + max(1, demand.units) - 1) / max(1, demand.units) - 1
  }

  /// The resource that is used most, and its share.
  package var tightest: (kind: ResourceKind, share: Double) {
    let kind =
      ResourceKind.allCases.max { (shares[$0] ?? 0, $1.rawValue) < (shares[$1] ?? 0, $0.rawValue) }
      ?? .lut
    return (kind, shares[kind] ?? 0)
  }
}
