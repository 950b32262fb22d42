package import Quantities
package import Specs

/// What is known of how a kernel was built; `nil` is not known.
package struct BuildFigures: Hashable, Sendable {
  /// Compute units.
  package var units: Int?
  /// Operations that one unit can start in a cycle.
  package var operators: Int?
  /// Cycles between starts.
  package var interval: Int?
  /// Clock of the kernel.
  package var clock: Frequency?
  /// Ports to memory of one unit.
  package var ports: Int?
  /// Width of a port.
  package var portBits: Int?
  /// Beats of a burst.
  package var burstBeats: Int?
  /// Channels of the memory that the units reach together.
  package var channels: Int?
  /// The memory, as the board names it.
  package var memory: String
  /// What all units take; empty when no report says so.
  package var use: [ResourceKind: Int] = [:]

  /// Creates figures of which only the memory is known.
  package init(memory: String) { self.memory = memory }

  /// Operations that all units start in a second; `nil` when a figure is missing.
  ///
  /// A unit is counted once where no report says how many there are; an interval is not assumed.
  package var compute: Throughput? {
    guard let operators, let interval, interval > 0, let clock else { return nil }
    return Throughput(Double(units ?? 1) * Double(operators) * clock.value / Double(interval))
  }

  /// Bytes per second that all ports carry in one direction; `nil` when a figure is missing.
  package var portRate: Bandwidth? {
    guard let ports, let portBits, let clock else { return nil }
    return Bandwidth(Double(units ?? 1) * Double(ports) * Double(portBits) / 8 * clock.value)
  }
}

/// A port as the board model is asked about it.
package struct BurstPort: Hashable, Sendable {
  /// The memory behind it.
  package let memory: String
  /// Its width.
  package let bits: Int
  /// Beats of its bursts.
  package let beats: Int
  /// Its clock.
  package let clock: Frequency

  /// Beats of the longest burst: it ends at 4 KiB (AMBA AXI, A3.4.1) and after 256 beats.
  static func longest(bits: Int) -> Int { max(1, min(256, 4096 * 8 / max(8, bits))) }
}

/// What a board offers to a build and the limits that are known; `nil` is not known.
package struct BuildSurroundings {
  /// Bytes per second of every memory with all its channels.
  package var memories: [String: Bandwidth] = [:]
  /// Channels of every memory.
  package var channels: [String: Int] = [:]
  /// Ports that every memory accepts.
  package var mostPorts: [String: Int] = [:]
  /// The board's highest compute ceiling of the kernel's element type, with its name.
  package var compute: (name: String, rate: Throughput)?
  /// What kernels may take in all.
  package var budget: [ResourceKind: Int]?
  /// The clock that builds of this size reach, by what they take.
  package var fastestClock: ((BuildFigures) -> Frequency?)?
  /// Bytes per second that one port gets with its bursts.
  package var burstRate: ((BurstPort) -> Bandwidth?)?

  /// Nothing is known.
  package init() {}
}
