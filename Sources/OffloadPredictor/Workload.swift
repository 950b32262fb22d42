package import Quantities

/// A kernel of a user's program as one row of a kernels file: what one call does and moves.
package struct Workload: Hashable, Sendable {
  /// The kernel's name; never empty.
  package var name: String
  /// Element type that its arithmetic uses, e.g. `f32`.
  package var elementType = "f32"
  /// Arithmetic operations of one call, not negative.
  package var operations: Double?
  /// Bytes of one call to and from device memory, not negative.
  package var bytes: Double?
  /// Measured time of one call on the board in seconds, above 0.
  package var seconds: Double?
  /// How often the program calls it, at least 1.
  package var calls = 1
  /// Time of one call on the host in seconds, above 0.
  package var hostSeconds: Double?
  /// Interval of the host's time in seconds, where it is computed from ceilings with one.
  package var hostInterval: ClosedRange<Double>?
  /// Line of the kernels file that it was read from.
  package var line: Int?
  /// Bytes of one call from host to device; `nil` when neither given nor to be derived.
  package var bytesIn: Double?
  /// Bytes of one call from device to host; `nil` when neither given nor to be derived.
  package var bytesOut: Double?
  /// Memory that it works on; `nil` is the board's fastest off-chip memory.
  package var memory: String?
  /// Whether its data stay on the board between calls.
  package var isResident = false
  /// Whether transfers of one call run during the kernel of another.
  package var overlaps = false
  /// Power of the host while it computes.
  package var hostPower: Power?
  /// The user's own words.
  package var note = ""
  /// Every default that was taken, one sentence each, to be printed.
  package var assumptions: [String] = []

  /// Creates a kernel of which only the name is known.
  package init(name: String) { self.name = name }

  /// Operations per byte of device memory; `nil` without both, or without bytes.
  package var intensity: OperationalIntensity? {
    guard let operations, let bytes, bytes > 0 else { return nil }
    return OperationalIntensity(operations / bytes)
  }

  /// Operations per second of the measured time; `nil` without operations and time.
  package var throughput: Throughput? {
    guard let operations, let seconds, seconds > 0 else { return nil }
    return Throughput(operations / seconds)
  }
}
