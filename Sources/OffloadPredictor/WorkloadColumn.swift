import Measurements
import Quantities

/// One column of a kernels file.
struct WorkloadColumn: Sendable {
  let name: String
  /// What a field has to be, for messages.
  let expected: String
  /// Takes a field that is not empty; false when it is not what was expected.
  let read: @Sendable (String, inout Workload) -> Bool

  /// Every column in the order of the documentation.
  static let all: [WorkloadColumn] = [
    .text("name") { $1.name = $0 },
    .text("element_type") { $1.elementType = $0 },
    .amount("operations") { $1.operations = $0 },
    .amount("bytes") { $1.bytes = $0 },
    .positive("seconds", "seconds") { $1.seconds = $0 },
    .calls,
    .positive("host_seconds", "seconds") { $1.hostSeconds = $0 },
    .amount("bytes_in") { $1.bytesIn = $0 },
    .amount("bytes_out") { $1.bytesOut = $0 },
    .text("memory") { $1.memory = $0 },
    .flag("resident") { $1.isResident = $0 },
    .flag("overlap") { $1.overlaps = $0 },
    .positive("host_power_w", "watts") { $1.hostPower = Power($0) },
    .text("note") { $1.note = $0 },
  ]

  private static func text(
    _ name: String, _ set: @escaping @Sendable (String, inout Workload) -> Void
  ) -> Self {
    Self(name: name, expected: "text") { field, workload in
      set(field, &workload)
      return true
    }
  }

  private static func amount(
    _ name: String, _ set: @escaping @Sendable (Double, inout Workload) -> Void
  ) -> Self {
    Self(name: name, expected: "a finite number, not negative") { field, workload in
      guard let value = FieldText.number(Array(field.utf8)[...]), value >= 0 else { return false }
      set(value, &workload)
      return true
    }
  }

  private static func positive(
    _ name: String, _ unit: String, _ set: @escaping @Sendable (Double, inout Workload) -> Void
  ) -> Self {
    Self(name: name, expected: "a finite number of \(unit) above 0") { field, workload in
      guard let value = FieldText.number(Array(field.utf8)[...]), value > 0 else { return false }
      set(value, &workload)
      return true
    }
  }

  private static let calls = Self(name: "calls", expected: "a whole number from 1") {
    field, workload in
    guard let value = FieldText.wholeNumber(Array(field.utf8)[...]), value > 0 else {
      return false
    }
    workload.calls = value
    return true
  }

  private static func flag(
    _ name: String, _ set: @escaping @Sendable (Bool, inout Workload) -> Void
  ) -> Self {
    Self(name: name, expected: "yes or no") { field, workload in
      switch field.lowercased() {
      case "yes", "true": set(true, &workload)
      case "no", "false": set(false, &workload)
      default: return false
      }
      return true
    }
  }
}
