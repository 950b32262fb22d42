import KernelIR
import Quantities
import Specs

/// What a memory channel does to a port's bursts, in ticks of the kernel clock.
struct ChannelTiming: Hashable {
  /// Time on the channel per beat of a kernel port.
  let ticksPerBeat: Ticks
  /// From request to first data of a read.
  let readLatency: Ticks
  /// From last data to response of a write.
  let writeLatency: Ticks
  /// Time without data on the port after each write burst.
  let writeGap: Ticks

  /// Derives the timing of a board's memory for a design.
  ///
  /// - Parameters:
  ///   - memory: The memory with its controller's figures.
  ///   - clock: The kernel clock.
  ///   - beatBytes: Bytes per beat of the kernel's port.
  ///   - isMixed: Whether reads and writes share the channel during the run.
  init(memory: MemorySpec, clock: Frequency, beatBytes: Int, isMixed: Bool) {
    let controller = memory.controller
    let efficiency = isMixed ? controller.mixedEfficiency : controller.sequentialEfficiency
    let port = Double(memory.interfaceBits) / 8 * memory.interfaceClock.value
    // Both bound the channel: its pins with their efficiency, and the controller's own AXI port.
    let rate = min(memory.peakBandwidth.value * efficiency, port)
    let scale = Double(TickScale.cycle) * clock.value
    ticksPerBeat = Ticks((Double(beatBytes) / rate * scale).rounded(.up))
    readLatency = Ticks((controller.readLatency.value * scale).rounded(.up))
    writeLatency = Ticks((controller.writeLatency.value * scale).rounded(.up))
    writeGap = controller.writeGapCycles * TickScale.cycle
  }
}
