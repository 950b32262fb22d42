package import KernelIR

/// What can be chosen of a design point and its run by name: a flag of `bench`, a key of `--set`, or a
/// column of a file.
package enum DesignKey: String, CaseIterable, Sendable {
  case operation, schedule, type, memory, channels
  case computeUnits = "compute-units"
  case lanes, chain, passes, clock
  case memoryClock = "memory-clock"
  case size
  case problemSize = "problem-size"
  case portBits = "port-bits"
  case burstBeats = "burst-beats"
  case outstanding, pattern, stride
  case accessBytes = "access-bytes"
  case workingSet = "working-set"
  case tap
  case tileBeats = "tile_beats"
  case bufferBeats = "buffer_beats"
  case storage
  case block, array, width, height, radius, steps, log2n, partials, repeats, held
  case cacheLines = "cache_lines"
  case functionInterval = "function_ii"
  case processes
  case page, adapter

  /// Keys that are given through `--set`.
  package static let settings: [DesignKey] =
    [.tap, .tileBeats, .bufferBeats, .storage] + allCases.filter { $0.parameter != nil }
    + [.page, .adapter]

  /// The parameter of the design point that the key gives, if it is one.
  package var parameter: DesignParameter? { DesignParameter(rawValue: rawValue) }

  /// The flag as written on the command line.
  package var flag: String {
    Self.settings.contains(self) ? "--set \(rawValue)" : "--\(rawValue)"
  }
}

/// The address patterns of probe kernels.
package enum AccessPattern: String, CaseIterable, Sendable {
  /// One address after the other.
  case sequential
  /// Accesses at a fixed distance.
  case strided
  /// Accesses at scrambled addresses.
  case random
}

/// Why values do not make a design: one line per mistake.
package struct DesignMistakes: Error, Hashable, Sendable, CustomStringConvertible {
  /// Never empty; each names the flag or column, what was found and what was expected.
  package let lines: [String]

  /// All lines.
  package var description: String { lines.joined(separator: "\n") }
}
