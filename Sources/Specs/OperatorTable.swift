/// What operators and kernel infrastructure cost, from `Boards/operators/<name>.yaml`.
public struct OperatorTable: Hashable, Sendable {
  /// The file's name for it, e.g. `ultrascale-plus-vitis`.
  public var name: String
  /// The name for people.
  public var title: String
  /// Every implementation of every operator and type.
  public var operators: [OperatorCost]
  /// What surrounds the operators in a kernel.
  public var infrastructure: InfrastructureCost
  /// Where the table as a whole comes from.
  public var provenance: Provenance

  /// All implementations of an operator for a type, in the order of the file.
  public func implementations(
    of operation: OperatorKind, type: ElementType
  ) -> [OperatorCost] {
    operators.filter { $0.operation == operation && $0.type == type }
  }

  /// Creates a table.
  public init(
    name: String, title: String, operators: [OperatorCost],
    infrastructure: InfrastructureCost, provenance: Provenance
  ) {
    self.name = name
    self.title = title
    self.operators = operators
    self.infrastructure = infrastructure
    self.provenance = provenance
  }
}

/// One way to build one operator, fully pipelined (a result per cycle).
public struct OperatorCost: Hashable, Sendable {
  /// The operator; `fma` only where the hardware has it as one unit.
  public var operation: OperatorKind
  /// The element type.
  public var type: ElementType
  /// The name that the tool gives the implementation: `fabric`, `meddsp`, `fulldsp`, `maxdsp`, `dsp`.
  public var implementation: String
  /// Resources of one operator.
  public var cost: ResourceCount
  /// Cycles from operands to result at the usual kernel clock.
  public var latency: Int
  /// Where cost and latency come from.
  public var provenance: Provenance

  /// Creates an operator cost.
  public init(
    operation: OperatorKind, type: ElementType, implementation: String,
    cost: ResourceCount, latency: Int, provenance: Provenance
  ) {
    self.operation = operation
    self.type = type
    self.implementation = implementation
    self.cost = cost
    self.latency = latency
    self.provenance = provenance
  }
}

/// What a kernel needs besides operators and buffers.
public struct InfrastructureCost: Hashable, Sendable {
  /// Control, register file and start logic of one compute unit.
  public var computeUnit: ResourceCount
  /// One `m_axi` port of 512 bits with its data mover, without its burst buffer.
  public var port: ResourceCount
  /// One stream or pipeline register stage per 512 bits of width.
  public var streamPer512Bits: ResourceCount
  /// Where these costs come from.
  public var provenance: Provenance

  /// Creates infrastructure costs.
  public init(
    computeUnit: ResourceCount, port: ResourceCount, streamPer512Bits: ResourceCount,
    provenance: Provenance
  ) {
    self.computeUnit = computeUnit
    self.port = port
    self.streamPer512Bits = streamPer512Bits
    self.provenance = provenance
  }
}
