import Quantities

extension Ceiling.Kind {
  /// What is bounded, in one word per part: `hbm`, `bram`, `host-to-device`, `f32 fma`.
  public var name: String {
    switch self {
    case .memory(let name), .onChip(let name), .hostLink(let name): name
    case .compute(let type, let operation): "\(type) \(operation)"
    }
  }

  /// The sort of ceiling as written in tables: `memory`, `on-chip`, `host-link` or `compute`.
  public var category: String {
    switch self {
    case .memory: "memory"
    case .onChip: "on-chip"
    case .hostLink: "host-link"
    case .compute: "compute"
    }
  }

  /// Whether the value counts operations, not bytes.
  public var isCompute: Bool {
    if case .compute = self { true } else { false }
  }

  /// The base unit of the value: `B/s` or `OP/s`.
  public var unit: String { isCompute ? Throughput.unitSymbol : Bandwidth.unitSymbol }

  /// A rate in words for people: `460.8 GB/s`, `536 GOP/s`.
  ///
  /// - Parameter rate: In the base unit of this kind.
  /// - Returns: Four significant digits with prefix and unit.
  public func text(of rate: Double) -> String {
    isCompute ? Throughput(rate).description : Bandwidth(rate).description
  }

  /// Position of the category in tables: memories, on-chip storage, link, compute.
  var rank: Int {
    switch self {
    case .memory: 0
    case .onChip: 1
    case .hostLink: 2
    case .compute: 3
    }
  }
}

extension CeilingBasis {
  /// Whether it rests on rows, not on the board's data alone.
  public var isFitted: Bool { self != .theoretical }

  /// Which is preferred when several are at hand: measured, then modelled, then theoretical.
  var rank: Int {
    switch self {
    case .measured: 0
    case .modelled: 1
    case .theoretical: 2
    }
  }
}

extension Ceiling {
  /// The order of tables: fitted before theoretical, then by category, name and basis.
  var order: (Int, Int, String, Int) {
    (basis.isFitted ? 0 : 1, kind.rank, kind.name, basis.rank)
  }
}
