package import Foundation
package import Quantities

/// What an xclbin file says: kernels, compute units, memories, clocks, platform.
///
/// Sections that a file lacks leave their part empty and are listed in ``missing``.
package struct XclbinContents: Hashable, Sendable {
  /// The header: platform, mode, identifier, tool.
  package var header: XclbinHeader
  /// Platform and kernels; `nil` when the file has none.
  package var metadata: EmbeddedMetadata?
  /// The tools; `nil` when the file has none.
  package var build: BuildMetadata?
  /// The banks.
  package var memories: MemoryTopology
  /// The banks and groups, which is where XRT allocates; the banks where the file has no groups.
  package var groups: MemoryTopology
  /// The compute units and other blocks.
  package var layout: IPLayout
  /// Arguments to banks.
  package var connectivity: Connectivity
  /// Arguments to banks and groups; to banks where the file has no groups.
  package var groupConnectivity: Connectivity
  /// The clocks that the build reached.
  package var clocks: [AchievedClock]
  /// What the file lacks, of the sections that are read here.
  package var missing: [SectionKind]

  /// Reads what a file says.
  ///
  /// - Parameter file: The file.
  /// - Throws: ``XclbinError`` with every mistake of all sections.
  package init(_ file: XclbinFile) throws(XclbinError) {
    var findings: [XclbinFinding] = []
    var missing: [SectionKind] = []
    func section(_ kind: SectionKind) -> XclbinSection? {
      let section = file.section(kind)
      if section == nil { missing.append(kind) }
      return section
    }
    header = file.header
    metadata = section(.embeddedMetadata).flatMap { EmbeddedMetadata.read($0, &findings) }
    build = section(.buildMetadata).flatMap { BuildMetadata.read($0, &findings) }
    memories =
      section(.memoryTopology).map { MemoryTopology($0, &findings) } ?? MemoryTopology([])
    groups = section(.groupTopology).map { MemoryTopology($0, &findings) } ?? memories
    layout = section(.ipLayout).map { IPLayout($0, &findings) } ?? IPLayout([])
    connectivity = section(.connectivity).map { Connectivity($0, &findings) } ?? Connectivity([])
    groupConnectivity =
      section(.groupConnectivity).map { Connectivity($0, &findings) } ?? connectivity
    clocks = section(.clockFrequencyTopology).map { ClockTopology($0, &findings).clocks } ?? []
    if findings.isEmpty {
      if let own = file.section(.connectivity) {
        connectivity.check(against: layout, memories, section: own, &findings)
      }
      if let own = file.section(.groupConnectivity) {
        groupConnectivity.check(against: layout, groups, section: own, &findings)
      }
    }
    guard findings.isEmpty else { throw XclbinError(file: file.path, findings: findings) }
    self.missing = missing
  }

  /// Reads a file.
  ///
  /// - Parameter path: Where it is.
  /// - Throws: ``XclbinError`` with every mistake.
  package init(contentsOf path: String) throws(XclbinError) {
    try self.init(try XclbinFile(contentsOf: path))
  }

  /// Vendor, board, name and version of the platform, as the header has it.
  package var platform: String { header.platform }
  /// What the file is for.
  package var mode: XclbinMode { header.mode }
  /// Identifier of the file.
  package var identifier: UUID { header.identifier }
  /// The kernels.
  package var kernels: [EmbeddedMetadata.Kernel] { metadata?.kernels ?? [] }

  /// The frequency that the build reached for the kernels' clock; `nil` when not said.
  package var kernelClock: Frequency? { frequency(of: .data) }
  /// The frequency that the build reached for a clock; `nil` when not said.
  package func frequency(of kind: ClockKind) -> Frequency? {
    clocks.first { $0.kind == kind && $0.megahertz > 0 }?.frequency
  }
}
