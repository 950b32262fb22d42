import Quantities
import Specs

/// A board's memory channel and the way to it, for a kernel clock.
struct MemoryFront {
  /// Kernel clock beside the memory's.
  let ratio: ClockRatio
  /// What lies between ports and controller.
  let timing: PortTiming
  /// The channel, idle.
  let channel: FlatMemory
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
    // Double data rate: two transfers per memory clock.
    let memoryClock = memory.transferRate / 2
    transactionBytes = memory.kind == .ddr4 ? 64 : 32
    ratio = ClockRatio(kernel: clock, memory: memoryClock)
    let efficiency = isMixed ? controller.mixedEfficiency : controller.sequentialEfficiency
    let port = Double(memory.interfaceBits) / 8 * memory.interfaceClock.value
    let rate = min(memory.peakBandwidth.value * efficiency, port)
    let pace = Double(transactionBytes) / rate * memoryClock.value * 4096
    channel = FlatMemory(
      FlatMemory.Timing(pace: Int(pace.rounded(.up)), pausePeriod: 0, pauseLength: 0, queue: 64))
    let service = Double(transactionBytes) / rate * clock.value
    let round = controller.readLatency.value * clock.value - service
    let request = max(1, Int((round / 2).rounded()))
    timing = PortTiming(
      beatBytes: 1, requestInterval: 1, requestLatency: request,
      returnLatency: max(1, Int(round.rounded()) - request), writeGap: controller.writeGapCycles,
      ordersAcrossChannels: false)
  }
}
