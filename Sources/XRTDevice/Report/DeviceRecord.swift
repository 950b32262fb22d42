import Foundation

/// A line of the device process's report: JSON, one object a line, in the order of events.
///
/// Times are what the board model, or the board's file, says: `modelled`. Nothing is measured.
package enum DeviceRecord: Equatable, Sendable {
  /// A configuration was loaded.
  case loaded(Loaded)
  /// Bytes went over the host's link.
  case transfer(Transfer)
  /// A kernel ran.
  case run(Run)
  /// What the board model says of a run, which comes after it.
  case time(Time)
  /// Something is wrong, or may be.
  case finding(Finding)
  /// The device process came to its end in good order.
  case end(End)

  /// A configuration that was loaded.
  package struct Loaded: Codable, Equatable, Sendable {
    /// The board's name.
    package var board: String
    /// Names of all compute units.
    package var units: [String]
    /// Why runs cannot be timed; `nil` where they can.
    package var untimed: String?
  }

  /// Bytes that went over the host's link in one piece.
  package struct Transfer: Codable, Equatable, Sendable {
    /// Which way.
    package enum Direction: String, Codable, Sendable {
      case toDevice = "host_to_device"
      case fromDevice = "device_to_host"
    }

    /// Which way.
    package var direction: Direction
    /// The device's address of the first byte.
    package var address: UInt64
    /// How many.
    package var bytes: Int
    /// The memory, e.g. `HBM[0]`; `nil` where the address is in none.
    package var memory: String?
    /// Latency and bytes over rate of the board's host link; `nil` where the board is not known.
    package var modelledSeconds: Double?
  }

  /// A run of a kernel.
  package struct Run: Codable, Equatable, Sendable {
    /// An argument as it was when the run started.
    package struct Value: Codable, Equatable, Sendable {
      /// Its name.
      package var name: String
      /// The register: an address, or the bits of a scalar.
      package var bits: UInt64
      /// For an address that is in a buffer: the buffer's memory.
      package var memory: String?
      /// Bytes from the address to the buffer's end.
      package var bytes: Int?
    }

    /// Number of the run, from 0.
    package var number: Int
    /// The kernel.
    package var kernel: String
    /// The compute unit.
    package var unit: String
    /// All arguments.
    package var arguments: [Value]
    /// Whether the kernel came to its end.
    package var isDone: Bool
    /// Numbers of the runs that were started together with it, itself included.
    package var together: [Int]
    /// What the kernel took on this machine; says nothing of the board.
    package var hostSeconds: Double
  }

  /// What the board model says of a run.
  package struct Time: Codable, Equatable, Sendable {
    /// A cause and the cycles that went to it.
    package struct Stall: Codable, Equatable, Sendable {
      package var cause: String
      package var cycles: Int
    }

    /// Number of the run.
    package var run: Int
    /// Kernel clock cycles; `nil` where nothing can be said.
    package var cycles: Int?
    /// The same in seconds.
    package var modelledSeconds: Double?
    /// Bytes that the unit read from memory.
    package var bytesRead: Int?
    /// Bytes that it wrote.
    package var bytesWritten: Int?
    /// Additions and multiplications of the unit; `nil` for kernels without arithmetic.
    package var operations: Int?
    /// Most cycles first.
    package var stalls: [Stall]
    /// What was assumed, or why there is no time.
    package var remark: String?
  }

  /// A mistake, of the host program or of the kernel.
  package struct Finding: Codable, Equatable, Sendable {
    /// How bad.
    package enum Severity: String, Codable, Sendable {
      /// Results are wrong, or would be on a board.
      case error
      /// Results may be wrong.
      case warning
    }

    package var severity: Severity
    /// The compute unit.
    package var unit: String?
    /// The argument.
    package var argument: String?
    /// For people; names unit and argument.
    package var message: String
  }

  /// The end.
  package struct End: Codable, Equatable, Sendable {
    /// Whether the host closed the device; else it went away.
    package var isClosed: Bool
    /// Calls that the device does not know, by number.
    package var unknownCalls: [UInt64]
  }
}

extension DeviceRecord: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case loaded, transfer, run, time, finding, end
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    switch values.allKeys.first {
    case .loaded: self = .loaded(try values.decode(Loaded.self, forKey: .loaded))
    case .transfer: self = .transfer(try values.decode(Transfer.self, forKey: .transfer))
    case .run: self = .run(try values.decode(Run.self, forKey: .run))
    case .time: self = .time(try values.decode(Time.self, forKey: .time))
    case .finding: self = .finding(try values.decode(Finding.self, forKey: .finding))
    case .end: self = .end(try values.decode(End.self, forKey: .end))
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no known record"))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch self {
    case .loaded(let value): try values.encode(value, forKey: .loaded)
    case .transfer(let value): try values.encode(value, forKey: .transfer)
    case .run(let value): try values.encode(value, forKey: .run)
    case .time(let value): try values.encode(value, forKey: .time)
    case .finding(let value): try values.encode(value, forKey: .finding)
    case .end(let value): try values.encode(value, forKey: .end)
    }
  }
}
