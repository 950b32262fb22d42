public import Quantities
public import Specs

/// What is fixed when a kernel is built for a board: one bitstream.
///
/// What a run may still choose (passes, taps, sizes, strides) is ``RunArguments``.
public struct DesignPoint: Hashable, Sendable {
  /// Board name.
  public var board: String
  /// Kernel name.
  public var kernel: String
  /// Operation of the kernel, e.g. `triad`.
  public var operation: String
  /// How phases follow each other.
  public var schedule: KernelSchedule
  /// Type of one element.
  public var elementType: ElementType
  /// Elements that the kernel works on side by side, one beat (on-chip kernel: banks read side by
  /// side), 1 or more. A beat is one word of the memory ports, or several where it is wider than they
  /// are.
  public var lanes: Int
  /// Width of the memory ports in bits; `nil`: as wide as lanes and ``PortWidth`` allow.
  public var chosenPortBits: Int?
  /// Operators in a row per lane, 1 or more; 1 where the kernel has no chain.
  public var chain: Int
  /// How the stages of the chain are built, first stages first; counts sum to `chain`.
  /// Empty: the first implementation of the operator table for every stage.
  public var bindings: [StageBinding]
  /// Beats of a tile, chunk or bank held on chip.
  public var tileBeats: Int
  /// Where tiles, chunks or banks are held.
  public var storage: StorageKind
  /// Copies of the kernel.
  public var computeUnits: Int
  /// Name of the board memory that ports are connected to.
  public var memory: String
  /// Channels of that memory that all units reach together.
  public var channels: Int
  /// The channels of every port of every unit, where they are not those that ``ChannelAssignment``
  /// would choose; as many as units and ports.
  package var connections: [[ClosedRange<Int>]]?
  /// Kernel clock.
  public var clock: Frequency
  /// Longest AXI burst in beats, 1–256.
  public var burstBeats: Int
  /// Outstanding bursts per port and direction, 1 or more.
  public var outstanding: Int
  /// Whether probe addresses are scrambled instead of strided.
  public var isRandom: Bool
  /// Whether ports have the adapter of an HLS tool; an engine in RTL sits at the controller's port.
  public var hasAdapter: Bool
  /// What kernels of this structure fix beside that.
  public var parameters: [DesignParameter: Int]

  /// A parameter of the kernel's structure; 1 where it has none of that kind.
  public subscript(parameter: DesignParameter) -> Int { parameters[parameter] ?? 1 }

  /// The most words of a port that a beat may be.
  static let mostPortWords = 64

  /// The most copies of a kernel that lowering accepts, more than any memory has ports.
  static let mostComputeUnits = 1024
  /// The longest chain that lowering accepts.
  package static let longestChain = 4096

  /// Width of a memory port in bits.
  public var portBits: Int {
    chosenPortBits ?? PortWidth.bits(lanes: lanes, elementBits: elementType.bits)
  }

  /// Creates a design point for a kernel on a board, with every choice at its default.
  public init(board: BoardSpec, kernel: KernelSpec, memory: BoardMemory) {
    self.board = board.name
    self.kernel = kernel.name
    operation = kernel.operations[0].name
    schedule = kernel.schedules[0]
    elementType = kernel.types[0]
    lanes = max(1, PortWidth.most / elementType.bits)
    chain = 1
    bindings = []
    tileBeats = 512
    storage = .bram
    computeUnits = 1
    self.memory = memory.name
    channels = 1
    clock = board.clock.default
    // 64 beats of 64 B are the 4 KiB that a burst may span; 8 of them fill one row of block RAM.
    burstBeats = 64
    outstanding = 8
    isRandom = false
    hasAdapter = true
    parameters = kernel.structure.parameters
  }
}

/// Consecutive stages of a chain that are built alike.
public struct StageBinding: Hashable, Sendable {
  /// Number of stages.
  public var stages: Int
  /// Implementation of the multiplier (or of a native multiply-add), if the stage has one.
  public var multiply: OperatorCost?
  /// Implementation of the adder, if the stage has one.
  public var add: OperatorCost?

  /// Creates a binding.
  public init(stages: Int, multiply: OperatorCost?, add: OperatorCost?) {
    self.stages = stages
    self.multiply = multiply
    self.add = add
  }

  /// How an operator is built, if the binding says it.
  package func implementation(of kind: OperatorKind) -> OperatorCost? {
    switch kind {
    case .add: add
    case .mul, .fma: multiply
    case .div, .sqrt, .compare: nil
    }
  }

  /// Cycles from a stage's input to its output.
  public var latency: Int { (multiply?.latency ?? 0) + (add?.latency ?? 0) }

  /// Resources of one operator of the stage.
  public var cost: ResourceCount {
    (multiply?.cost ?? ResourceCount()) + (add?.cost ?? ResourceCount())
  }
}

/// What a run of a built kernel chooses; the values of the kernel's integer arguments.
public struct RunArguments: Hashable, Sendable {
  /// Beats per array and compute unit (probe: accesses · beats per access).
  public var beats: Int
  /// Times a tile is recomputed on chip.
  public var passes: Int
  /// Index into the taps of the chain.
  public var tap: Int
  /// Distance between accesses in beats.
  public var strideBeats: Int
  /// Beats of one access.
  public var accessBeats: Int
  /// Beats of the region that accesses stay in; a power of two.
  public var workingSetBeats: Int
  /// Further size arguments by name, of kernels that are not measured in beats alone.
  public var shape: [String: Int] = [:]
  /// Number of the compute unit whose results are looked at, from 0; for kernels whose units do
  /// different work.
  public var unit: Int

  /// Creates arguments for a plain sequential run over `beats` beats.
  public init(beats: Int) {
    self.beats = beats
    passes = 1
    tap = 0
    strideBeats = 1
    accessBeats = 1
    workingSetBeats = 1
    unit = 0
  }

  /// The values of a program's size arguments by name, for a design that holds `tileBeats` beats.
  ///
  /// All counts fit 32 bits because ``KernelLowering/check(_:)`` refuses larger runs.
  public func sizes(tileBeats: Int) -> [String: UInt32] {
    let tiles = beats / max(1, tileBeats)
    let common = [
      "tiles": UInt32(clamping: tiles), "passes": UInt32(clamping: passes),
      "tap": UInt32(clamping: tap), "accesses": UInt32(clamping: beats / max(1, accessBeats)),
      "access_beats": UInt32(clamping: accessBeats), "stride": UInt32(clamping: strideBeats),
      "mask": UInt32(clamping: max(1, workingSetBeats) - 1), "unit": UInt32(clamping: unit),
    ]
    return common.merging(shape.mapValues { UInt32(clamping: $0) }) { _, own in own }
  }
}
