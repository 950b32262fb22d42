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
    let costs = ProgramCosts(program: program, board: board)
    operators = costs.operators
    ports = program.ports.map(costs.port).reduce(ResourceCount(), +)
    buffers = program.buffers.map(costs.buffer).reduce(ResourceCount(), +)
    streams = program.streams.map(costs.stream).reduce(ResourceCount(), +)
    control = board.operators.infrastructure.computeUnit
  }
}

/// Costs of the parts of a program.
private struct ProgramCosts {
  let program: KernelProgram
  let board: BoardSpec

  var operators: ResourceCount {
    program.processes.flatMap(\.body).map(statement).reduce(ResourceCount(), +)
  }

  private func statement(_ statement: Statement) -> ResourceCount {
    switch statement {
    case .chain(_, _, let chain):
      let lanes = program.arrays.first?.lanes ?? 1
      return chain.bindings.reduce(ResourceCount()) { $0 + $1.cost * ($1.stages * lanes) }
    case .map(_, let lanes, let expression): return cost(of: expression) * lanes
    default: return ResourceCount()
    }
  }

  private func cost(of expression: LaneExpression) -> ResourceCount {
    switch expression {
    case .value, .scalar, .constant, .pattern: ResourceCount()
    case .add(let left, let right), .subtract(let left, let right):
      toolDefault(.add) + cost(of: left) + cost(of: right)
    case .multiply(let left, let right): toolDefault(.mul) + cost(of: left) + cost(of: right)
    }
  }

  private func toolDefault(_ arithmetic: ArithmeticOperator) -> ResourceCount {
    board.operators.toolDefault(of: arithmetic, type: program.elementType)?.cost
      ?? ResourceCount()
  }

  func port(_ port: MemoryPort) -> ResourceCount {
    let arrays = program.arrays.filter { $0.port == port.name }
    let directions = Set(arrays.map(\.isWritten)).count
    let words = port.outstanding * port.burstBeats
    let tiles = blocks(bits: port.bits, depth: words, .bram)
    var cost = board.operators.infrastructure.port
    cost.bram += tiles * directions
    return cost
  }

  func stream(_ stream: Stream) -> ResourceCount {
    let bits = stream.lanes * program.elementType.bits
    return board.operators.infrastructure.streamPer512Bits * max(1, (bits + 511) / 512)
  }

  func buffer(_ buffer: Buffer) -> ResourceCount {
    guard let storage = board.fabric.storage(buffer.storage) else { return ResourceCount() }
    // Lanes of one buffer are read at the same address, so narrow lanes share blocks; banks of
    // the on-chip kernel are full words of a block each and give the same count.
    let bits = buffer.lanes * program.elementType.bits
    var cost = ResourceCount()
    cost[storage.resource] =
      blocks(bits: bits, depth: buffer.depth, buffer.storage) * storage.unitsPerBlock
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
