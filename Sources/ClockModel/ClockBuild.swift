package import Quantities
import Specs

/// A build that somebody published: what it used, what it asked for and the clock that it got.
package struct ClockBuild: Hashable, Sendable {
  /// How a request is known.
  package enum RequestEvidence: String, Sendable, CaseIterable {
    /// Written beside the result or in the build files.
    case published
    /// The platform's default, as nothing else is said.
    case assumed
    /// Not said, and the clock is above the default: the build only shows what can be reached.
    case unknown
    /// The flow has no request.
    case none
  }

  /// The name of the row.
  package var id: String
  /// Name of the device.
  package var device: String
  /// The source code it was built from: builds of one design are alike.
  package var design: String
  /// Who published it.
  package var library: String
  /// What it used and asked for.
  package var demand: ClockDemand
  /// How the request is known.
  package var requestEvidence: RequestEvidence
  /// The clock of the build.
  package var clock: Frequency
  /// Where the numbers are printed.
  package var source: String

  /// Whether the clock is the requested one, so that the design may have been able to do more.
  package var metItsRequest: Bool {
    demand.request.map { clock.value >= $0.value - 0.5e6 } ?? false
  }

  /// Whether the build tells what limits the clock.
  package var isFitted: Bool { requestEvidence != .unknown }
}

/// Every published build with the devices that they are for.
package struct ClockBuilds: Hashable, Sendable {
  /// Builds in the order of the file.
  package var builds: [ClockBuild]
  /// Devices in the order of the file.
  package var devices: [ClockDevice]

  /// Families with builds, in the order of the devices.
  package var families: [String] {
    var seen: Set<String> = []
    return devices.map(\.family).filter { seen.insert($0).inserted }
  }

  /// The builds of a family, each with its device.
  package func builds(of family: String) -> [(build: ClockBuild, device: ClockDevice)] {
    builds.compactMap { build in
      devices.first { $0.name == build.device && $0.family == family }.map { (build, $0) }
    }
  }
}
