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

  /// The port that an array is reached through.
  public func port(of array: MemoryArray) -> MemoryPort? {
    ports.first { $0.name == array.port }
  }
}

/// An AXI master port (`m_axi` bundle).
public struct MemoryPort: Hashable, Sendable {
  /// The bundle's name.
  public var name: String
  /// Width of the data bus in bits.
  public var bits: Int
  /// Longest burst in beats.
  public var burstBeats: Int
  /// Outstanding bursts in each direction.
  public var outstanding: Int
}

/// An array in off-chip memory, counted in beats.
public struct MemoryArray: Hashable, Sendable {
  /// The argument's name.
  public var name: String
  /// Name of the port it is reached through.
  public var port: String
  /// Whether the kernel writes it; else it reads it.
  public var isWritten: Bool
  /// Whether a kernel that writes it reads it as well: its contents are an input, too.
  public var isUpdated = false
  /// Elements per beat.
  public var lanes: Int

  /// Whether the kernel reads it.
  public var isRead: Bool { !isWritten || isUpdated }
}

/// A bounded FIFO from one process to another.
public struct Stream: Hashable, Sendable {
  /// A C identifier.
  public var name: String
  /// Elements per token.
  public var lanes: Int
  /// Tokens it can hold.
  public var depth: Int
}

/// A memory on the chip, private to a compute unit.
public struct Buffer: Hashable, Sendable {
  /// A C identifier.
  public var name: String
  /// Elements side by side, each in a bank of its own.
  public var lanes: Int
  /// Words per bank.
  public var depth: Int
  /// What it is made of.
  public var storage: StorageKind
  /// For buffers between two processes of a dataflow region: the counter of a loop that both have;
  /// every turn of it is a tile that one fills and hands over to the other. There are two such
  /// buffers then (ping-pong), so that the next tile is filled while the last one is read.
  public var handover: String?
  /// The contents of a memory that is only read, word after word, one number per lane.
  public var table: [Double]?
}

/// A part of a kernel's body.
public enum Region: Hashable, Sendable {
  /// Processes that run at the same time, joined by streams.
  case dataflow([Process])
  /// Processes that run one after another, all of them once per turn of `loop`.
  case sequence(loop: LoopLevel, [Process])

  /// The processes in program order.
  public var processes: [Process] {
    switch self {
    case .dataflow(let processes), .sequence(_, let processes): processes
    }
  }
}

/// A step of a kernel's body.
public indirect enum Phase: Hashable, Sendable {
  /// A region.
  case region(Region)
  /// Phases that follow each other, all of them once per turn of a loop.
  case loop(LoopLevel, [Phase])

  /// Counters of the loops around regions.
  public var counters: [String] {
    switch self {
    case .loop(let loop, let phases): [loop.counter] + phases.flatMap(\.counters)
    case .region(.sequence(let loop, _)): [loop.counter]
    case .region(.dataflow): []
    }
  }

  /// The regions inside, each with all loops around it: a sequence has one loop of as many turns as
  /// all of them make; processes of a dataflow region run on from turn to turn.
  func regions(around outer: [LoopLevel]) -> [Region] {
    switch self {
    case .loop(let loop, let phases): phases.flatMap { $0.regions(around: outer + [loop]) }
    case .region(.sequence(let loop, let processes)):
      [
        .sequence(
          loop: LoopLevel(loop.counter, outer.reduce(loop.count) { $1.count * $0 }), processes)
      ]
    case .region(.dataflow(let processes)):
      [
        .dataflow(
          processes.map {
            var process = $0
            process.loops = outer + process.loops
            return process
          })
      ]
    }
  }
}

/// One loop of a nest.
public struct LoopLevel: Hashable, Sendable {
  /// Name of its counter, from 0 upwards.
  public var counter: String
  /// Number of turns; made of sizes and constants only.
  public var count: IndexExpression

  /// Creates a loop.
  public init(_ counter: String, _ count: IndexExpression) {
    self.counter = counter
    self.count = count
  }

  /// Turns of a loop that is unrolled, whose count has no names.
  public var turns: Int { Int(count.value([:])) }
}

extension [LoopLevel] {
  /// Lanes of unrolled loops.
  public var lanes: Int { reduce(1) { $0 * $1.turns } }
}

/// A perfect loop nest whose body is one pipeline.
public struct Process: Hashable, Sendable {
  /// A C identifier.
  public var name: String
  /// Loops, outermost first; the pipeline runs through all of them without a break.
  public var loops: [LoopLevel]
  /// Cycles between the starts of two iterations.
  public var initiationInterval: Int
  /// Cycles from the start of an iteration to its last effect.
  public var depth: Int
  /// What an iteration does, in order.
  public var body: [Statement]
  /// What happens once after the last iteration.
  public var epilogue: [Statement] = []
  /// Whether the address of every load is the value of the load before, so that one is in flight.
  public var isChained = false
  /// Whether the innermost loop runs once per number that the last ``Statement/draw`` process kept;
  /// its count is then what is to be expected.
  public var runsPerDrawn = false
}

extension Process {
  /// Whether the process writes a buffer; of two processes that share one, the one that fills it.
  public func fills(_ buffer: Buffer) -> Bool {
    body.contains { statement in
      switch statement {
      case .keep(buffer.name, _, _), .scatter(buffer.name, _, _), .delay(buffer.name, _, _): true
      default: false
      }
    }
  }

  /// Whether the process reads a buffer that it does not write.
  public func empties(_ buffer: Buffer) -> Bool {
    !fills(buffer)
      && body.contains { statement in
        switch statement {
        case .fetch(buffer.name, _, _, _), .pick(buffer.name, _, _, _),
          .gather(buffer.name, _, _, _):
          true
        default: false
        }
      }
  }
}

/// In which iterations a statement takes place.
public enum Guard: Hashable, Sendable {
  /// In every one.
  case always
  /// Where the counter is 0.
  case first(String)
  /// Where the counter is not 0.
  case notFirst(String)
  /// Where the counter has its largest value.
  case last(String)
  /// Where at least one of the counters is not 0; for accesses to buffers only.
  case notFirstOf([String])
  /// Where the counter is below a number made of sizes.
  case before(String, IndexExpression)
  /// Where the counter has reached a number made of sizes.
  case from(String, IndexExpression)
}

/// One step of an iteration. Values are names of vectors that a step before has set.
public enum Statement: Hashable, Sendable {
  /// Takes a token from a stream.
  case read(stream: String, into: String, when: Guard)
  /// Puts a token into a stream.
  case write(stream: String, value: String, when: Guard)
  /// Loads one beat from an array.
  case load(array: String, index: IndexExpression, into: String)
  /// Loads the beat whose number, modulo `mask + 1`, lane 0 of `pointer` holds; `place` is that
  /// number as the contents of memory are laid out, for models that do not follow values.
  case follow(
    array: String, pointer: String, mask: IndexExpression, place: IndexExpression, into: String)
  /// Draws the next number of ``RandomSequence`` and keeps it if its place is the unit's own; the
  /// numbers of a run of the process before are forgotten in the first iteration.
  case draw
  /// Loads the beat of the kept number of this iteration, with the number added modulo 2 to its
  /// lane; `place` is a beat as likely, for models that do not draw.
  case loadDrawn(array: String, place: IndexExpression, into: String)
  /// Stores the beat of the kept number of this iteration.
  case storeDrawn(array: String, place: IndexExpression, value: String)
  /// Stores one beat to an array.
  case store(array: String, index: IndexExpression, value: String)
  /// Reads one word of every bank of a buffer.
  case fetch(buffer: String, index: IndexExpression, into: String, when: Guard)
  /// Writes one word of every bank of a buffer.
  case keep(buffer: String, index: IndexExpression, value: String)
  /// Reads one word of one bank of a buffer.
  case pick(buffer: String, index: IndexExpression, bank: IndexExpression, into: String)
  /// Reads one element of a buffer per turn of unrolled loops; zeros where the guard does not hold.
  case gather(buffer: String, place: LanePlace, into: String, when: Guard)
  /// Writes one element of a buffer per turn of unrolled loops, from the lanes of a vector.
  case scatter(buffer: String, place: LanePlace, value: String)
  /// Puts a vector into a buffer that is a delay line and takes out the one that was put in as many
  /// iterations before as the buffer has words. What comes out before any went in is not defined.
  case delay(buffer: String, value: String, into: String)
  /// Lays vectors side by side, the first one's lanes first.
  case join(into: String, [String])
  /// Computes one lane of a vector per turn of unrolled loops; operators as the tool chooses them
  /// where no binding is given.
  case array(into: String, lanes: [LoopLevel], LaneExpression, binding: StageBinding?)
  /// Computes every lane of a vector of `lanes` elements by an expression.
  case map(into: String, lanes: Int, LaneExpression)
  /// Runs every lane of a vector through a chain of operators.
  case chain(into: String, from: String, OperatorChain)
}

/// Places in a buffer that are reached in the same cycle, each in a bank of its own.
public struct LanePlace: Hashable, Sendable {
  /// Unrolled loops, outermost first: one lane per turn, in order; constant counts.
  public var lanes: [LoopLevel]
  /// Word of the bank, from counters of the process and of `lanes`.
  public var word: IndexExpression
  /// Number of the bank, from the same counters; no bank occurs twice.
  public var bank: IndexExpression

  /// Creates places.
  public init(lanes: [LoopLevel], word: IndexExpression, bank: IndexExpression) {
    self.lanes = lanes
    self.word = word
    self.bank = bank
  }

  /// The same word of every bank, in order.
  public init(whole buffer: Buffer, word: IndexExpression) {
    let lane = LoopLevel("lane", .constant(UInt32(clamping: buffer.lanes)))
    self.init(lanes: [lane], word: word, bank: .counter("lane"))
  }

  /// Whether the places are the same word of every bank of a buffer.
  func isWhole(of buffer: Buffer) -> Bool { self == LanePlace(whole: buffer, word: word) }
}

/// Arithmetic on the lanes of vectors.
public indirect enum LaneExpression: Hashable, Sendable {
  /// The lane of a vector.
  case value(String)
  /// In arrays of operators: the lane of a vector at an index made of lane counters.
  case lane(String, IndexExpression)
  /// In arrays of operators: the sum over the turns of an unrolled loop, in order.
  case sum(LoopLevel, LaneExpression)
  /// A scalar argument.
  case scalar(String)
  /// A number.
  case constant(Double)
  /// The number `index · lanes + lane`, as an element: data that tells every place apart.
  case pattern(IndexExpression)
  /// A sum.
  case add(LaneExpression, LaneExpression)
  /// A difference.
  case subtract(LaneExpression, LaneExpression)
  /// A product.
  case multiply(LaneExpression, LaneExpression)
  /// The first expression where all numbers are in their ranges, else the second.
  case select([IndexRange], LaneExpression, LaneExpression)

  /// Additions, subtractions and multiplications per lane, without the making of patterns.
  public var operationCount: Int {
    switch self {
    case .value, .lane, .scalar, .constant, .pattern: 0
    case .sum(let loop, let term): loop.turns * (term.operationCount + 1) - 1
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right):
      1 + left.operationCount + right.operationCount
    case .select(_, let inside, let outside): inside.operationCount + outside.operationCount
    }
  }
}

/// Whether a number is in a range; all three are made of counters, lane counters and sizes.
public struct IndexRange: Hashable, Sendable {
  /// The number.
  public var index: IndexExpression
  /// The least one that is inside.
  public var from: IndexExpression
  /// The least one above it that is not.
  public var before: IndexExpression

  /// Creates a range.
  public init(_ index: IndexExpression, from: IndexExpression, before: IndexExpression) {
    self.index = index
    self.from = from
    self.before = before
  }

  /// Whether the number is inside for the given sizes and counters.
  public func holds(_ names: [String: UInt32]) -> Bool {
    let value = index.value(names)
    return value >= from.value(names) && value < before.value(names)
  }
}

/// A chain of equal operators with taps.
///
/// With x the input, stage k of pass p computes
/// - `fma`: `x · a + b`, product and sum each rounded;
/// - `add`: `x + c`, `mul`: `x · c`, with c = a where k + p is even and b where it is odd.
///
/// The result is the value after `taps[tap]` stages.
public struct OperatorChain: Hashable, Sendable {
  /// The operator of every stage.
  public var operation: ArithmeticOperator
  /// How stages are built; counts sum to the length.
  public var bindings: [StageBinding]
  /// Lengths that the `tap` argument chooses from: 1, 2, 4, …, length.
  public var taps: [Int]
  /// Name of the counter of passes.
  public var passCounter: String
  /// Name of the size argument that chooses the tap.
  public var tapSize: String
  /// Names of the scalars a and b.
  public var coefficients: [String]

  /// Number of stages.
  public var length: Int { bindings.reduce(0) { $0 + $1.stages } }

  /// Powers of two up to a length, and the length itself; none for a length below 1.
  public static func taps(length: Int) -> [Int] {
    guard length > 0 else { return [] }
    let powers = sequence(first: 1) { $0 <= Int.max / 2 ? $0 * 2 : nil }
    return powers.prefix { $0 < length } + [length]
  }
}
