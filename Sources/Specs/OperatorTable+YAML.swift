extension OperatorTable {
  static let keys = ["name", "title", "operators", "infrastructure", "source", "evidence"]

  /// Reads `Boards/operators/<name>.yaml`; `nil` when the reader has findings about it.
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let name = yaml.name("name")
    let title = yaml.text("title")
    let operators = yaml.mappings("operators")?.map { ($0, OperatorCost($0)) }
    let infrastructure = yaml.mapping("infrastructure").flatMap { InfrastructureCost($0) }
    let provenance = yaml.provenance()
    YAMLMapping.expectUnique(
      operators?.map { ($0.0, $0.1?.identity) } ?? [], key: "implementation")
    guard let name, let title, let operators, let infrastructure, let provenance else {
      return nil
    }
    self.init(
      name: name, title: title, operators: operators.compactMap(\.1),
      infrastructure: infrastructure, provenance: provenance)
  }
}

extension OperatorCost {
  private static let keys =
    ["operation", "type", "implementation", "latency", "source", "evidence"] + ResourceCount.keys

  /// What no two entries of a table share.
  fileprivate var identity: String {
    "\(operation.rawValue) \(type.rawValue) \(implementation)"
  }

  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let operation = yaml.choice("operation", of: OperatorKind.self)
    let type = yaml.choice("type", of: ElementType.self)
    let implementation = yaml.name("implementation")
    let cost = ResourceCount(operatorCost: yaml)
    let latency = yaml.count("latency", in: 0...1000)
    let provenance = yaml.provenance()
    guard let operation, let type, let implementation, let cost, let latency, let provenance
    else { return nil }
    self.init(
      operation: operation, type: type, implementation: implementation, cost: cost,
      latency: latency, provenance: provenance)
  }
}

extension InfrastructureCost {
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(["compute_unit", "port", "stream_per_512_bits", "source", "evidence"])
    let computeUnit = Self.cost("compute_unit", in: yaml)
    let port = Self.cost("port", in: yaml)
    let stream = Self.cost("stream_per_512_bits", in: yaml)
    let provenance = yaml.provenance()
    guard let computeUnit, let port, let stream, let provenance else { return nil }
    self.init(
      computeUnit: computeUnit, port: port, streamPer512Bits: stream, provenance: provenance)
  }

  private static func cost(_ key: String, in yaml: YAMLMapping) -> ResourceCount? {
    guard let block = yaml.mapping(key) else { return nil }
    block.expectKeys(ResourceCount.keys)
    return ResourceCount(block)
  }
}
