package import Quantities

/// The energy counters of the processor's packages: RAPL as Linux shows it below
/// `/sys/class/powercap` (Documentation/power/powercap/powercap.rst).
package struct EnergyCounter: Sendable {
  private struct Zone {
    var path: String
    /// The counter starts again at 0 after this many microjoules.
    var range: Int
  }

  /// Readings of all packages at one moment, in microjoules.
  package struct Reading: Hashable, Sendable {
    fileprivate var energies: [Int]
  }

  private let zones: [Zone]
  private let files: HostFiles
  private static let folder = "/sys/class/powercap"

  /// Finds the packages; `nil` when there are none or this user may not read them.
  ///
  /// Parts of a package (cores, memory behind `intel-rapl:0:0`) are left out: they count twice.
  package init?(_ files: HostFiles) {
    self.files = files
    zones = files.entries(Self.folder).sorted().compactMap { entry in
      let path = "\(Self.folder)/\(entry)"
      guard entry.hasPrefix("intel-rapl:"), entry.filter({ $0 == ":" }).count == 1,
        files.line("\(path)/name")?.hasPrefix("package") == true,
        files.number("\(path)/energy_uj") != nil,
        let range = files.number("\(path)/max_energy_range_uj"), range > 0
      else { return nil }
      return Zone(path: path, range: range)
    }
    if zones.isEmpty { return nil }
  }

  /// Reads all counters; `nil` when one cannot be read any more.
  package func reading() -> Reading? {
    let energies = zones.compactMap { files.number("\($0.path)/energy_uj") }
    return energies.count == zones.count ? Reading(energies: energies) : nil
  }

  /// The mean power between two readings.
  ///
  /// - Parameters:
  ///   - first: The earlier one.
  ///   - last: The later one; a counter may have started again once.
  ///   - seconds: The time between them.
  /// - Returns: `nil` when the counters did not move.
  package func power(from first: Reading, to last: Reading, seconds: Double) -> Power? {
    guard seconds > 0, first.energies.count == zones.count, last.energies.count == zones.count
    else { return nil }
    var microjoules = 0.0
    for (index, zone) in zones.enumerated() {
      let (before, after) = (first.energies[index], last.energies[index])
      microjoules += Double(after) - Double(before) + (after < before ? Double(zone.range) : 0)
    }
    return microjoules > 0 ? Power(microjoules * 1e-6 / seconds) : nil
  }
}
