/// That an argument of a compute unit reaches a bank.
///
/// Layout: `connection` in XRT's `xclbin.h`.
package struct MemoryConnection: Hashable, Sendable {
  /// The argument's index in the kernel's signature.
  package var argument: Int
  /// The compute unit's index in the `IP_LAYOUT`.
  package var block: Int
  /// The bank's index in the topology.
  package var memory: Int

  /// Creates a connection.
  package init(argument: Int, block: Int, memory: Int) {
    self.argument = argument
    self.block = block
    self.memory = memory
  }
}

/// Which arguments reach which banks: `CONNECTIVITY` or `GROUP_CONNECTIVITY`.
package struct Connectivity: Hashable, Sendable {
  /// In the order of the file.
  package var connections: [MemoryConnection]

  /// Creates a connectivity.
  package init(_ connections: [MemoryConnection]) { self.connections = connections }
}

extension Connectivity: RecordSection {
  static let headerSize = 4
  static let recordSize = 12
  static func count(_ header: ArraySlice<UInt8>) -> Int { header.signed(0) }

  /// Reads a section; what is wrong is appended to `findings`.
  init(_ section: XclbinSection, _ findings: inout [XclbinFinding]) {
    connections = Self.records(of: section, &findings).map { record in
      MemoryConnection(
        argument: record.signed(0), block: record.signed(4), memory: record.signed(8))
    }
  }

  /// Appends connections whose indices name nothing.
  func check(
    against layout: IPLayout, _ topology: MemoryTopology, section: XclbinSection,
    _ findings: inout [XclbinFinding]
  ) {
    for (index, connection) in connections.enumerated() {
      let offset = section.offset + Self.headerSize + index * Self.recordSize
      if !layout.blocks.indices.contains(connection.block) {
        findings.append(
          XclbinFinding(
            section: section.kind.description, offset: offset + 4,
            "found block \(connection.block), expected one of the \(layout.blocks.count) of "
              + "IP_LAYOUT"))
      }
      if !topology.banks.indices.contains(connection.memory) {
        findings.append(
          XclbinFinding(
            section: section.kind.description, offset: offset + 8,
            "found memory \(connection.memory), expected one of the \(topology.banks.count) of "
              + "the topology"))
      }
    }
  }

  /// The section's bytes; none for no connections, as `xclbinutil` has it.
  ///
  /// - Parameter kind: Which of the two sections it is.
  /// - Returns: The section.
  package func section(_ kind: SectionKind = .connectivity) -> XclbinSection {
    guard !connections.isEmpty else { return XclbinSection(kind, bytes: []) }
    var bytes: [UInt8] = []
    bytes.append(littleEndian: Int32(clamping: connections.count))
    for connection in connections {
      bytes.append(littleEndian: Int32(clamping: connection.argument))
      bytes.append(littleEndian: Int32(clamping: connection.block))
      bytes.append(littleEndian: Int32(clamping: connection.memory))
    }
    return XclbinSection(kind, bytes: bytes)
  }
}
