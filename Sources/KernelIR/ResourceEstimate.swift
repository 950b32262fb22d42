public import Specs

/// What one compute unit of a program takes, by part.
///
/// Assumptions: operators as in the operator table, fully pipelined; one burst buffer per port and
/// direction in block RAM (UG1399: outstanding × burst × width); streams up to 1024 bits deep in
/// shift registers, counted as infrastructure; banks rounded up to whole blocks.
public struct ResourceEstimate: Hashable, Sendable {
  /// Arithmetic.
  public let operators: ResourceCount
  /// AXI ports with their burst buffers.
  public let ports: ResourceCount
  /// Buffers and banks.
  public let buffers: ResourceCount
  /// Streams.
  public let streams: ResourceCount
  /// Control and register file.
  public let control: ResourceCount

  /// All parts of one compute unit.
  public var computeUnit: ResourceCount { operators + ports + buffers + streams + control }

  /// Estimates a program on a board.
  public init(_ program: KernelProgram, board: BoardSpec) {
    let costs = ProgramCosts(program: program, board: board, delayLines: program.delayLines)
    operators = costs.operators
    ports = program.ports.map(costs.port).reduce(ResourceCount(), +)
    buffers = program.buffers.map { costs.buffer($0) * ($0.handover == nil ? 1 : 2) }
      .reduce(ResourceCount(), +)
    streams = program.streams.map(costs.stream).reduce(ResourceCount(), +)
    control = board.operators.infrastructure.computeUnit
  }
}

/// Costs of the parts of a program.
private struct ProgramCosts {
  let program: KernelProgram
  let board: BoardSpec
  /// Names of the buffers that are; looked for once, as chains of stencils have many.
  let delayLines: Set<String>

  var operators: ResourceCount {
    program.processes.flatMap(\.body).map(statement).reduce(ResourceCount(), +)
  }

  private func statement(_ statement: Statement) -> ResourceCount {
    switch statement {
    case .chain(_, _, let chain):
      let lanes = program.arrays.first?.lanes ?? 1
      return chain.bindings.reduce(ResourceCount()) { $0 + $1.cost * ($1.stages * lanes) }
    case .map(_, let lanes, let expression): return cost(of: expression) * lanes
    case .array(_, let lanes, let expression, let binding):
      let counters = Set(lanes.map(\.counter))
      return (cost(of: expression, binding, constants: counters) + selectors(expression, lanes))
        * lanes.lanes
    case .lookUp(let name, _, let lanes, _):
      // Every lane chooses one of the elements of a word.
      guard let buffer = program.buffers.first(where: { $0.name == name }) else { break }
      return lookUpTables(choice(of: buffer.lanes) * lanes)
    default: break
    }
    return ResourceCount()
  }

  /// What an expression takes in one lane; `constants` are counters of lanes, which choose nothing.
  private func cost(
    of expression: LaneExpression, _ binding: StageBinding? = nil, constants: Set<String> = []
  ) -> ResourceCount {
    let inside = expression.operands.map { cost(of: $0, binding, constants: constants) }
      .reduce(ResourceCount(), +)
    let own = expression.operatorKind(for: program.elementType).map {
      binding?.implementation(of: $0)?.cost ?? toolDefault($0)
    }
    switch expression {
    case .sum(let loop, _):
      return inside * loop.turns + (own ?? ResourceCount()) * max(0, loop.turns - 1)
    case .select(let ranges, _, _):
      let names = ranges.flatMap { [$0.index, $0.from, $0.before] }.flatMap(\.names)
      let isFixed = !ranges.isEmpty && constants.isSuperset(of: names)
      return inside + lookUpTables(isFixed ? 0 : program.elementType.bits)
    default: return inside + (own ?? ResourceCount())
    }
  }

  /// What chooses the lanes of vectors that change from iteration to iteration: per bit a tree of
  /// four-way multiplexers, one look-up table each (UG574, wide multiplexers).
  private func selectors(_ expression: LaneExpression, _ lanes: [LoopLevel]) -> ResourceCount {
    switch expression {
    case .lane(_, let index):
      guard !index.names.isSubset(of: lanes.map(\.counter)) else { return ResourceCount() }
      return lookUpTables(choice(of: lanes.lanes))
    case .sum(let loop, let term): return selectors(term, lanes + [loop]) * loop.turns
    default:
      return expression.operands.map { selectors($0, lanes) }.reduce(ResourceCount(), +)
    }
  }

  /// Look-up tables that choose one of several elements.
  private func choice(of elements: Int) -> Int {
    let highest = max(0, elements - 1)
    let levels = highest.bitWidth - highest.leadingZeroBitCount
    return (levels + 1) / 2 * program.elementType.bits
  }

  private func lookUpTables(_ count: Int) -> ResourceCount {
    var cost = ResourceCount()
    cost.lut = count
    return cost
  }

  private func toolDefault(_ kind: OperatorKind) -> ResourceCount {
    board.operators.toolDefault(of: kind, type: program.elementType)?.cost
      ?? ResourceCount()
  }

  func port(_ port: MemoryPort) -> ResourceCount {
    let arrays = program.arrays.filter { $0.port == port.name }
    let directions =
      (arrays.contains(where: \.isRead) ? 1 : 0) + (arrays.contains(where: \.isWritten) ? 1 : 0)
    let words = port.outstanding * port.burstBeats
    let tiles = blocks(bits: port.bits, depth: words, .bram)
    var cost = board.operators.infrastructure.port
    cost.bram += tiles * directions
    return cost
  }

  func stream(_ stream: Stream) -> ResourceCount {
    let bits = stream.lanes * (stream.elementType ?? program.elementType).bits
    return board.operators.infrastructure.streamPer512Bits * max(1, (bits + 511) / 512)
  }

  func buffer(_ buffer: Buffer) -> ResourceCount {
    guard let storage = board.fabric.storage(buffer.storage) else {
      var registers = ResourceCount()
      if delayLines.contains(buffer.name) {
        registers.ff = buffer.depth * buffer.lanes * program.elementType.bits
      }
      return registers
    }
    // A table of one word is no memory: its numbers are constants of the operators.
    guard buffer.table == nil || buffer.depth > 1 else { return ResourceCount() }
    if !delayLines.contains(buffer.name), program.isBanked(buffer) {
      return banks(buffer, storage) * max(1, buffer.copies)
    }
    // Lanes of one buffer are read at the same address, so narrow lanes share blocks; banks of
    // the on-chip kernel are full words of a block each and give the same count.
    let bits = buffer.lanes * program.elementType.bits
    var cost = ResourceCount()
    cost[storage.resource] =
      blocks(bits: bits, depth: buffer.depth, buffer.storage) * storage.unitsPerBlock
      * max(1, buffer.copies)
    return cost
  }

  /// Banks that are reached at words of their own: each takes blocks of its own. Block RAM comes in
  /// halves, which are deeper where they are narrower (UG573: 512 × 36 to 16384 × 1).
  private func banks(_ buffer: Buffer, _ storage: StorageSpec) -> ResourceCount {
    let bits = program.elementType.bits
    var cost = ResourceCount()
    if buffer.storage == .bram, bits <= storage.portBits / 2 {
      let half = max(1, storage.portBits * storage.depth / 2)
      let halves = (buffer.depth * bits + half - 1) / half
      cost[storage.resource] = (buffer.lanes * halves + 1) / 2 * storage.unitsPerBlock
    } else {
      cost[storage.resource] =
        buffer.lanes * blocks(bits: bits, depth: buffer.depth, buffer.storage)
        * storage.unitsPerBlock
    }
    return cost
  }

  private func blocks(bits: Int, depth: Int, _ kind: StorageKind) -> Int {
    guard let storage = board.fabric.storage(kind), storage.portBits > 0, storage.depth > 0
    else { return 0 }
    let wide = (bits + storage.portBits - 1) / storage.portBits
    let deep = (depth + storage.depth - 1) / storage.depth
    return wide * deep
  }
}
