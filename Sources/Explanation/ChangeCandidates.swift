import KernelIR
import Quantities
import Runners
import Specs

/// The changes of a design that are worth trying, each alone.
struct ChangeCandidates {
  let job: KernelJob
  /// The board as the job runs on it.
  let board: BoardSpec
  /// The board as its file describes it.
  let shippedBoard: BoardSpec

  /// Every change, what takes least effort or hardware first; none is the design itself.
  var all: [DesignChange] {
    let changes =
      job.kernel.structure == .onChip
      ? banks + clocks + units
      : latency + patterns + schedules + buffers + channels + memoryClocks + memories + ports
        + compute + parameters + clocks + units
    var seen: Set<DesignChange> = []
    return changes.filter { seen.insert($0).inserted }
  }

  private var design: DesignPoint { job.design }

  // MARK: Ports and channels

  private var latency: [DesignChange] {
    [
      change("outstanding bursts \(design.outstanding) → \(2 * design.outstanding)") {
        $0.outstanding *= 2
      },
      change("burst \(design.burstBeats) → \(2 * design.burstBeats) beats") { $0.burstBeats *= 2 },
    ]
  }

  private var ports: [DesignChange] {
    guard design.lanes <= 65_536 else { return [] }
    let port = "port \(design.portBits) → \(2 * design.portBits) bits"
    let lanes = "lanes \(design.lanes) → \(2 * design.lanes)"
    return [change(job.kernel.structure == .roofline ? "\(lanes) (\(port))" : port, widen)]
  }

  /// A burst of twice the width may have to be shorter to stay within 4 KiB.
  private func widen(_ design: inout DesignPoint) {
    let bits = 2 * design.portBits
    design.lanes *= 2
    // What no port can be is refused with its reason.
    design.chosenPortBits = nil
    if design.portBits != bits { design.chosenPortBits = bits }
    let beatBytes = max(1, design.portBits / 8)
    if design.portBits <= 512 { design.burstBeats = min(design.burstBeats, 4096 / beatBytes) }
  }

  private var mostChannels: Int {
    min(board.memory(named: design.memory)?.channels ?? 0, 2 * design.channels)
  }

  private var channels: [DesignChange] {
    let most = mostChannels
    guard most > design.channels else { return [] }
    return [change("channels \(design.channels) → \(most)") { $0.channels = most }]
  }

  private var units: [DesignChange] {
    let double = 2 * design.computeUnits
    let most = mostChannels
    let name = "compute units \(design.computeUnits) → \(double)"
    let alone = change(name) { $0.computeUnits = double }
    guard job.kernel.structure != .onChip, most > design.channels else { return [alone] }
    let both = change("\(name), channels \(design.channels) → \(most)") {
      $0.computeUnits = double
      $0.channels = most
    }
    return [alone, both]
  }

  private var memories: [DesignChange] {
    board.memories.filter { $0.name != design.memory }.map { memory in
      let channels = min(design.channels, memory.channels)
      let count = channels == design.channels ? "" : ", channels \(design.channels) → \(channels)"
      return change("memory \(design.memory) → \(memory.name)\(count)") {
        $0.memory = memory.name
        $0.channels = channels
      }
    }
  }

  /// The memory at the clock of the board's file, where the run had a lower one.
  private var memoryClocks: [DesignChange] {
    guard let own = board.memory(named: design.memory)?.device.interfaceClock,
      let shipped = shippedBoard.memory(named: design.memory)?.device.interfaceClock,
      own < shipped
    else { return [] }
    return [
      DesignChange(
        name: "memory clock \(own) → \(shipped)", outcome: .possible(job, shippedBoard))
    ]
  }

  // MARK: Clock and compute

  private var clocks: [DesignChange] {
    guard design.clock < board.clock.maximum else { return [] }
    var faster = change("clock \(design.clock) → \(board.clock.maximum) (if timing closes)") {
      $0.clock = board.clock.maximum
    }
    faster.needsTiming = true
    return [faster]
  }

  private var compute: [DesignChange] {
    guard job.kernel.structure == .roofline else { return [] }
    let taps = OperatorChain.taps(length: design.chain)
    guard taps.indices.contains(job.run.tap) else { return [] }
    if job.run.tap < taps.count - 1 {
      let name = "operators in a row \(taps[job.run.tap]) → \(taps[job.run.tap + 1])"
      return [change(name + ", in fewer passes", tap: job.run.tap + 1)]
    }
    return [
      change("chain \(design.chain) → \(2 * design.chain), in half the passes") {
        $0.chain *= 2
        // The longer pipeline needs a longer tile.
        let tile = DesignBuilder.defaultTile($0, kernel: job.kernel, board: board)
        $0.tileBeats = max($0.tileBeats, tile)
      }
    ]
  }

  /// Larger blocks and arrays, for kernels that have them.
  private var parameters: [DesignChange] {
    let shape = job.kernel.structure.shapeType?.parameters ?? []
    let free = Set(shape.filter { !$0.describesProblem }.map(\.parameter))
    return DesignParameter.allCases.filter(free.contains).compactMap { parameter in
      guard let value = design.parameters[parameter], value <= 65_536 else { return nil }
      return change("\(parameter.rawValue) \(value) → \(2 * value)") {
        $0.parameters[parameter] = 2 * value
      }
    }
  }

  private var banks: [DesignChange] {
    let wider = change("banks \(design.lanes) → \(2 * design.lanes)") { $0.lanes *= 2 }
    let others = board.fabric.storage.filter { $0.kind != design.storage }.map { storage in
      change("storage \(design.storage.rawValue) → \(storage.kind.rawValue)") {
        $0.storage = storage.kind
      }
    }
    return [wider] + others
  }

  // MARK: Schedule and pattern

  private var schedules: [DesignChange] {
    guard design.schedule == .phased else { return [] }
    guard job.kernel.schedules.contains(.overlapped) else {
      return [
        DesignChange(
          name: "schedule phased → overlapped",
          outcome: .impossible("\(job.kernel.name) has no overlapped schedule"))
      ]
    }
    return [change("schedule phased → overlapped") { $0.schedule = .overlapped }]
  }

  private var buffers: [DesignChange] {
    guard job.kernel.structure == .elementwise, design.schedule == .phased else { return [] }
    return [
      change("buffer \(design.tileBeats) → \(2 * design.tileBeats) beats") { $0.tileBeats *= 2 }
    ]
  }

  private var patterns: [DesignChange] {
    guard job.kernel.structure == .memoryProbe, job.run.accessBeats < job.run.workingSetBeats
    else { return [] }
    var sequential = job
    sequential.design.isRandom = false
    sequential.run.strideBeats = job.run.accessBeats
    let from = design.isRandom ? "random" : "strided"
    var changes: [DesignChange] = []
    if design.isRandom || job.run.strideBeats != job.run.accessBeats {
      changes.append(change("addresses \(from) → one after the other", of: sequential))
    }
    var larger = job
    larger.run.accessBeats *= 2
    larger.run.strideBeats = max(larger.run.strideBeats, larger.run.accessBeats)
    let beat = design.lanes * design.elementType.bytes
    let (old, new) = (job.run.accessBeats * beat, larger.run.accessBeats * beat)
    return changes + [change("access \(ByteCount(old)) → \(ByteCount(new))", of: larger)]
  }

  // MARK: Making one

  private func change(
    _ name: String, of job: KernelJob? = nil, tap: Int? = nil,
    _ edit: (inout DesignPoint) -> Void = { _ in }
  ) -> DesignChange {
    var changed = job ?? self.job
    let work = SameWork(job: changed)
    edit(&changed.design)
    guard let run = work.arguments(for: changed.design, tap: tap) else {
      return DesignChange(name: name, outcome: .impossible(remainder))
    }
    changed.run = run
    if needsOtherStages(changed.design) {
      changed.design.bindings = []
      changed.design = ChainBinding.bound(changed.design, kernel: changed.kernel, board: board)
    }
    return DesignChange(name: name, outcome: .possible(changed, board))
  }

  private var remainder: String {
    job.kernel.structure == .memoryProbe
      ? "the accesses would not be whole beats, or the units not have whole shares of them"
      : "the work does not divide into whole beats and passes"
  }

  /// Whether another number of operators has to fit.
  private func needsOtherStages(_ changed: DesignPoint) -> Bool {
    (changed.chain, changed.lanes, changed.computeUnits, changed.parameters)
      != (design.chain, design.lanes, design.computeUnits, design.parameters)
  }
}
