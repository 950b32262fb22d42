/// The kind of a section; kinds that are not named here are kept as they are.
///
/// Numbers and names: `axlf_section_kind` in XRT's `xclbin.h` (2.13), which `xclbinutil` uses too,
/// except that it writes the two `ASK_GROUP_…` kinds without `ASK_`.
package struct SectionKind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number in the file.
  package let rawValue: UInt32
  /// Creates a kind from its number.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// What the programmable logic is configured with; in software emulation a shared library.
  package static let bitstream = SectionKind(rawValue: 0)
  /// XML: platform, kernels, arguments, instances.
  package static let embeddedMetadata = SectionKind(rawValue: 2)
  /// The memory banks.
  package static let memoryTopology = SectionKind(rawValue: 6)
  /// Which argument of which compute unit reaches which bank.
  package static let connectivity = SectionKind(rawValue: 7)
  /// The compute units and other blocks with registers.
  package static let ipLayout = SectionKind(rawValue: 8)
  /// The clocks of the user's logic.
  package static let clockFrequencyTopology = SectionKind(rawValue: 11)
  /// JSON: tool, platform, kernels.
  package static let buildMetadata = SectionKind(rawValue: 14)
  /// Whatever the user packs along.
  package static let userMetadata = SectionKind(rawValue: 16)
  /// The memory banks and groups of them.
  package static let groupTopology = SectionKind(rawValue: 26)
  /// Which argument of which compute unit reaches which bank or group.
  package static let groupConnectivity = SectionKind(rawValue: 27)

  /// In the order of their numbers, which start at 0.
  private static let names = [
    "BITSTREAM", "CLEARING_BITSTREAM", "EMBEDDED_METADATA", "FIRMWARE", "DEBUG_DATA",
    "SCHED_FIRMWARE", "MEM_TOPOLOGY", "CONNECTIVITY", "IP_LAYOUT", "DEBUG_IP_LAYOUT",
    "DESIGN_CHECK_POINT", "CLOCK_FREQ_TOPOLOGY", "MCS", "BMC", "BUILD_METADATA",
    "KEYVALUE_METADATA", "USER_METADATA", "DNA_CERTIFICATE", "PDI", "BITSTREAM_PARTIAL_PDI",
    "PARTITION_METADATA", "EMULATION_DATA", "SYSTEM_METADATA", "SOFT_KERNEL", "ASK_FLASH",
    "AIE_METADATA", "GROUP_TOPOLOGY", "GROUP_CONNECTIVITY", "SMARTNIC", "AIE_RESOURCES",
    "OVERLAY", "VENDER_METADATA",
  ]

  /// The name that `xclbinutil` prints, or `kind 77`.
  package var description: String {
    Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)] : "kind \(rawValue)"
  }
}

/// A section of an xclbin file.
package struct XclbinSection: Hashable, Sendable {
  /// What it holds.
  package var kind: SectionKind
  /// A name of up to 15 bytes that only some kinds use; usually empty.
  package var name: String
  /// The contents.
  package var bytes: [UInt8]
  /// Where it was in the file it was read from; 0 for one that was made. For messages only.
  package var offset: Int

  /// Creates a section.
  package init(_ kind: SectionKind, name: String = "", bytes: [UInt8], offset: Int = 0) {
    self.kind = kind
    self.name = name
    self.bytes = bytes
    self.offset = offset
  }
}
