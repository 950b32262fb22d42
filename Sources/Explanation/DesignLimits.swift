import KernelIR
import ModelRunner
import Quantities
import Runners
import Specs

/// One bound on the speed of a design by arithmetic alone: nothing waits for anything else.
package struct DesignLimit: Hashable, Sendable {
  /// What sets the bound.
  package enum Kind: String, Sendable, CaseIterable {
    /// Operators, or pipelines that start one beat per initiation interval.
    case compute
    /// Width times clock of the kernel's ports.
    case ports
    /// Outstanding bursts over the round trip to memory.
    case latency = "memory latency"
    /// The memory's channels.
    case channels = "memory channels"
  }

  /// What sets the bound.
  package let kind: Kind
  /// The product, with its factors and units.
  package let arithmetic: String
  /// The least time that the run can take by it; for latency about that, because the round trip
  /// includes opening a row.
  package let seconds: Double
}

/// Every bound of a design that arithmetic gives.
///
/// Ports and channels count the traffic that each carries. The round trip is the memory file's
/// `read_latency` and the beats of one burst; whatever the memory adds on top (rows, refresh,
/// others' accesses) only the model's run tells.
struct DesignLimits {
  let design: ModelledDesign
  private let work: WorkCount

  init(_ design: ModelledDesign) {
    self.design = design
    let job = design.job
    work = WorkCount(design.program, of: job.kernel, design: job.design, run: job.run)
  }

  /// The bounds that apply, the tightest first; none for work that leaves 64 bits.
  var all: [DesignLimit] {
    guard !work.hasOverflow else { return [] }
    return [compute, ports, latency, channels].compactMap(\.self)
      .sorted { $0.seconds > $1.seconds }
  }

  private var point: DesignPoint { design.job.design }
  private var units: Double { Double(point.computeUnits) }
  private var isOnChip: Bool { design.job.kernel.structure == .onChip }

  /// Bytes of a burst: never longer than an access that stands alone, nor than 4 KiB.
  var burstBytes: Int {
    let beat = max(1, point.portBits / 8)
    let isProbe = design.job.kernel.structure == .memoryProbe
    let burst = point.burstBeats.multipliedReportingOverflow(by: beat).partialValue
    guard isProbe else { return min(4096, burst) }
    return min(
      4096, burst,
      min(4096, design.job.run.accessBeats) * point.lanes * point.elementType.bytes)
  }

  /// Time from a read request to the last beat of its burst, idle memory, the row closed.
  var roundTrip: TimeSpan? {
    guard let memory = design.board.memory(named: point.memory) else { return nil }
    let beats = Double(burstBytes) / Double(max(1, point.portBits / 8)) - 1
    return memory.device.controller.readLatency + point.clock.period * beats
  }

  // MARK: Compute

  private var compute: DesignLimit? {
    switch design.job.kernel.structure {
    case .roofline: chain
    case .onChip: banks
    case .elementwise, .memoryProbe, .pointerChase, .randomAccess: nil
    default: busiest
    }
  }

  private var chain: DesignLimit? {
    guard let arithmetic = ArithmeticOperator(rawValue: point.operation) else { return nil }
    let taps = OperatorChain.taps(length: point.chain)
    guard taps.indices.contains(design.job.run.tap) else { return nil }
    let tap = taps[design.job.run.tap]
    let each = arithmetic.operationCount
    let perSecond =
      Double(point.lanes) * Double(tap) * Double(each) * units * point.clock.value
    return DesignLimit(
      kind: .compute,
      arithmetic: "\(count(point.lanes, "lane")) × \(count(tap, "operator")) in a row × "
        + "\(count(each, "operation")) × \(unitText) × \(point.clock) = \(Throughput(perSecond))",
      seconds: Double(work.operations) * units / perSecond)
  }

  /// The process with arithmetic that takes longest when nothing holds it up.
  private var busiest: DesignLimit? {
    let sizes = design.job.run.sizes(tileBeats: point.tileBeats)
    guard let (process, cycles) = design.program.busiestProcess(sizes: sizes), cycles > 0 else {
      return nil
    }
    let perCycle = Double(work.operations) / cycles
    return DesignLimit(
      kind: .compute,
      arithmetic: "\(Int(clamping: Int64(perCycle.rounded()))) operations per cycle of "
        + "\(process.name) × \(unitText) × \(point.clock) = "
        + "\(Throughput(perCycle * units * point.clock.value))",
      seconds: cycles / point.clock.value)
  }

  private var banks: DesignLimit? {
    let bytes = (work.bytesFetched["bank"] ?? 0) + (work.bytesKept["bank"] ?? 0)
    let run = design.job.run
    let sweeps = Double(run.beats) * Double(run.passes) / point.clock.value
    guard sweeps > 0, bytes > 0 else { return nil }
    let width = point.elementType.bits
    return DesignLimit(
      kind: .compute,
      arithmetic: "\(count(point.lanes, "bank")) of \(width) bits × \(unitText) × "
        + "\(point.clock) = \(Bandwidth(Double(bytes) * units / sweeps))",
      seconds: sweeps)
  }

  // MARK: Ports

  /// Bytes of each direction of each port of a unit: the data channels of AXI are independent.
  private func traffic(isWritten: Bool) -> [Int] {
    guard !isOnChip else { return [] }
    let streamed = streamedArrays
    return design.program.ports.map { port in
      design.program.arrays
        .filter { $0.port == port.name && $0.isWritten == isWritten && streamed.contains($0.name) }
        .map { (isWritten ? work.bytesWritten : work.bytesRead)[$0.name] ?? 0 }.reduce(0, +)
    }.filter { $0 > 0 }
  }

  /// Without those that only get a result after the last beat.
  private var streamedArrays: Set<String> {
    Set(
      design.program.processes.flatMap(\.body).compactMap { statement in
        switch statement {
        case .load(let array, _, _), .store(let array, _, _): array
        default: nil
        }
      })
  }

  /// Phases take turns on a port, so their traffic adds up; overlapped, the busiest port counts.
  private var ports: DesignLimit? {
    let directions = traffic(isWritten: false) + traffic(isWritten: true)
    let isPhased = point.schedule == .phased
    let busiest = isPhased ? directions.reduce(0, +) : directions.max() ?? 0
    guard busiest > 0 else { return nil }
    let width = Bandwidth(Double(point.portBits) / 8 * point.clock.value)
    let number = point.computeUnits * (isPhased ? 1 : directions.count)
    let all = width * Double(number)
    let way = number == 1 ? "port" : "ports"
    return DesignLimit(
      kind: .ports,
      arithmetic: "\(number) \(way) × \(point.portBits) bits × \(point.clock) = \(all)",
      seconds: Double(busiest) / width.value)
  }

  // MARK: Memory

  private var latency: DesignLimit? {
    let reads = traffic(isWritten: false)
    let busiest = point.schedule == .phased ? reads.reduce(0, +) : reads.max() ?? 0
    guard busiest > 0, let roundTrip else { return nil }
    let covered = Double(point.outstanding) * Double(burstBytes)
    let rate = Bandwidth(covered / roundTrip.value)
    return DesignLimit(
      kind: .latency,
      arithmetic: "\(point.outstanding) outstanding × \(ByteCount(burstBytes)) a burst / "
        + "\(roundTrip) = \(rate) a port",
      seconds: Double(busiest) / rate.value)
  }

  private var channels: DesignLimit? {
    let bytes = (traffic(isWritten: false) + traffic(isWritten: true)).reduce(0, +)
    guard bytes > 0, let memory = design.board.memory(named: point.memory) else { return nil }
    let port = Double(memory.device.interfaceBits) / 8 * memory.device.interfaceClock.value
    let each = Bandwidth(min(memory.device.peakBandwidth.value, port))
    let all = each * Double(point.channels)
    return DesignLimit(
      kind: .channels,
      arithmetic: "\(count(point.channels, "channel")) of \(memory.name) × \(each) = \(all)",
      seconds: Double(bytes) * units / all.value)
  }

  private var unitText: String { count(point.computeUnits, "unit") }

  private func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
