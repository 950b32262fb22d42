package import Quantities

/// What one part of a build or a board allows.
package struct BuildCeiling: Hashable, Sendable {
  /// What is bounded.
  package enum Part: Hashable, Sendable {
    /// Operators of the build.
    case operators
    /// Width and number of its ports.
    case ports
    /// Bursts at its ports.
    case bursts
    /// Channels of the memory.
    case memory
    /// All the logic of the board.
    case board
  }

  /// What is bounded.
  package let part: Part
  /// In words, e.g. `ports of the build`.
  package let name: String
  /// Operations per second.
  package let allowed: Throughput
  /// How it follows, e.g. `2 units × 32 operations × 300 MHz / II 2`.
  package let arithmetic: String

  /// Whether it bounds arithmetic, not traffic.
  package var isCompute: Bool { part == .operators || part == .board }
}

/// The ceilings over a kernel at its intensity.
package struct BuildCeilings {
  let figures: BuildFigures
  let around: BuildSurroundings
  let intensity: OperationalIntensity

  /// Prepares the ceilings.
  ///
  /// - Parameters:
  ///   - figures: What is known of the build.
  ///   - around: What the board offers.
  ///   - intensity: Operations per byte of traffic, above 0.
  package init(
    _ figures: BuildFigures, around: BuildSurroundings, intensity: OperationalIntensity
  ) {
    self.figures = figures
    self.around = around
    self.intensity = intensity
  }

  /// Every ceiling that is known, the lowest first.
  package var all: [BuildCeiling] {
    [operators, ports, bursts, memory, board].compactMap(\.self)
      .filter { $0.allowed.value > 0 && $0.allowed.value.isFinite }
      .sorted { $0.allowed < $1.allowed }
  }

  private var unitWords: String {
    guard let units = figures.units else { return "1 unit (assumed)" }
    return units == 1 ? "1 unit" : "\(units) units"
  }

  private var operators: BuildCeiling? {
    guard let rate = figures.compute, let count = figures.operators, let clock = figures.clock
    else { return nil }
    return BuildCeiling(
      part: .operators, name: "operators of the build", allowed: rate,
      arithmetic: "\(unitWords) × \(count) operations × \(clock) / II \(figures.interval ?? 0)")
  }

  private var ports: BuildCeiling? {
    guard let rate = figures.portRate, let count = figures.ports, let bits = figures.portBits,
      let clock = figures.clock
    else { return nil }
    return traffic(
      .ports, "ports of the build", rate,
      "\(unitWords) × \(Self.count(count, "port")) × \(bits) bit × \(clock)")
  }

  /// What ports get with their bursts; where longer ones would get no more, it is the channel.
  private var bursts: BuildCeiling? {
    guard let count = figures.ports, let bits = figures.portBits, bits >= 8,
      let clock = figures.clock, let beats = figures.burstBeats, let model = around.burstRate
    else { return nil }
    func rate(_ beats: Int) -> Bandwidth? {
      model(BurstPort(memory: figures.memory, bits: bits, beats: beats, clock: clock))
    }
    guard let own = rate(beats) else { return nil }
    let all = own * Double(figures.units ?? 1) * Double(count)
    let words = "\(unitWords) × \(Self.count(count, "port")) × \(own)"
    if let longest = rate(BurstPort.longest(bits: bits)), own.value >= longest.value * 0.99 {
      return traffic(
        .bursts, "a channel behind each port", all, "\(words) of a channel (board model)")
    }
    return traffic(
      .bursts, "bursts of the build", all,
      "\(words) with bursts of \(Self.count(beats, "beat")) (board model)")
  }

  private var memory: BuildCeiling? {
    guard let rate = around.memories[figures.memory] else { return nil }
    guard let used = figures.channels, let total = around.channels[figures.memory], used < total,
      total > 0
    else { return traffic(.memory, figures.memory, rate, "\(rate)") }
    return traffic(
      .memory, "\(Self.count(used, "channel")) of \(figures.memory)",
      rate * (Double(used) / Double(total)), "\(rate) × \(used) of \(total) channels")
  }

  private var board: BuildCeiling? {
    around.compute.map {
      BuildCeiling(part: .board, name: $0.name, allowed: $0.rate, arithmetic: "\($0.rate)")
    }
  }

  private func traffic(
    _ part: BuildCeiling.Part, _ name: String, _ rate: Bandwidth, _ arithmetic: String
  ) -> BuildCeiling {
    BuildCeiling(
      part: part, name: name, allowed: rate * intensity,
      arithmetic: "\(arithmetic) × \(intensity)")
  }

  static func count(_ number: Int, _ word: String) -> String {
    number == 1 ? "1 \(word)" : "\(number) \(word)s"
  }
}
