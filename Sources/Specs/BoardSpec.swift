public import Quantities

/// An FPGA board: what its data sheet and its measurements say, read from `Boards/<name>.yaml`.
public struct BoardSpec: Hashable, Sendable {
  /// The short name used on the command line and in results, e.g. `u280`.
  public var name: String
  /// The name for people, e.g. `AMD Alveo U280`.
  public var title: String
  /// The vendor's part number, e.g. `xcu280-fsvh2892-2L-e`.
  public var part: String
  /// Platform (shell) names the board is used with, newest first; never empty.
  public var platforms: [String]
  /// The logic left to kernels after the shell, one element per super logic region, in order.
  public var regions: [SuperLogicRegion]
  /// The share of each resource up to which timing usually closes.
  public var utilisation: UtilisationLimits
  /// Kernel clock.
  public var clock: ClockSpec
  /// Off-chip memories in the order of the file; never empty.
  public var memories: [BoardMemory]
  /// The link to the host.
  public var hostLink: HostLinkSpec
  /// The kind of logic: on-chip memory blocks and their ports.
  public var fabric: FabricSpec
  /// What operators and infrastructure cost in that logic.
  public var operators: OperatorTable
  /// Where the identification of the board comes from.
  public var provenance: Provenance

  /// The resources of all regions together.
  public var resources: ResourceCount {
    regions.reduce(ResourceCount()) { $0 + $1.resources }
  }

  /// The off-chip memory with a name, if the board has it.
  public func memory(named name: String) -> BoardMemory? {
    memories.first { $0.name == name }
  }

  /// Whether the part is one of Intel's (Altera's): their numbers start with a digit, as 1SG280L, or with
  /// `AG` for Agilex; those of AMD start with `xc`.
  package var isIntel: Bool {
    part.first?.isNumber == true || part.uppercased().hasPrefix("AG")
  }

  /// Creates a board from its parts.
  public init(
    name: String, title: String, part: String, platforms: [String],
    regions: [SuperLogicRegion], utilisation: UtilisationLimits, clock: ClockSpec,
    memories: [BoardMemory], hostLink: HostLinkSpec, fabric: FabricSpec,
    operators: OperatorTable, provenance: Provenance
  ) {
    self.name = name
    self.title = title
    self.part = part
    self.platforms = platforms
    self.regions = regions
    self.utilisation = utilisation
    self.clock = clock
    self.memories = memories
    self.hostLink = hostLink
    self.fabric = fabric
    self.operators = operators
    self.provenance = provenance
  }
}

/// One super logic region (SLR): a die of the package.
public struct SuperLogicRegion: Hashable, Sendable {
  /// The vendor's name, e.g. `SLR0`.
  public var name: String
  /// Resources left to kernels after the shell.
  public var resources: ResourceCount
  /// Where the counts come from.
  public var provenance: Provenance

  /// Creates a region.
  public init(name: String, resources: ResourceCount, provenance: Provenance) {
    self.name = name
    self.resources = resources
    self.provenance = provenance
  }
}

/// The share of each resource, 0–1, up to which designs are expected to meet timing.
public struct UtilisationLimits: Hashable, Sendable {
  /// One value per resource; all five are present.
  public var limits: [ResourceKind: Double]
  /// Where the limits come from.
  public var provenance: Provenance

  /// Creates limits.
  public init(limits: [ResourceKind: Double], provenance: Provenance) {
    self.limits = limits
    self.provenance = provenance
  }

  /// The largest whole count of each resource within the limits.
  public func budget(of resources: ResourceCount) -> ResourceCount {
    var budget = ResourceCount()
    for kind in ResourceKind.allCases {
      // The small addend keeps 0.8 · 2880 = 2304.0000000000005 and its kin on the right side.
      budget[kind] = Int((Double(resources[kind]) * limits[kind, default: 0] + 1e-9))
    }
    return budget
  }
}

/// The kernel clock of a board.
public struct ClockSpec: Hashable, Sendable {
  /// The clock that designs ask for unless told otherwise.
  public var `default`: Frequency
  /// The fastest clock that the logic's hard blocks allow.
  public var maximum: Frequency
  /// Where both come from.
  public var provenance: Provenance

  /// Creates a clock.
  public init(default: Frequency, maximum: Frequency, provenance: Provenance) {
    self.default = `default`
    self.maximum = maximum
    self.provenance = provenance
  }
}

/// One kind of off-chip memory as mounted on a board.
public struct BoardMemory: Hashable, Sendable {
  /// The name in commands and results: `hbm`, `ddr`.
  public var name: String
  /// The tag in connectivity files: `HBM`, `DDR`.
  public var connectivityTag: String
  /// The memory device and its controller, from `Boards/memories/`.
  public var device: MemorySpec
  /// Number of channels (HBM: pseudo-channels).
  public var channels: Int
  /// The region index that each channel's controller sits in, one element per channel.
  public var channelRegions: [Int]
  /// How many kernel ports the memory accepts in all.
  public var maximumPorts: Int
  /// Where these counts come from.
  public var provenance: Provenance

  /// The peak of all channels.
  public var peakBandwidth: Bandwidth { device.peakBandwidth * Double(channels) }

  /// Creates a memory.
  public init(
    name: String, connectivityTag: String, device: MemorySpec, channels: Int,
    channelRegions: [Int], maximumPorts: Int, provenance: Provenance
  ) {
    self.name = name
    self.connectivityTag = connectivityTag
    self.device = device
    self.channels = channels
    self.channelRegions = channelRegions
    self.maximumPorts = maximumPorts
    self.provenance = provenance
  }
}

/// The link between host and board.
public struct HostLinkSpec: Hashable, Sendable {
  /// The name for people, e.g. `PCIe gen3 x16 through XDMA`.
  public var title: String
  /// Sustained rate from host to device for large buffers.
  public var hostToDevice: Bandwidth
  /// Sustained rate from device to host for large buffers.
  public var deviceToHost: Bandwidth
  /// Time per transfer that does not depend on its size.
  public var latency: TimeSpan
  /// Time from the host's call to the start of a kernel and back, without any work.
  public var launchOverhead: TimeSpan
  /// The theoretical rate of the link in each direction, after encoding.
  public var peak: Bandwidth
  /// Where the numbers come from.
  public var provenance: Provenance

  /// Creates a link.
  public init(
    title: String, hostToDevice: Bandwidth, deviceToHost: Bandwidth, latency: TimeSpan,
    launchOverhead: TimeSpan, peak: Bandwidth, provenance: Provenance
  ) {
    self.title = title
    self.hostToDevice = hostToDevice
    self.deviceToHost = deviceToHost
    self.latency = latency
    self.launchOverhead = launchOverhead
    self.peak = peak
    self.provenance = provenance
  }
}
