public import Quantities

/// The technology of an off-chip memory.
public enum MemoryKind: String, Sendable, CaseIterable {
  /// DDR4 modules.
  case ddr4
  /// HBM2 stacks; a channel is a pseudo-channel.
  case hbm2
}

/// One channel of an off-chip memory with its controller, from `Boards/memories/<name>.yaml`.
public struct MemorySpec: Hashable, Sendable {
  /// The file's name for it, e.g. `ddr4-2400`.
  public var name: String
  /// The name for people.
  public var title: String
  /// The technology.
  public var kind: MemoryKind
  /// Width of the data bus of one channel in bits, without ECC.
  public var busBits: Int
  /// Transfers per second and pin, e.g. 2.4 GHz for DDR4-2400.
  public var transferRate: Frequency
  /// Size of one channel.
  public var capacity: ByteCount
  /// Width of the controller's own AXI port in bits.
  public var interfaceBits: Int
  /// Clock of the controller's AXI port.
  public var interfaceClock: Frequency
  /// How the controller behaves towards a kernel's port.
  public var controller: MemoryControllerSpec
  /// Device and controller in detail, for the command-level model; `nil` when not known.
  public var dram: DRAMSpec?
  /// Where the device numbers come from.
  public var provenance: Provenance

  /// `busBits / 8 · transferRate`: what the pins can carry.
  public var peakBandwidth: Bandwidth { Bandwidth(Double(busBits) / 8 * transferRate.value) }
  /// The clock that ``dram`` counts in: two transfers per cycle.
  public var memoryClock: Frequency { transferRate / 2 }

  /// Creates a memory channel.
  public init(
    name: String, title: String, kind: MemoryKind, busBits: Int, transferRate: Frequency,
    capacity: ByteCount, interfaceBits: Int, interfaceClock: Frequency,
    controller: MemoryControllerSpec, dram: DRAMSpec? = nil, provenance: Provenance
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.busBits = busBits
    self.transferRate = transferRate
    self.capacity = capacity
    self.interfaceBits = interfaceBits
    self.interfaceClock = interfaceClock
    self.controller = controller
    self.dram = dram
    self.provenance = provenance
  }
}

/// What a kernel's AXI port sees of a memory channel.
public struct MemoryControllerSpec: Hashable, Sendable {
  /// Share of the peak that one long sequential stream reaches, 0–1 (refresh and page changes).
  public var sequentialEfficiency: Double
  /// Share of the peak that reads and writes reach together when they alternate, 0–1.
  public var mixedEfficiency: Double
  /// From a read request at the kernel's port to its first beat, idle memory.
  public var readLatency: TimeSpan
  /// From the last buffer that stores a whole write burst to its response at the kernel's port, idle
  /// memory: the way to the controller and back, without the time that the controller takes to
  /// accept the data. The way there is taken to be that of reads, a third of their round trip.
  public var writeLatency: TimeSpan
  /// Buffers between port and controller that store a whole write burst before they pass it on, 1 or
  /// more (packet FIFOs of the interconnect, the controller's own); the first fills while the burst
  /// is sent.
  public var writeBuffers: Int
  /// Kernel clock cycles without data after each write burst.
  public var writeGapCycles: Int
  /// The share of the memory's peak at which the controller takes writes, where that is less than
  /// its port could: `nil` where nobody measured it.
  public var writeEfficiency: Double?
  /// From a request at the memory's switch to its answer there, without the device: what an access
  /// waits for when its port goes on to another channel, since answers keep their order. `nil`
  /// where ports reach all channels through one controller or nothing is known.
  public var crossingLatency: TimeSpan?
  /// From a read request at the controller's own port to its first beat, idle memory, row open:
  /// what an engine without a tool's adapter sees; `nil` where nobody measured it.
  public var portLatency: TimeSpan?
  /// Where these numbers come from.
  public var provenance: Provenance

  /// Creates a controller.
  public init(
    sequentialEfficiency: Double, mixedEfficiency: Double, readLatency: TimeSpan,
    writeLatency: TimeSpan, writeBuffers: Int = 1, writeGapCycles: Int,
    writeEfficiency: Double? = nil, crossingLatency: TimeSpan? = nil, portLatency: TimeSpan? = nil,
    provenance: Provenance
  ) {
    self.sequentialEfficiency = sequentialEfficiency
    self.mixedEfficiency = mixedEfficiency
    self.readLatency = readLatency
    self.writeLatency = writeLatency
    self.writeBuffers = writeBuffers
    self.writeGapCycles = writeGapCycles
    self.writeEfficiency = writeEfficiency
    self.crossingLatency = crossingLatency
    self.portLatency = portLatency
    self.provenance = provenance
  }
}
