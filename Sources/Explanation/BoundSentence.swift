import DataflowModel
import KernelIR
import ModelRunner
import Quantities
import Runners
import Specs

/// What bounds a run, in words with the arithmetic behind them.
struct BoundSentence {
  let design: ModelledDesign
  let result: ModelResult
  let limits: [DesignLimit]

  /// A sentence for what bounds the run and one for the next cause when it also matters; empty for a
  /// run without cycles.
  var text: String {
    let entries = result.stalls.entries
    guard let first = bound(entries) else { return "" }
    let words = words(of: first.cause)
    let detail = words.detail.isEmpty ? "." : ": \(words.detail)."
    var sentences = ["Bound by \(words.head) (\(shares(first)))\(detail)"]
    let others = entries.filter { $0.cause != first.cause && ($0.cause != .compute || !isStalled) }
    if let second = others.first, second.cycles * 5 >= result.cycles {
      sentences.append(
        "Another \(share(second.cycles)) goes into \(second.cause.phrase).")
    }
    return sentences.joined(separator: " ")
  }

  /// Cycles in which the pipelines wait for something other than themselves.
  private var stalled: Int {
    result.cycles - result.stalls[.compute] - result.stalls[.launch]
  }

  /// Whether waiting matters. A pipeline that bounds a run never waits, so where it does wait, what
  /// it waits for is the bound, however short the waits are beside the work that goes on.
  private var isStalled: Bool { stalled * 10 >= result.cycles }

  private func bound(
    _ entries: [(cause: StallCause, cycles: Int)]
  ) -> (cause: StallCause, cycles: Int)? {
    guard isStalled, let first = entries.first, first.cause != .launch else {
      return entries.first
    }
    return entries.first { $0.cause != .compute && $0.cause != .launch }
  }

  private func shares(_ bound: (cause: StallCause, cycles: Int)) -> String {
    guard isStalled, bound.cause != .launch, bound.cycles < result.stalls[.compute] else {
      return "\(share(bound.cycles)) of the cycles"
    }
    guard bound.cycles < stalled else {
      return "the pipelines wait \(share(stalled)) of the cycles for it"
    }
    return "the pipelines wait \(share(stalled)) of the cycles, \(share(bound.cycles)) for this"
  }

  /// A share of the run's cycles for people.
  func share(_ cycles: Int) -> String {
    Self.percent(Double(cycles) / Double(max(1, result.cycles)))
  }

  /// A share of 1 with at most three digits.
  static func percent(_ share: Double) -> String {
    "\(SIPrefix.significant((share * 1000).rounded() / 10, digits: 3)) %"
  }

  private var point: DesignPoint { design.job.design }

  /// What it is, and the arithmetic or reason; the latter may be empty.
  private typealias Words = (head: String, detail: String)

  private func words(of cause: StallCause) -> Words {
    switch cause {
    case .compute: compute
    case .portWidth: ("the width of the ports", arithmetic(.ports))
    case .dataBus: ("memory bandwidth", arithmetic(.channels))
    case .outstanding: ("memory latency", latency)
    case .burstGap: ("gaps between bursts", gap)
    case .rowMiss: ("row misses", rowMiss)
    case .refresh: ("refresh of the memory", arithmetic(.channels))
    case .turnaround: ("turning the memory bus between reads and writes", arithmetic(.channels))
    case .bankGroup: ("the distance of accesses to one bank group", arithmetic(.channels))
    case .activateWindow: ("the rate at which rows may be opened", arithmetic(.channels))
    case .streamFull: ("full streams", "a process is slower than those that feed it")
    case .streamEmpty: ("empty streams", "a process is slower than those that wait for its data")
    case .order: ("the order of service in the memory controller and its switch", "")
    case .launch: ("starting and ending", "a longer run hides it")
    }
  }

  private func arithmetic(_ kind: DesignLimit.Kind) -> String {
    guard let limit = limits.first(where: { $0.kind == kind }) else { return "" }
    return "\(limit.arithmetic); the run reaches \(reached(limit)) of it"
  }

  private func reached(_ limit: DesignLimit) -> String {
    Self.percent(limit.seconds / max(result.seconds, .leastNormalMagnitude))
  }

  private var compute: Words {
    let text = arithmetic(.compute)
    guard text.isEmpty else { return ("compute", text) }
    let interval = design.program.processes.map(\.initiationInterval).max() ?? 1
    let pace = interval == 1 ? "every cycle" : "every \(interval) cycles"
    return (
      "its pipelines", "they start one beat of \(point.lanes) lanes \(pace) at \(point.clock)"
    )
  }

  private var latency: String {
    let limits = DesignLimits(design)
    guard let trip = limits.roundTrip, self.limits.contains(where: { $0.kind == .latency })
    else { return "every burst that may be under way waits for its answer" }
    let beats = max(1, limits.burstBytes / max(1, point.portBits / 8))
    let covered = ByteCount(
      point.outstanding.multipliedReportingOverflow(by: limits.burstBytes).partialValue)
    let rate = Bandwidth(Double(covered.value) / trip.value)
    return "\(point.outstanding) outstanding bursts of \(beats) beat\(beats == 1 ? "" : "s") "
      + "cover \(covered) per \(trip) round trip, so a port reads about \(rate)"
  }

  private var gap: String {
    let beats = point.burstBeats
    guard let memory = design.board.memory(named: point.memory) else { return "" }
    let gap = memory.device.controller.writeGapCycles
    return "after a write burst of \(beats) beats a port rests \(gap) cycles, which leaves "
      + "\(Self.percent(Double(beats) / Double(max(1, beats + gap)))) of its width"
  }

  private var rowMiss: String {
    guard let memory = design.board.memory(named: point.memory)?.device, let dram = memory.dram
    else { return "" }
    let clock = memory.memoryClock.period
    let miss = clock * Double(dram.timings.row.nRP + dram.timings.row.nRCDRD)
    let move = clock * Double(dram.timings.column.nBL)
    let bytes = ByteCount(max(0, memory.busBits / 8 * dram.geometry.burstLength))
    return "closing and opening a row takes \(miss) (tRP + tRCD), moving the \(bytes) of an access "
      + "\(move)"
  }
}
