package import Quantities

/// The technology of a memory.
///
/// Numbers and names: `MEM_TYPE` in XRT's `xclbin.h`.
package struct MemoryKind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number in the file.
  package let rawValue: UInt8
  /// Creates a kind from its number.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A DDR3 bank.
  package static let ddr3 = MemoryKind(rawValue: 0)
  /// A DDR4 bank.
  package static let ddr4 = MemoryKind(rawValue: 1)
  /// DRAM of another or an unnamed kind.
  package static let dram = MemoryKind(rawValue: 2)
  /// No memory but a stream to the host.
  package static let streaming = MemoryKind(rawValue: 3)
  /// A pseudo-channel of HBM.
  package static let hbm = MemoryKind(rawValue: 6)
  /// On-chip block RAM of the platform.
  package static let bram = MemoryKind(rawValue: 7)
  /// A stream between kernels.
  package static let streamingConnection = MemoryKind(rawValue: 9)
  /// Memory of the host.
  package static let host = MemoryKind(rawValue: 10)

  private static let names = [
    "MEM_DDR3", "MEM_DDR4", "MEM_DRAM", "MEM_STREAMING", "MEM_PREALLOCATED_GLOB", "MEM_ARE",
    "MEM_HBM", "MEM_BRAM", "MEM_URAM", "MEM_STREAMING_CONNECTION", "MEM_HOST", "MEM_PS_KERNEL",
  ]

  /// The name that `xclbinutil` prints, or `memory kind 77`.
  package var description: String {
    Self.names.indices.contains(Int(rawValue))
      ? Self.names[Int(rawValue)] : "memory kind \(rawValue)"
  }

  /// Whether `xclbinutil` makes groups of adjacent banks of this kind.
  var canBeGrouped: Bool { [.ddr3, .ddr4, .dram, .hbm].contains(self) }
  /// Whether it is a stream, whose size and address mean other things.
  package var isStream: Bool { self == .streaming || self == .streamingConnection }
}

/// A memory bank, or a group of adjacent ones.
///
/// Layout: `mem_data` in XRT's `xclbin.h`.
package struct MemoryBank: Hashable, Sendable {
  /// The technology.
  package var kind: MemoryKind
  /// Whether the design uses it; an unused bank is not there for XRT.
  package var isUsed: Bool
  /// Bytes divided by 1024; for a stream, its route.
  package var kibibytes: UInt64
  /// The first address; for a stream, its flow.
  package var baseAddress: UInt64
  /// The name, up to 15 bytes: `HBM[0]`, `DDR[1]`, `bank0`.
  package var name: String

  /// Creates a bank.
  package init(
    kind: MemoryKind, isUsed: Bool, kibibytes: UInt64, baseAddress: UInt64, name: String
  ) {
    self.kind = kind
    self.isUsed = isUsed
    self.kibibytes = kibibytes
    self.baseAddress = baseAddress
    self.name = name
  }

  /// The size; `nil` for a stream, and for a number beyond the address space.
  package var size: ByteCount? {
    let (bytes, overflow) = kibibytes.multipliedReportingOverflow(by: 1024)
    guard !overflow, !kind.isStream else { return nil }
    return Int(exactly: bytes).map(ByteCount.init)
  }
}

/// The memories of a file, in index order: `MEM_TOPOLOGY` or `GROUP_TOPOLOGY`.
package struct MemoryTopology: Hashable, Sendable {
  /// The banks, and in a group topology the groups behind them.
  package var banks: [MemoryBank]

  /// Creates a topology.
  package init(_ banks: [MemoryBank]) { self.banks = banks }
}

extension MemoryTopology: RecordSection {
  static let headerSize = 8
  static let recordSize = 40
  static func count(_ header: ArraySlice<UInt8>) -> Int { header.signed(0) }

  /// Reads a section; what is wrong is appended to `findings`.
  init(_ section: XclbinSection, _ findings: inout [XclbinFinding]) {
    banks = Self.records(of: section, &findings).map { record in
      MemoryBank(
        kind: MemoryKind(rawValue: record.unsigned(0)),
        isUsed: record.unsigned(1, as: UInt8.self) != 0,
        kibibytes: record.unsigned(8),
        baseAddress: record.unsigned(16),
        name: record.text(24, length: 16))
    }
  }

  /// The section's bytes; none for no banks, as `xclbinutil` has it.
  ///
  /// - Parameter kind: Which of the two sections it is.
  /// - Returns: The section.
  /// - Throws: ``XclbinError`` for names that do not fit.
  package func section(
    _ kind: SectionKind = .memoryTopology
  ) throws(XclbinError) -> XclbinSection {
    let findings = banks.compactMap {
      misfit($0.name, length: 16, "the bank's name", section: kind.description)
    }
    guard findings.isEmpty else { throw XclbinError(findings: findings) }
    guard !banks.isEmpty else { return XclbinSection(kind, bytes: []) }
    var bytes: [UInt8] = []
    bytes.append(littleEndian: Int32(clamping: banks.count))
    bytes.appendZeros(4)
    for bank in banks {
      bytes.append(bank.kind.rawValue)
      bytes.append(bank.isUsed ? 1 : 0)
      bytes.appendZeros(6)
      bytes.append(littleEndian: bank.kibibytes)
      bytes.append(littleEndian: bank.baseAddress)
      bytes.append(bank.name, length: 16)
    }
    return XclbinSection(kind, bytes: bytes)
  }
}
