package import Foundation

/// What a worker is asked to do, as a file that it reads.
package struct OpenCLRequest: Hashable, Sendable, Codable {
  /// Bytes of a buffer.
  package enum Contents: Hashable, Sendable, Codable {
    /// The same bytes again and again, the last time as far as there is room.
    case repeated(Data)
    /// All of them; what is behind them is 0xA5.
    case whole(Data)
  }

  /// What the result must be.
  package struct Expectation: Hashable, Sendable, Codable {
    package var contents: Contents
    /// How many bytes from the start count.
    package var bytes: Int
    /// The element type by its name.
    package var elementType: String
    /// Elements of a block and the share of its norm that one may be off; `nil`: bit by bit.
    package var block: Int?
    package var relative: Double?
  }

  /// An argument of the kernel, in order.
  package enum Argument: Hashable, Sendable, Codable {
    /// A buffer with its contents before a run, and whether a run changes what it reads.
    case buffer(bytes: Int, contents: Contents?, isUpdated: Bool, expected: Expectation?)
    /// A number as its bytes.
    case value(Data)
  }

  /// A kernel or a transfer.
  package enum Work: Hashable, Sendable, Codable {
    /// Work-items in all and in a group; from source text, or from a file of the vendor's tool.
    case kernel(name: String, arguments: [Argument], items: Int, group: Int)
    /// Bytes to the device, or from it.
    case transfer(bytes: Int, isToDevice: Bool)
  }

  /// Path or name of the library.
  package var library: String
  /// Position of the device.
  package var device: Int
  /// The program's text; empty for transfers.
  package var source: String
  /// A file of the vendor's tool instead of the text.
  package var binary: String?
  /// What is done.
  package var work: Work
}

/// What a worker answers to each request line.
package struct OpenCLAnswer: Hashable, Sendable, Codable {
  /// Time on the device in seconds; `nil` when there was no run.
  package var seconds: Double?
  /// Whether the time is that of a device's event, not of this machine's clock.
  package var isEvent = true
  /// The first difference from what was expected; `nil` for none.
  package var difference: String?
  /// Whether results were compared.
  package var isChecked = false
  /// Devices, for the request `devices`.
  package var devices: [OpenCLDevice]?
  /// Why it was not done.
  package var failure: String?

  package init() {}
}
