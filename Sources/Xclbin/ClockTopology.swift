package import Quantities

/// What a clock is for.
///
/// Numbers and names: `CLOCK_TYPE` in XRT's `xclbin.h`.
package struct ClockKind: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number in the file.
  package let rawValue: UInt8
  /// Creates a kind from its number.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The clock of the kernels, `ap_clk`.
  package static let data = ClockKind(rawValue: 1)
  /// The second clock that a kernel may have, `ap_clk_2`.
  package static let kernel = ClockKind(rawValue: 2)
  /// A clock of the platform.
  package static let system = ClockKind(rawValue: 3)

  /// `DATA`, `KERNEL`, `SYSTEM`, `UNUSED`, or `clock kind 77`.
  package var description: String {
    switch rawValue {
    case 0: "UNUSED"
    case 1: "DATA"
    case 2: "KERNEL"
    case 3: "SYSTEM"
    default: "clock kind \(rawValue)"
    }
  }
}

/// A clock with the frequency that the build reached.
///
/// Layout: `clock_freq` in XRT's `xclbin.h`.
package struct AchievedClock: Hashable, Sendable {
  /// The frequency in whole MHz, as the file has it.
  package var megahertz: UInt16
  /// What the clock is for.
  package var kind: ClockKind
  /// The name, up to 127 bytes: `DATA_CLK`.
  package var name: String

  /// Creates a clock.
  package init(megahertz: UInt16, kind: ClockKind, name: String) {
    self.megahertz = megahertz
    self.kind = kind
    self.name = name
  }

  /// The frequency; the file has no fractions of a MHz.
  package var frequency: Frequency { .megahertz(Double(megahertz)) }
}

/// The clocks of the user's logic: `CLOCK_FREQ_TOPOLOGY`.
package struct ClockTopology: Hashable, Sendable {
  /// In the order of the file.
  package var clocks: [AchievedClock]

  /// Creates a topology.
  package init(_ clocks: [AchievedClock]) { self.clocks = clocks }
}

extension ClockTopology: RecordSection {
  static let headerSize = 2
  static let recordSize = 136
  static func count(_ header: ArraySlice<UInt8>) -> Int {
    Int(Int16(bitPattern: header.unsigned(0)))
  }

  /// Reads a section; what is wrong is appended to `findings`.
  init(_ section: XclbinSection, _ findings: inout [XclbinFinding]) {
    clocks = Self.records(of: section, &findings).map { record in
      AchievedClock(
        megahertz: record.unsigned(0), kind: ClockKind(rawValue: record.unsigned(2)),
        name: record.text(8, length: 128))
    }
  }

  /// The section's bytes; none for no clocks, as `xclbinutil` has it.
  ///
  /// - Throws: ``XclbinError`` for names that do not fit.
  package func section() throws(XclbinError) -> XclbinSection {
    let findings = clocks.compactMap {
      misfit($0.name, length: 128, "the clock's name", section: "CLOCK_FREQ_TOPOLOGY")
    }
    guard findings.isEmpty else { throw XclbinError(findings: findings) }
    guard !clocks.isEmpty else { return XclbinSection(.clockFrequencyTopology, bytes: []) }
    var bytes: [UInt8] = []
    bytes.append(littleEndian: Int16(clamping: clocks.count))
    for clock in clocks {
      bytes.append(littleEndian: clock.megahertz)
      bytes.append(clock.kind.rawValue)
      bytes.appendZeros(5)
      bytes.append(clock.name, length: 128)
    }
    return XclbinSection(.clockFrequencyTopology, bytes: bytes)
  }
}
