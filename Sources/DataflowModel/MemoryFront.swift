import Quantities
import Specs

/// A board's memory channel and the way to it, for a kernel clock.
struct MemoryFront {
  /// Kernel clock beside the memory's.
  let ratio: ClockRatio
  /// What lies between ports and controller.
  let timing: PortTiming
  /// The channel, idle.
  let channel: ChannelPlan
  /// Bytes of one transaction.
  let transactionBytes: Int

  /// Derives everything from the memory's file.
  ///
  /// - Parameters:
  ///   - memory: The memory with its controller's figures.
  ///   - clock: The kernel clock.
  ///   - isMixed: Whether reads and writes share the channel during the run.
  init(memory: MemorySpec, clock: Frequency, isMixed: Bool) {
    let controller = memory.controller
    let memoryClock = memory.memoryClock
    ratio = ClockRatio(kernel: clock, memory: memoryClock)
    let port = Double(memory.interfaceBits) / 8 * memory.interfaceClock.value
    func pace(_ rate: Double) -> Int {
      Int((Double(memory.transactionBytes) / rate * memoryClock.value * 4096).rounded(.up))
    }
    transactionBytes = memory.transactionBytes
    let service: Double
    if let dram = memory.dram {
      let write = controller.writeEfficiency.map { pace(memory.peakBandwidth.value * $0) }
      channel = ChannelPlan(
        memory: .dram(dram), portPace: pace(port), writePace: write.map(Self.quarters))
      let column = dram.timings.column
      let cycles = dram.timings.row.nRCDRD + column.nCL + column.nBL
      service = Double(cycles) / memoryClock.value
    } else {
      let efficiency = isMixed ? controller.mixedEfficiency : controller.sequentialEfficiency
      let rate = memory.peakBandwidth.value * efficiency
      let timing = FlatMemory.Timing(
        pace: pace(min(rate, port)), pausePeriod: 0, pauseLength: 0, queue: 64)
      channel = ChannelPlan(memory: .flat(timing), portPace: pace(port))
      service = Double(memory.transactionBytes) / rate
    }
    // What the kernel sees less what the memory itself takes; a third of it on the way there.
    let round = (controller.readLatency.value - service) * clock.value
    let request = max(1, Int((round / 3).rounded()))
    let back = max(1, Int(round.rounded()) - request)
    // The switch sees an answer when the rest of its own round trip is over.
    let lead = controller.crossingLatency.map { latency in
      max(0, back - max(1, Int((latency.value * clock.value).rounded()) - request))
    }
    // The same way there as for reads. A file may give any time, so it is kept within bounds.
    let write = min(1e9, controller.writeLatency.value * clock.value)
    let response = Int(write.rounded()) - request
    timing = PortTiming(
      beatBytes: 1, requestInterval: 1, requestLatency: request, returnLatency: back,
      writeBuffers: controller.writeBuffers, responseLatency: max(1, response),
      writeGap: controller.writeGapCycles, crossingLead: lead)
  }
}

extension MemoryFront {
  /// A pace rounded to quarters of a cycle, so that it comes back to the same part of a cycle soon.
  private static func quarters(_ pace: Int) -> Int {
    let quarter = ArrivalQueue.scale / 4
    return (pace + quarter / 2) / quarter * quarter
  }
}

extension MemorySpec {
  /// Bytes of one transaction: a burst of the device, or 64 where nothing is known of it.
  var transactionBytes: Int {
    guard let dram else { return 64 }
    return max(1, busBits / 8 * dram.geometry.burstLength)
  }
}
