import Foundation

/// What the kernel library of an emulation xclbin says of itself: all that the device process must know.
///
/// It is JSON, exported by the library as the text `ferrule_emulation_description`.
package struct EmulationDescription: Codable, Equatable, Sendable {
  /// The symbol of the text.
  static let symbol = "ferrule_emulation_description"
  /// The version of the format.
  static let schema = "ferrule-emulation-1"

  /// An argument of a kernel.
  package struct Argument: Codable, Equatable, Sendable {
    /// What a kernel does with the memory behind a pointer.
    package enum Direction: String, Codable, Sendable {
      case input = "in"
      case output = "out"
      case both = "inout"
      /// The source does not say it.
      case unknown
    }

    /// The name in the kernel's source.
    package var name: String
    /// The type in the kernel's source; ends in `*` for memory.
    package var type: String
    /// Place in the register file, in bytes.
    package var offset: Int
    /// Bytes of the register: 8 for a pointer.
    package var size: Int
    /// `nil` for a scalar.
    package var direction: Direction?
    /// The AXI master; `nil` for a scalar.
    package var port: String?
    /// Width of the port in bits.
    package var portBits: Int?
    /// Longest burst of the port in beats, for kernels that nobody generated.
    package var burstBeats: Int?
    /// Outstanding bursts of the port, for kernels that nobody generated.
    package var outstanding: Int?

    /// Whether the register holds an address.
    package var isPointer: Bool { direction != nil }

    /// Creates an argument.
    package init(
      name: String, type: String, offset: Int, size: Int, direction: Direction? = nil,
      port: String? = nil, portBits: Int? = nil
    ) {
      (self.name, self.type, self.offset, self.size) = (name, type, offset, size)
      (self.direction, self.port, self.portBits) = (direction, port, portBits)
    }
  }

  /// A compute unit.
  package struct Unit: Codable, Equatable, Sendable {
    /// The instance name, e.g. `vadd_1`.
    package var name: String
    /// Where its registers start.
    package var base: UInt64
    /// For each pointer argument by name the numbers of the memories in ``memories`` that it reaches.
    package var connections: [String: [Int]]

    /// Creates a unit.
    package init(name: String, base: UInt64, connections: [String: [Int]]) {
      (self.name, self.base, self.connections) = (name, base, connections)
    }
  }

  /// How a kernel is started.
  package enum Control: String, Codable, Sendable {
    /// One run at a time; `ap_done` is cleared by reading.
    case handshake = "ap_ctrl_hs"
    /// `ap_done` stays until `ap_continue` is written.
    case chain = "ap_ctrl_chain"
  }

  /// What is assumed of the time of a kernel that nobody generated.
  package struct Timing: Codable, Equatable, Sendable {
    /// The kernel's clock.
    package var clockHz: Double
    /// Cycles between two beats of a port.
    package var initiationInterval: Int
    /// Cycles that a run takes at least; `nil`: not stated.
    package var cycles: Int?
  }

  /// A kernel of the library.
  package struct Kernel: Codable, Equatable, Sendable {
    /// The top function's name; its thunk is `ferrule_kernel_<name>`.
    package var name: String
    /// How it is started.
    package var control: Control
    /// Its arguments, in order.
    package var arguments: [Argument]
    /// Its compute units, in order.
    package var units: [Unit]
    /// Of kernels whose traffic is counted.
    package var timing: Timing?

    /// Creates a kernel.
    package init(name: String, control: Control, arguments: [Argument], units: [Unit]) {
      (self.name, self.control, self.arguments, self.units) = (name, control, arguments, units)
    }

    /// The symbol of its thunk.
    package var symbol: String { "ferrule_kernel_\(name)" }
  }

  /// What XRT allocates from: a memory of the topology, or several taken together.
  package struct Memory: Codable, Equatable, Sendable {
    /// E.g. `HBM[0]`, or `HBM[0:3]`.
    package var name: String
    /// Bytes.
    package var size: UInt64

    /// Creates a memory.
    package init(name: String, size: UInt64) { (self.name, self.size) = (name, size) }
  }

  /// The version of the format.
  package var schema = EmulationDescription.schema
  /// The board's name.
  package var board: String
  /// The kernels.
  package var kernels: [Kernel]
  /// In the order of the xclbin's group topology.
  package var memories: [Memory]
  /// The text of `manifest.json`, where the kernel was generated from a design point.
  package var manifest: String?

  /// Creates a description.
  package init(board: String, kernels: [Kernel], memories: [Memory], manifest: String? = nil) {
    (self.board, self.kernels, self.memories) = (board, kernels, memories)
    self.manifest = manifest
  }

  /// Reads a description.
  ///
  /// - Throws: `DecodingError` where the text is not one.
  init(json: String) throws {
    self = try JSONDecoder().decode(EmulationDescription.self, from: Data(json.utf8))
  }

  /// The text; keys are sorted, so that equal descriptions give equal text.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
