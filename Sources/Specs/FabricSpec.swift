/// Where data can be kept on the chip.
public enum StorageKind: String, Sendable, CaseIterable {
  /// Block RAM.
  case bram
  /// UltraRAM.
  case uram
  /// Memory made of look-up tables.
  case lutram
  /// Flip-flops.
  case register
}

/// A family of programmable logic, from `Boards/fabrics/<name>.yaml`.
public struct FabricSpec: Hashable, Sendable {
  /// The file's name for it, e.g. `ultrascale-plus`.
  public var name: String
  /// The name for people.
  public var title: String
  /// The on-chip storage kinds that the family has.
  public var storage: [StorageSpec]
  /// Where the family's identification comes from.
  public var provenance: Provenance

  /// The storage of one kind, if the family has it.
  public func storage(_ kind: StorageKind) -> StorageSpec? { storage.first { $0.kind == kind } }

  /// Creates a family.
  public init(name: String, title: String, storage: [StorageSpec], provenance: Provenance) {
    self.name = name
    self.title = title
    self.storage = storage
    self.provenance = provenance
  }
}

/// One kind of on-chip storage: how blocks are shaped and reached.
public struct StorageSpec: Hashable, Sendable {
  /// The kind.
  public var kind: StorageKind
  /// The resource that one block takes: BRAM, URAM, LUT or FF.
  public var resource: ResourceKind
  /// How many units of that resource one block takes (LUTRAM: LUTs per 64 × 1 bit and port).
  public var unitsPerBlock: Int
  /// Data bits of one port of one block, without the bits meant for ECC.
  public var portBits: Int
  /// Words of `portBits` in one block.
  public var depth: Int
  /// Reads that one block serves per cycle.
  public var readsPerCycle: Int
  /// Writes that one block takes per cycle beside those reads.
  public var writesPerCycle: Int
  /// The share of the resource, 0–1, that can be this storage at all (LUTRAM: half the LUTs).
  public var usableShare: Double
  /// Where the shape comes from.
  public var provenance: Provenance

  /// Creates a storage kind.
  public init(
    kind: StorageKind, resource: ResourceKind, unitsPerBlock: Int, portBits: Int, depth: Int,
    readsPerCycle: Int, writesPerCycle: Int, usableShare: Double = 1, provenance: Provenance
  ) {
    self.kind = kind
    self.resource = resource
    self.unitsPerBlock = unitsPerBlock
    self.portBits = portBits
    self.depth = depth
    self.readsPerCycle = readsPerCycle
    self.writesPerCycle = writesPerCycle
    self.usableShare = usableShare
    self.provenance = provenance
  }
}
