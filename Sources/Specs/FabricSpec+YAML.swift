extension FabricSpec {
  static let keys = ["name", "title", "storage", "source", "evidence"]

  /// Reads `Boards/fabrics/<name>.yaml`; `nil` when the reader has findings about it.
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let name = yaml.name("name")
    let title = yaml.text("title")
    let storage = yaml.mappings("storage")?.map { ($0, StorageSpec($0)) }
    let provenance = yaml.provenance()
    YAMLMapping.expectUnique(storage?.map { ($0.0, $0.1?.kind.rawValue) } ?? [], key: "kind")
    guard let name, let title, let storage, let provenance else { return nil }
    self.init(
      name: name, title: title, storage: storage.compactMap(\.1), provenance: provenance)
  }
}

extension StorageSpec {
  private static let keys = [
    "kind", "resource", "units_per_block", "port_bits", "depth", "reads_per_cycle",
    "writes_per_cycle", "usable_share", "source", "evidence",
  ]

  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let kind = yaml.choice("kind", of: StorageKind.self)
    let resource = yaml.choice("resource", of: ResourceKind.self)
    let units = yaml.count("units_per_block", in: YAMLMapping.positiveCount)
    let portBits = yaml.count("port_bits", in: 1...4096)
    let depth = yaml.count("depth", in: YAMLMapping.positiveCount)
    let reads = yaml.count("reads_per_cycle", in: 0...64)
    let writes = yaml.count("writes_per_cycle", in: 0...64)
    let share = yaml.optional("usable_share") == nil ? 1 : yaml.share("usable_share")
    let provenance = yaml.provenance()
    guard let kind, let resource, let units, let portBits, let depth, let reads, let writes,
      let share, let provenance
    else { return nil }
    self.init(
      kind: kind, resource: resource, unitsPerBlock: units, portBits: portBits, depth: depth,
      readsPerCycle: reads, writesPerCycle: writes, usableShare: share, provenance: provenance)
  }
}
