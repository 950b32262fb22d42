/// What a file is to hold: kernels with compute units, memories, and which argument reaches which.
package struct XclbinDesign: Hashable, Sendable {
  /// Platform and kernels with their compute units.
  package var metadata: EmbeddedMetadata
  /// The memories; ``file(header:bitstream:build:)`` marks those used that an argument reaches.
  package var memories: [MemoryBank]
  /// The indices of banks by kernel, compute unit and argument; scalars are left out.
  package var banks: [ArgumentPlace: [Int]]
  /// The clocks.
  package var clocks: [AchievedClock]

  /// An argument of a compute unit.
  package struct ArgumentPlace: Hashable, Sendable {
    /// The kernel's name.
    package var kernel: String
    /// The compute unit's name.
    package var instance: String
    /// The argument's index.
    package var argument: Int

    /// Creates a place.
    package init(kernel: String, instance: String, argument: Int) {
      self.kernel = kernel
      self.instance = instance
      self.argument = argument
    }
  }

  /// Creates a design.
  package init(
    metadata: EmbeddedMetadata, memories: [MemoryBank], banks: [ArgumentPlace: [Int]],
    clocks: [AchievedClock]
  ) {
    self.metadata = metadata
    self.memories = memories
    self.banks = banks
    self.clocks = clocks
  }
}

extension XclbinDesign {
  /// Kernel and compute unit, in the order of the metadata.
  private var units: [(kernel: EmbeddedMetadata.Kernel, instance: EmbeddedMetadata.Instance)] {
    metadata.kernels.flatMap { kernel in kernel.instances.map { (kernel, $0) } }
  }

  /// The compute units in the order of their base addresses, as the format asks for.
  ///
  /// Interrupts are numbered in that order.
  package var layout: IPLayout {
    let sorted = units.sorted {
      ($0.instance.baseAddress ?? .max, $0.kernel.name, $0.instance.name)
        < ($1.instance.baseAddress ?? .max, $1.kernel.name, $1.instance.name)
    }
    return IPLayout(
      sorted.enumerated().map { index, unit in
        IPBlock(
          computeUnit: "\(unit.kernel.name):\(unit.instance.name)",
          baseAddress: unit.instance.baseAddress, control: unit.kernel.control ?? .handshake,
          interrupt: index)
      })
  }

  /// Arguments to banks, in the order of compute units, arguments and banks.
  package var connectivity: Connectivity {
    let blocks = Dictionary(
      layout.blocks.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let connections = banks.flatMap { place, banks in
      banks.map { bank in
        MemoryConnection(
          argument: place.argument, block: blocks["\(place.kernel):\(place.instance)"] ?? -1,
          memory: bank)
      }
    }
    return Connectivity(
      connections.sorted {
        ($0.block, $0.argument, $0.memory) < ($1.block, $1.argument, $1.memory)
      })
  }

  /// What is wrong with it: compute units and banks that there are not, interrupts beyond 127.
  private var findings: [XclbinFinding] {
    let names = Set(units.map { "\($0.kernel.name):\($0.instance.name)" })
    let places = banks.keys.sorted {
      ($0.kernel, $0.instance, $0.argument) < ($1.kernel, $1.instance, $1.argument)
    }
    var findings = places.flatMap { place in
      let unit = "\(place.kernel):\(place.instance)"
      let unknown = names.contains(unit) ? [] : [XclbinFinding("no compute unit named `\(unit)`")]
      let beyond = (banks[place] ?? []).filter { !memories.indices.contains($0) }
      return unknown
        + beyond.map {
          XclbinFinding(
            "\(unit), argument \(place.argument): found bank \($0), expected one of the "
              + "\(memories.count) banks")
        }
    }
    if units.count > 128 {
      findings.append(
        XclbinFinding("found \(units.count) compute units, expected at most 128 (interrupts)"))
    }
    return findings
  }

  /// The file.
  ///
  /// - Parameters:
  ///   - header: Mode, platform, identifier and whatever else the header is to say.
  ///   - bitstream: What configures the device; in software emulation a shared library.
  ///   - build: The tools; `nil` leaves the section out.
  /// - Returns: The file with bitstream, XML, topology, layout, connectivity, groups and clocks.
  /// - Throws: ``XclbinError`` with everything that is wrong with the design.
  package func file(
    header: XclbinHeader, bitstream: [UInt8], build: BuildMetadata?
  ) throws(XclbinError) -> XclbinFile {
    guard findings.isEmpty else { throw XclbinError(findings: findings) }
    let connectivity = connectivity
    let used = Set(connectivity.connections.map(\.memory))
    var topology = MemoryTopology(memories)
    for index in topology.banks.indices where used.contains(index) {
      topology.banks[index].isUsed = true
    }
    let grouping = MemoryGrouping(topology, connectivity)
    var sections = [
      XclbinSection(.bitstream, bytes: bitstream),
      try metadata.section(),
      try topology.section(),
      try layout.section(),
      connectivity.section(),
      try grouping.topology.section(.groupTopology),
      grouping.connectivity.section(.groupConnectivity),
      try ClockTopology(clocks).section(),
    ]
    if let build { sections.append(try build.section(for: metadata)) }
    return XclbinFile(header: header, sections: sections.filter { !$0.bytes.isEmpty })
  }
}
