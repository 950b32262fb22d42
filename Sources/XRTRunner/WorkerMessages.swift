import Foundation

/// What the runner asks a worker to do, one line of JSON each.
enum WorkerRequest: Codable, Sendable {
  /// Load the library and open a device; with an xclbin, load that, too.
  case open(OpenRequest)
  /// Run a kernel.
  case run(RunRequest)
  /// Move bytes between host and device.
  case transfer(TransferRequest)
  /// Close the device and end.
  case close
}

/// Where the library may be and which device is meant.
struct OpenRequest: Codable, Sendable, Equatable {
  /// Paths or names for the loader, in the order in which they are tried.
  var libraries: [String]
  /// The device.
  var device: DeviceChoice
  /// Path of the xclbin; `nil` opens the device only.
  var xclbin: String?
}

/// One kernel with everything that its runs need.
struct RunRequest: Codable, Sendable {
  /// Every compute unit with its arguments; all are started together.
  var units: [UnitRequest]
  /// Runs before the first repetition that counts.
  var warmup: Int
  /// Runs that count.
  var repetitions: Int
  /// Launches of one repetition, one after the other, for problems that are cut into chunks.
  var launches: Int
  /// How long a launch may take, in milliseconds.
  var milliseconds: UInt32
}

/// A compute unit.
struct UnitRequest: Codable, Sendable {
  /// Its name as XRT wants it, e.g. `roofline:{roofline_1}`.
  var name: String
  /// Every argument.
  var arguments: [ArgumentRequest]
}

/// An argument by its number.
struct ArgumentRequest: Codable, Sendable {
  var index: Int
  var value: Value

  /// What is passed; the kinds that `xrtRunSetArg` tells apart by the type in the xclbin.
  enum Value: Codable, Sendable {
    case buffer(BufferRequest)
    case word(UInt32)
    case doubleWord(UInt64)
    case number(Double)
  }
}

/// A buffer in the memory group of its argument.
struct BufferRequest: Codable, Sendable {
  /// Name of the argument.
  var name: String
  /// Bytes of the whole buffer.
  var bytes: Int
  /// What it holds before a run; `nil`: bytes that no result has.
  var contents: BufferContents?
  /// Whether runs change what they read, so that every run needs the contents anew.
  var isChanged: Bool
  /// What it must hold after a run; `nil` is not looked at.
  var expected: BufferExpectation?
}

/// Bytes of a buffer, as short as they can be said.
enum BufferContents: Codable, Sendable {
  /// The same bytes again and again, the last time as far as there is room.
  case repeated(Data)
  /// The bytes of a file.
  case file(String)
}

/// What a buffer must hold, and how near.
struct BufferExpectation: Codable, Sendable {
  /// The right bytes, from the start of the buffer.
  var contents: BufferContents
  /// How many of them are defined.
  var bytes: Int
  /// Element type by its name, for messages and for tolerances.
  var elementType: String
  /// Elements that belong together and the largest difference relative to their norm; `nil`: equal.
  var tolerance: Tolerance?

  struct Tolerance: Codable, Sendable {
    var block: Int
    var relative: Double
  }
}

/// Bytes over the host link.
struct TransferRequest: Codable, Sendable {
  /// Kernel and argument whose memory group is used.
  var unit: String
  var argument: Int
  /// Bytes of the buffer.
  var bytes: Int
  /// How often the buffer is moved in one repetition.
  var turns: Int
  /// Whether the bytes go to the device.
  var isToDevice: Bool
  var warmup: Int
  var repetitions: Int
}

/// What a worker answers, one line of JSON each.
enum WorkerAnswer: Codable, Sendable, Equatable {
  /// The library that was loaded.
  case opened(library: String)
  /// Buffers are filled; the next thing is a run.
  case prepared
  /// A repetition begins; warm-up runs have numbers below 0.
  case started(repetition: Int)
  /// A repetition is over.
  case repetition(RepetitionAnswer)
  /// Everything that was asked for is done.
  case finished
  /// The device is closed; the worker ends.
  case closed
  /// A call failed; the worker ends.
  case failed(CallFailure)
}

/// One repetition.
struct RepetitionAnswer: Codable, Sendable, Equatable {
  var number: Int
  /// From the start of the first unit to the end of the last one.
  var seconds: Double
  /// The first difference from what was expected; `nil`: none.
  var difference: String?
}

/// A call that XRT did not carry out.
struct CallFailure: Error, Codable, Sendable, Equatable {
  /// Name of the C function; empty where the failure is not one of XRT.
  var call: String
  /// What is known of it.
  var reason: String
}

/// Which device.
package enum DeviceChoice: Codable, Sendable, Hashable {
  /// By its number, from 0.
  case index(UInt32)
  /// By bus, device and function on PCIe, e.g. `0000:65:00.1`.
  case bdf(String)

  /// Reads a number or an address.
  ///
  /// - Returns: `nil` for anything else.
  package init?(_ text: String) {
    if let index = UInt32(text) {
      self = .index(index)
    } else if text.wholeMatch(of: /([0-9a-fA-F]{4}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\.[0-9a-fA-F]/)
      != nil
    {
      self = .bdf(text)
    } else {
      return nil
    }
  }

  /// As the user wrote it.
  package var text: String {
    switch self {
    case .index(let index): "\(index)"
    case .bdf(let address): address
    }
  }
}
