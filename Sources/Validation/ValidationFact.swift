package import Runners

/// One measured fact: a run on a real board with its conditions, from a row of a validation file.
package struct ValidationFact: Hashable, Sendable {
  /// The row's name, unique in its file.
  package var id = ""
  /// The line of the file that the row begins in, from 1.
  package var line = 0
  /// Name of the board.
  package var board = ""
  /// Name of the kernel.
  package var kernel = ""
  /// The conditions that the row gives, as texts with their units; the rest takes its default.
  package var values: [DesignKey: String] = [:]
  /// Settings of the row that no kernel has, in the order of the row.
  package var unknownSettings: [String] = []
  /// What was measured.
  package var quantity = ValidationQuantity.seconds
  /// The measured value in the base unit of the quantity, above 0.
  package var value = 0.0
  /// The largest error that is tolerated, in per cent; `nil` when the row names none.
  package var tolerancePercent: Double?
  /// Where the value was published.
  package var source = ""
  /// What people should know about the comparison, such as the reason of a large error.
  package var remark = ""

  /// Creates an empty fact.
  package init() {}
}

/// What a row measured.
package enum ValidationQuantity: String, Hashable, Sendable, CaseIterable {
  /// Bytes read and written per second.
  case bytesPerSecond = "bytes_per_second"
  /// Arithmetic operations per second.
  case operationsPerSecond = "operations_per_second"
  /// The time of the run.
  case seconds
  /// The time from a read request to its data, with one request at a time.
  case readLatencySeconds = "read_latency_seconds"

  /// The base unit.
  package var unit: String {
    switch self {
    case .bytesPerSecond: "B/s"
    case .operationsPerSecond: "OP/s"
    case .seconds, .readLatencySeconds: "s"
    }
  }
}
