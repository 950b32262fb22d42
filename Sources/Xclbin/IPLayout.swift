/// How a compute unit is started and how it says that it is done.
///
/// Numbers and names: `IP_CONTROL` in XRT's `xclbin.h`; the meanings: UG1399, block-level control.
package struct ControlProtocol: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number in the file.
  package let rawValue: UInt8
  /// Creates a protocol from its number.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Start, then wait for done, then start again.
  package static let handshake = ControlProtocol(rawValue: 0)
  /// The next start may come before the last run is done.
  package static let chain = ControlProtocol(rawValue: 1)
  /// Runs freely, is never started.
  package static let none = ControlProtocol(rawValue: 2)

  private static let names = [
    "ap_ctrl_hs", "ap_ctrl_chain", "ap_ctrl_none", "ap_ctrl_me", "accel_adapter", "fast_adapter",
  ]

  /// The protocol that the metadata names; `nil` for a name that is not known.
  package init?(named name: String) {
    guard let index = Self.names.firstIndex(of: name.lowercased()) else { return nil }
    self.init(rawValue: UInt8(clamping: index))
  }

  /// `ap_ctrl_chain`, or `control protocol 77`.
  package var description: String {
    Self.names.indices.contains(Int(rawValue))
      ? Self.names[Int(rawValue)] : "control protocol \(rawValue)"
  }
}

/// A block with registers: a compute unit, or a part of the platform.
///
/// Layout: `ip_data` in XRT's `xclbin.h`.
package struct IPBlock: Hashable, Sendable {
  /// What the block is: 1 is a compute unit in programmable logic (`IP_TYPE`).
  package var kind: UInt32
  /// Bits whose meaning depends on the kind.
  package var properties: UInt32
  /// The address of its registers; `nil` for a block that has none.
  package var baseAddress: UInt64?
  /// For a compute unit `kernel:instance`, up to 63 bytes.
  package var name: String

  /// A compute unit in programmable logic.
  package static let kernel: UInt32 = 1

  /// Creates a block.
  package init(kind: UInt32, properties: UInt32, baseAddress: UInt64?, name: String) {
    self.kind = kind
    self.properties = properties
    self.baseAddress = baseAddress
    self.name = name
  }

  /// Creates a compute unit.
  ///
  /// - Parameters:
  ///   - name: `kernel:instance`.
  ///   - baseAddress: Of its registers.
  ///   - control: How it is started.
  ///   - interrupt: The number of its interrupt, 0 to 127; `nil` when it has none.
  package init(
    computeUnit name: String, baseAddress: UInt64?, control: ControlProtocol, interrupt: Int?
  ) {
    let line = UInt32(clamping: interrupt ?? 0) & 0x7F
    let properties = (interrupt == nil ? 0 : 1) | line << 1 | UInt32(control.rawValue) << 8
    self.init(
      kind: Self.kernel, properties: properties, baseAddress: baseAddress, name: name)
  }

  /// Whether it is a compute unit in programmable logic.
  package var isComputeUnit: Bool { kind == Self.kernel }
  /// How a compute unit is started.
  package var control: ControlProtocol {
    ControlProtocol(rawValue: UInt8(truncatingIfNeeded: properties >> 8))
  }
  /// The number of a compute unit's interrupt; `nil` when it has none.
  package var interrupt: Int? {
    properties & 1 == 0 ? nil : Int((properties >> 1) & 0x7F)
  }
}

/// The blocks with registers, in index order: `IP_LAYOUT`.
package struct IPLayout: Hashable, Sendable {
  /// The blocks.
  package var blocks: [IPBlock]

  /// Creates a layout.
  package init(_ blocks: [IPBlock]) { self.blocks = blocks }
}

extension IPLayout: RecordSection {
  static let headerSize = 8
  static let recordSize = 80
  static func count(_ header: ArraySlice<UInt8>) -> Int { header.signed(0) }

  /// Reads a section; what is wrong is appended to `findings`.
  init(_ section: XclbinSection, _ findings: inout [XclbinFinding]) {
    blocks = Self.records(of: section, &findings).map { record in
      let address: UInt64 = record.unsigned(8)
      return IPBlock(
        kind: record.unsigned(0), properties: record.unsigned(4),
        baseAddress: address == .max ? nil : address, name: record.text(16, length: 64))
    }
  }

  /// The section's bytes; none for no blocks, as `xclbinutil` has it.
  ///
  /// - Throws: ``XclbinError`` for names that do not fit.
  package func section() throws(XclbinError) -> XclbinSection {
    let findings = blocks.compactMap {
      misfit($0.name, length: 64, "the block's name", section: "IP_LAYOUT")
    }
    guard findings.isEmpty else { throw XclbinError(findings: findings) }
    guard !blocks.isEmpty else { return XclbinSection(.ipLayout, bytes: []) }
    var bytes: [UInt8] = []
    bytes.append(littleEndian: Int32(clamping: blocks.count))
    bytes.appendZeros(4)
    for block in blocks {
      bytes.append(littleEndian: block.kind)
      bytes.append(littleEndian: block.properties)
      bytes.append(littleEndian: block.baseAddress ?? .max)
      bytes.append(block.name, length: 64)
    }
    return XclbinSection(.ipLayout, bytes: bytes)
  }
}
