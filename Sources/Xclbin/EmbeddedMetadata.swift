package import Quantities

/// What a file says of its platform and kernels: the XML of `EMBEDDED_METADATA`.
///
/// Elements and attributes: what XRT 2.13 reads (`xclbin_parser.cpp`) and `v++` writes.
package struct EmbeddedMetadata: Hashable, Sendable {
  /// Name of the project: `vadd.link`.
  package var project: String
  /// The platform.
  package var platform: Platform
  /// The device's part, e.g. `virtexuplus:xcu250:figd2104:-2L-e`; empty when not known.
  package var part: String
  /// What was built: `sw_em`, `hw_em` or `bitstream`.
  package var target: String
  /// The clocks that the kernels have, with the frequency asked for.
  package var clocks: [KernelClock]
  /// The kernels, in the order of the file.
  package var kernels: [Kernel]

  /// Creates metadata.
  package init(
    project: String, platform: Platform, part: String, target: String, clocks: [KernelClock],
    kernels: [Kernel]
  ) {
    self.project = project
    self.platform = platform
    self.part = part
    self.target = target
    self.clocks = clocks
    self.kernels = kernels
  }
}

extension EmbeddedMetadata {
  /// A platform in the words of its name: vendor, board, name, version.
  package struct Platform: Hashable, Sendable, CustomStringConvertible {
    /// `xilinx`.
    package var vendor: String
    /// `u280`.
    package var board: String
    /// `gen3x16_xdma_base`.
    package var name: String
    /// The version: major.
    package var major: Int
    /// The version: minor.
    package var minor: Int

    /// Creates a platform.
    package init(vendor: String, board: String, name: String, major: Int, minor: Int) {
      self.vendor = vendor
      self.board = board
      self.name = name
      self.major = major
      self.minor = minor
    }

    /// `xilinx_u280_gen3x16_xdma_base_1_0`.
    package var description: String { "\(vendor)_\(board)_\(name)_\(major)_\(minor)" }
  }

  /// A clock of the kernels.
  package struct KernelClock: Hashable, Sendable {
    /// `DATA_CLK`.
    package var port: String
    /// What was asked for; `nil` when the file has no number.
    package var frequency: Frequency?

    /// Creates a clock.
    package init(port: String, frequency: Frequency?) {
      self.port = port
      self.frequency = frequency
    }
  }

  /// A kernel: its signature, ports and compute units.
  package struct Kernel: Hashable, Sendable {
    /// The function's name.
    package var name: String
    /// `c` for C and C++; `ip_c`, `rtl` and others for blocks that were packed by hand.
    package var language: String
    /// How it is started: `ap_ctrl_chain`.
    package var control: ControlProtocol?
    /// The ports.
    package var ports: [Port]
    /// The arguments; those with an index first, in its order.
    package var arguments: [Argument]
    /// The compute units.
    package var instances: [Instance]

    /// Creates a kernel.
    package init(
      name: String, language: String = "c", control: ControlProtocol?, ports: [Port],
      arguments: [Argument], instances: [Instance]
    ) {
      self.name = name
      self.language = language
      self.control = control
      self.ports = ports
      self.arguments = arguments
      self.instances = instances
    }
  }

  /// A port of a kernel.
  package struct Port: Hashable, Sendable {
    /// `M_AXI_GMEM0`, `S_AXI_CONTROL`.
    package var name: String
    /// `master`, `slave`, `read_only`, `write_only`.
    package var mode: String
    /// Bytes that can be addressed.
    package var range: UInt64
    /// Width of the data in bits.
    package var dataWidth: Int
    /// `addressable` or `stream`.
    package var kind: String

    /// Creates a port.
    package init(
      name: String, mode: String, range: UInt64, dataWidth: Int, kind: String = "addressable"
    ) {
      self.name = name
      self.mode = mode
      self.range = range
      self.dataWidth = dataWidth
      self.kind = kind
    }

    /// A port to memory.
    package static func memory(_ name: String, dataWidth: Int) -> Port {
      Port(name: name, mode: "master", range: .max, dataWidth: dataWidth)
    }

    /// The port of the registers.
    package static func registers(range: UInt64 = 0x1000) -> Port {
      Port(name: "S_AXI_CONTROL", mode: "slave", range: range, dataWidth: 32)
    }
  }

  /// Where an argument lives (`addressQualifier`).
  package struct AddressQualifier: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number in the file.
    package let rawValue: Int
    /// Creates a qualifier from its number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// A value in a register.
    package static let scalar = AddressQualifier(rawValue: 0)
    /// A buffer in memory.
    package static let global = AddressQualifier(rawValue: 1)
    /// A buffer that is only read.
    package static let constant = AddressQualifier(rawValue: 2)
    /// Memory of the compute unit.
    package static let local = AddressQualifier(rawValue: 3)
    /// A stream.
    package static let stream = AddressQualifier(rawValue: 4)

    /// `scalar`, `global`, `constant`, `local`, `stream`, or `qualifier 7`.
    package var description: String {
      let names = ["scalar", "global", "constant", "local", "stream"]
      return names.indices.contains(rawValue) ? names[rawValue] : "qualifier \(rawValue)"
    }
  }

  /// An argument of a kernel.
  package struct Argument: Hashable, Sendable {
    /// The name in the signature.
    package var name: String
    /// The place in the signature, from 0; `nil` for one that the host does not set.
    package var index: Int?
    /// Where it lives.
    package var qualifier: AddressQualifier
    /// The port it goes through.
    package var port: String
    /// Bytes in the register file: 8 for a buffer's address.
    package var size: UInt64
    /// Bytes from the base address of the registers.
    package var offset: UInt64
    /// Bytes in the host program.
    package var hostSize: UInt64
    /// The type as the source spells it.
    package var type: String

    /// Creates an argument.
    package init(
      name: String, index: Int?, qualifier: AddressQualifier, port: String, size: UInt64,
      offset: UInt64, hostSize: UInt64? = nil, type: String
    ) {
      self.name = name
      self.index = index
      self.qualifier = qualifier
      self.port = port
      self.size = size
      self.offset = offset
      self.hostSize = hostSize ?? size
      self.type = type
    }

    /// Whether it is a buffer in memory.
    package var isBuffer: Bool { qualifier == .global || qualifier == .constant }
  }

  /// A compute unit.
  package struct Instance: Hashable, Sendable {
    /// `vadd_1`.
    package var name: String
    /// The address of its registers; `nil` when it has none.
    package var baseAddress: UInt64?
    /// Bytes of its registers' address range.
    package var range: UInt64

    /// Creates a compute unit.
    package init(name: String, baseAddress: UInt64?, range: UInt64 = 0x10000) {
      self.name = name
      self.baseAddress = baseAddress
      self.range = range
    }
  }
}
