public import Specs

/// A kernel lowered for one design point: what the dialects print, the board model times and the
/// interpreter executes. All three read this one value, so they cannot drift apart.
public struct KernelProgram: Hashable, Sendable {
  /// The C identifier of the top function.
  public var name: String
  /// Type of every element.
  public var elementType: ElementType
  /// Integer arguments, in argument order after the arrays.
  public var sizes: [String]
  /// Element-typed arguments with the value that runs use, in argument order after the sizes.
  public var scalars: [ScalarArgument]
  /// AXI master ports.
  public var ports: [MemoryPort]
  /// Arrays in off-chip memory, in argument order.
  public var arrays: [MemoryArray]
  /// FIFOs between processes.
  public var streams: [Stream]
  /// Memories on the chip.
  public var buffers: [Buffer]
  /// What happens, one phase after the other.
  public var body: [Phase]

  /// Creates a program whose regions each run once, one after the other.
  public init(
    name: String, elementType: ElementType, sizes: [String], scalars: [ScalarArgument],
    ports: [MemoryPort], arrays: [MemoryArray], streams: [Stream], buffers: [Buffer],
    regions: [Region]
  ) {
    self.init(
      name: name, elementType: elementType, sizes: sizes, scalars: scalars, ports: ports,
      arrays: arrays, streams: streams, buffers: buffers, body: regions.map(Phase.region))
  }

  /// Creates a program.
  public init(
    name: String, elementType: ElementType, sizes: [String], scalars: [ScalarArgument],
    ports: [MemoryPort], arrays: [MemoryArray], streams: [Stream], buffers: [Buffer],
    body: [Phase]
  ) {
    self.name = name
    self.elementType = elementType
    self.sizes = sizes
    self.scalars = scalars
    self.ports = ports
    self.arrays = arrays
    self.streams = streams
    self.buffers = buffers
    self.body = body
  }

  /// Every region with the loops around it folded into its own, for those who count and time: they
  /// need how often something happens, not in which order. Setting them drops all loops around.
  public var regions: [Region] {
    get { body.flatMap { $0.regions(around: []) } }
    set { body = newValue.map(Phase.region) }
  }

  /// Every process of every region, in program order.
  public var processes: [Process] { regions.flatMap(\.processes) }

  /// Whether the banks of a buffer are reached each at a word of its own, or not all at a time.
  public func isBanked(_ buffer: Buffer) -> Bool {
    processes.flatMap { $0.body + $0.epilogue }.contains { statement in
      switch statement {
      case .gather(buffer.name, let place, _, _), .scatter(buffer.name, let place, _):
        !place.isWhole(of: buffer)
      default: false
      }
    }
  }

  /// Whether a buffer is a delay line.
  public func isDelayLine(_ buffer: Buffer) -> Bool { delayLines.contains(buffer.name) }

  /// Names of the buffers that are delay lines.
  var delayLines: Set<String> {
    Set(
      processes.flatMap(\.body).compactMap { statement in
        if case .delay(let buffer, _, _) = statement { buffer } else { nil }
      })
  }

  /// The array whose places are drawn, if there is one.
  var drawnArray: MemoryArray? { arrays.first(where: \.isUpdated) }

  /// Bytes of an element of an array.
  public func elementBytes(of array: MemoryArray) -> Int {
    (array.elementType ?? elementType).bytes
  }

  /// The port that an array is reached through.
  public func port(of array: MemoryArray) -> MemoryPort? {
    ports.first { $0.name == array.port }
  }
}
