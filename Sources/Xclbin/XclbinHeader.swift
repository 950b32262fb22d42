package import Foundation

/// What a file was made for.
///
/// Numbers: `XCLBIN_MODE` in XRT's `xclbin.h`.
package struct XclbinMode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number in the file.
  package let rawValue: UInt16
  /// Creates a mode from its number.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A whole bitstream for a card.
  package static let flat = XclbinMode(rawValue: 0)
  /// The reconfigurable part of a bitstream for a card.
  package static let partialReconfiguration = XclbinMode(rawValue: 1)
  /// Logic simulation.
  package static let hardwareEmulation = XclbinMode(rawValue: 4)
  /// Kernels compiled for the host.
  package static let softwareEmulation = XclbinMode(rawValue: 5)
  /// Logic simulation of the reconfigurable part.
  package static let hardwareEmulationPartialReconfiguration = XclbinMode(rawValue: 6)

  /// The target as `v++ -t` spells it: `hw`, `hw_emu`, `sw_emu`; `mode 9` for an unknown number.
  package var description: String {
    switch rawValue {
    case 0...3: "hw"
    case 4, 6: "hw_emu"
    case 5: "sw_emu"
    default: "mode \(rawValue)"
    }
  }
}

/// The fields of the file's header that say what the file is.
///
/// Layout: `axlf` and `axlf_header` in XRT's `xclbin.h`; 456 bytes with what comes before it.
package struct XclbinHeader: Hashable, Sendable {
  /// Bytes of the header, sections' table not included.
  static let size = 456

  /// A number by which a driver tells files apart.
  package var uniqueNumber: UInt64 = 0
  /// Seconds since 1970 when the file was made.
  package var timeStamp: UInt64 = 0
  /// Seconds since 1970 when the platform's feature ROM was made; 0 where there is none.
  package var featureROMTimeStamp: UInt64 = 0
  /// Version of the tool that packed the file: major.
  package var toolMajor: UInt8 = 0
  /// Version of the tool that packed the file: minor.
  package var toolMinor: UInt8 = 0
  /// Version of the tool that packed the file: patch.
  package var toolPatch: UInt16 = 0
  /// What the file is for.
  package var mode = XclbinMode.flat
  /// Bits that ask a driver for further actions when loading; bit 0: load the AI engines.
  package var actions: UInt16 = 0
  /// Identifier of the platform's feature ROM; zeros where there is none.
  package var featureROM = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  /// Vendor, board, name and version of the platform: `xilinx_u280_gen3x16_xdma_base_1`.
  package var platform = ""
  /// Identifier of this file.
  package var identifier = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  /// Name of a file with debug information; usually empty.
  package var debugFile = ""

  /// Creates a header of zeros.
  package init() {}

  /// `2.13.466`.
  package var toolVersion: String { "\(toolMajor).\(toolMinor).\(toolPatch)" }
}

extension XclbinHeader {
  /// `xclbin2` and a NUL.
  static let magic: [UInt8] = Array("xclbin2".utf8) + [0]

  /// Reads the fields; `bytes` holds at least ``size`` bytes.
  init(_ bytes: ArraySlice<UInt8>) {
    uniqueNumber = bytes.unsigned(296)
    timeStamp = bytes.unsigned(312)
    featureROMTimeStamp = bytes.unsigned(320)
    toolPatch = bytes.unsigned(328)
    toolMajor = bytes.unsigned(330)
    toolMinor = bytes.unsigned(331)
    mode = XclbinMode(rawValue: bytes.unsigned(332))
    actions = bytes.unsigned(334)
    featureROM = UUID(field: bytes.dropFirst(336))
    platform = bytes.text(352, length: 64)
    identifier = UUID(field: bytes.dropFirst(416))
    debugFile = bytes.text(432, length: 16)
  }

  /// The bytes of the header of an unsigned file.
  ///
  /// - Parameters:
  ///   - length: Bytes of the whole file.
  ///   - sections: Number of sections.
  /// - Returns: ``size`` bytes. Key block and reserved bytes are ones, as `xclbinutil` has them.
  func encoded(length: UInt64, sections: UInt32) -> [UInt8] {
    var bytes = Self.magic
    bytes.append(littleEndian: Int32(-1))  // No signature.
    bytes.append(contentsOf: repeatElement(0xFF, count: 28 + 256))
    bytes.append(littleEndian: uniqueNumber)
    bytes.append(littleEndian: length)
    bytes.append(littleEndian: timeStamp)
    bytes.append(littleEndian: featureROMTimeStamp)
    bytes.append(littleEndian: toolPatch)
    bytes.append(toolMajor)
    bytes.append(toolMinor)
    bytes.append(littleEndian: mode.rawValue)
    bytes.append(littleEndian: actions)
    bytes.append(contentsOf: featureROM.field)
    bytes.append(platform, length: 64)
    bytes.append(contentsOf: identifier.field)
    bytes.append(debugFile, length: 16)
    bytes.append(littleEndian: sections)
    bytes.appendZeros(4)
    return bytes
  }

  /// Texts that do not fit.
  var misfits: [XclbinFinding] {
    [
      misfit(platform, length: 64, "the platform's name", section: nil),
      misfit(debugFile, length: 16, "the name of the debug file", section: nil),
    ].compactMap(\.self)
  }
}

extension UUID {
  /// The first 16 bytes, in the order in which they are printed.
  fileprivate init(field bytes: ArraySlice<UInt8>) {
    func byte(_ index: Int) -> UInt8 { bytes.dropFirst(index).first ?? 0 }
    self.init(
      uuid: (
        byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8), byte(9),
        byte(10), byte(11), byte(12), byte(13), byte(14), byte(15)
      ))
  }

  fileprivate var field: [UInt8] { withUnsafeBytes(of: uuid) { Array($0) } }
}
