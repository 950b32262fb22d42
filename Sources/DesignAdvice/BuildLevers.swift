import Quantities
import Specs

/// What can be changed of a design, what takes least effort first.
struct BuildLevers {
  /// Units, operators and channels beyond this many times of today's are another design.
  private static let furthest = 64

  let figures: BuildFigures
  let around: BuildSurroundings
  let intensity: OperationalIntensity

  /// Every lever of which today's value is known.
  var all: [BuildLever] {
    [bursts, channels, clock, interval, portBits, units, operators].compactMap(\.self)
      + otherMemories + [traffic]
  }

  private func step(
    _ words: String, _ change: (inout BuildFigures) -> Void
  ) -> BuildLever.Step {
    var changed = figures
    change(&changed)
    return BuildLever.Step(words: words, figures: changed, intensity: intensity)
  }

  private var bursts: BuildLever? {
    guard let beats = figures.burstBeats, beats > 0, let bits = figures.portBits, bits >= 8
    else { return nil }
    var lever = BuildLever(title: "longer bursts")
    let most = BurstPort.longest(bits: bits)
    guard around.burstRate != nil else {
      lever.refusal = "there is no board model to tell what bursts give"
      return lever
    }
    lever.steps = Self.doublings(of: beats, upTo: most).map { next in
      step("\(beats) → \(next) beats") { $0.burstBeats = next }
    }
    if lever.steps.isEmpty { lever.refusal = "\(beats) beats are as long as a burst can be" }
    lever.provisos = ["accesses must follow each other"]
    return lever
  }

  private var channels: BuildLever? {
    guard let used = figures.channels, used > 0, let total = around.channels[figures.memory] else {
      return nil
    }
    var lever = BuildLever(title: "more channels of \(figures.memory)")
    guard used < total else {
      lever.refusal = "all \(total) channels are used"
      return lever
    }
    lever.steps = (used + 1...total).map { next in
      step("\(used) → \(next)") { $0.channels = next }
    }
    lever.provisos = ["a port for each channel, and data spread evenly over them"]
    return lever
  }

  private var clock: BuildLever? {
    guard let clock = figures.clock else { return nil }
    var lever = BuildLever(title: "higher clock")
    guard let model = around.fastestClock, let reached = model(figures) else {
      lever.refusal = "no published build tells what a design of this size reaches"
      return lever
    }
    guard reached.value > clock.value * 1.01 else {
      lever.refusal = "the clock model expects \(reached) of a design of this size"
      return lever
    }
    lever.steps = [step("\(clock) → \(reached)") { $0.clock = reached }]
    lever.provisos = ["the clock model expects that much of a design of this size"]
    if figures.use.isEmpty { lever.provisos = ["the clock of a nearly empty device: size unknown"] }
    return lever
  }

  private var interval: BuildLever? {
    guard let interval = figures.interval else { return nil }
    var lever = BuildLever(title: "lower II")
    guard interval > 1, interval <= 1 << 20 else {
      lever.refusal = "it is \(interval)"
      return lever
    }
    let values = interval <= Self.furthest ? Array((1..<interval).reversed()) : [1]
    lever.steps = values.map { next in step("\(interval) → \(next)") { $0.interval = next } }
    lever.provisos = ["what makes it wait, a dependence or a busy port, must go"]
    return lever
  }

  private var portBits: BuildLever? {
    guard let bits = figures.portBits, bits > 0 else { return nil }
    var lever = BuildLever(title: "wider ports")
    // Widths of AXI are powers of two.
    let widths = [16, 32, 64, 128, 256, 512].filter { $0 > bits }
    lever.steps = widths.map { next in
      step("\(bits) → \(next) bit") { changed in
        changed.portBits = next
        // As many bytes in a burst, in fewer beats.
        changed.burstBeats = changed.burstBeats.map { max(1, $0 / max(1, next / bits)) }
      }
    }
    if lever.steps.isEmpty { lever.refusal = "they have \(bits) bit" }
    return lever
  }

  private var units: BuildLever? {
    guard figures.operators != nil || figures.ports != nil else { return nil }
    let units = figures.units ?? 1
    guard units > 0, units < 1 << 20 else { return nil }
    var lever = BuildLever(title: "more units")
    let room = DesignRoom(figures: figures, around: around)
    let most = min(room.mostUnits ?? units * Self.furthest, units * Self.furthest)
    guard most > units else {
      lever.refusal = room.reason
      return lever
    }
    lever.steps = (units + 1...most).map { next in
      step("\(units) → \(next)") { changed in
        changed.units = next
        changed.use = figures.use.mapValues { Self.scaled($0, next, units) }
      }
    }
    if figures.use.isEmpty { lever.provisos = ["what a unit takes of the device is not known"] }
    if figures.units == nil { lever.provisos.append("1 unit today is assumed") }
    return lever
  }

  private var operators: BuildLever? {
    guard let operators = figures.operators, operators > 0, operators < 1 << 20 else { return nil }
    var lever = BuildLever(title: "more operators in a unit")
    let room = DesignRoom(figures: figures, around: around)
    let most = min(room.mostTimes.map { operators * $0 } ?? .max, operators * Self.furthest)
    guard most > operators else {
      lever.refusal = room.reason
      return lever
    }
    lever.steps = Self.doublings(of: operators, upTo: most).map { next in
      step("\(operators) → \(next)") { changed in
        changed.operators = next
        changed.use = figures.use.mapValues { Self.scaled($0, next, operators) }
      }
    }
    lever.provisos = [
      figures.use.isEmpty
        ? "what operators take of the device is not known" : "the logic is taken to grow alike"
    ]
    return lever
  }

  /// Each with as many channels as it has, up to a port for each.
  private var otherMemories: [BuildLever] {
    around.memories.keys.filter { $0 != figures.memory }.sorted().map { name in
      var lever = BuildLever(title: "other memory")
      let total = around.channels[name]
      let reach = figures.ports.map { (Double($0) * Double(figures.units ?? 1)).boundedInt }
      let used = total.map { min($0, max(reach ?? $0, figures.channels ?? 1)) }
      let words = used.map { " with \(BuildCeilings.count($0, "channel"))" } ?? ""
      lever.steps = [
        step("\(figures.memory) → \(name)\(words)") { changed in
          changed.memory = name
          changed.channels = used
        }
      ]
      lever.provisos = ["the data must fit there"]
      return lever
    }
  }

  /// As high an intensity as arithmetic has use for.
  private var traffic: BuildLever {
    var lever = BuildLever(title: "fewer bytes by reuse on chip")
    lever.isOfAlgorithm = true
    let ceilings = BuildCeilings(figures, around: around, intensity: intensity).all
    guard let compute = ceilings.first(where: \.isCompute),
      let memory = ceilings.first(where: { !$0.isCompute })
    else {
      lever.refusal = "no compute ceiling is known that it could rise to"
      return lever
    }
    guard memory.allowed < compute.allowed else {
      lever.refusal = "arithmetic binds, not traffic"
      return lever
    }
    let higher = OperationalIntensity(
      intensity.value * compute.allowed.value / memory.allowed.value)
    lever.steps = [
      BuildLever.Step(words: "\(intensity) → \(higher)", figures: figures, intensity: higher)
    ]
    lever.provisos = ["if the algorithm can use data again"]
    return lever
  }

  /// Twice, four times … as much, and the limit itself.
  private static func doublings(of value: Int, upTo limit: Int) -> [Int] {
    guard value > 0, value < limit else { return [] }
    let powers = Array(sequence(first: value) { $0 > limit / 2 ? nil : $0 * 2 }.dropFirst())
    return powers + (powers.last == limit ? [] : [limit])
  }

  private static func scaled(_ count: Int, _ part: Int, _ whole: Int) -> Int {
    (Double(count) * Double(part) / Double(whole)).rounded(.up).boundedInt
  }
}

/// How often a design fits into what is left of a device.
private struct DesignRoom {
  let figures: BuildFigures
  let around: BuildSurroundings

  /// The resource that runs out first, and how often all of today's design fits.
  private var tightest: (kind: ResourceKind, times: Double)? {
    guard let budget = around.budget else { return nil }
    return figures.use.filter { $0.value > 0 }
      .map { ($0.key, Double(budget[$0.key] ?? 0) / Double($0.value)) }
      .min { ($0.1, $0.0.rawValue) < ($1.1, $1.0.rawValue) }
  }

  /// Ports leave room for this many units.
  private var mostByPorts: Int? {
    guard let most = around.mostPorts[figures.memory], let ports = figures.ports, ports > 0 else {
      return nil
    }
    return most / ports
  }

  var mostUnits: Int? {
    let byLogic = tightest.map { (Double(figures.units ?? 1) * $0.times).rounded(.down).boundedInt }
    return [byLogic, mostByPorts].compactMap(\.self).min()
  }

  /// How many times as many operators fit when everything grows with them.
  var mostTimes: Int? { tightest.map { $0.times.rounded(.down).boundedInt } }

  var reason: String {
    if let tightest, tightest.times < 2 {
      return "another needs more \(tightest.kind.rawValue.uppercased()) than kernels may take "
        + "(\(budgetWords(tightest.kind)))"
    }
    return "the memory accepts \(around.mostPorts[figures.memory] ?? 0) ports"
  }

  private func budgetWords(_ kind: ResourceKind) -> String {
    "\(figures.use[kind] ?? 0) of \(around.budget?[kind] ?? 0)"
  }
}

extension Double {
  /// The nearest count from 0 to 2^31.
  fileprivate var boundedInt: Int { isNaN ? 0 : Int(Swift.min(Swift.max(self, 0), 2_147_483_648)) }
}
