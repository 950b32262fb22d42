import Measurements
import Quantities
import Runners
import Specs

/// One column of a validation file.
struct ValidationColumn: Sendable {
  let name: String
  /// What a field has to be, for messages.
  let expected: String
  /// Whether every row needs the field.
  var isRequired = false
  /// Takes a field that is not empty; false when it is not what was expected.
  let read: @Sendable (String, inout ValidationFact) -> Bool

  /// Every column in the order of the documentation.
  static let all: [ValidationColumn] = [
    .text("id", isRequired: true) { $1.id = $0 },
    .text("board", isRequired: true) { $1.board = $0 },
    .text("kernel", isRequired: true) { $1.kernel = $0 },
    .value("operation", .operation), .word("schedule", .schedule, of: KernelSchedule.self),
    .value("type", .type), .value("memory", .memory),
    .count("channels", .channels), .count("compute_units", .computeUnits),
    .count("lanes", .lanes), .count("chain", .chain), .count("passes", .passes),
    .megahertz("clock_mhz", .clock), .megahertz("memory_clock_mhz", .memoryClock),
    .count("port_bits", .portBits), .count("burst_beats", .burstBeats),
    .count("outstanding", .outstanding),
    .word("pattern", .pattern, of: AccessPattern.self),
    .count("stride_bytes", .stride), .count("access_bytes", .accessBytes),
    .count("working_set_bytes", .workingSet), .count("size_bytes", .size),
    .count("problem_size", .problemSize), .settings, .quantity, .measuredValue, .tolerance,
    .text("source") { $1.source = $0 }, .text("remark") { $1.remark = $0 },
  ]

  private static func text(
    _ name: String, isRequired: Bool = false,
    _ set: @escaping @Sendable (String, inout ValidationFact) -> Void
  ) -> Self {
    Self(name: name, expected: "text", isRequired: isRequired) { field, fact in
      set(field, &fact)
      return true
    }
  }

  private static func value(_ name: String, _ key: DesignKey) -> Self {
    text(name) { $1.values[key] = $0 }
  }

  private static func word<Word>(
    _ name: String, _ key: DesignKey, of type: Word.Type
  ) -> Self where Word: RawRepresentable<String> & CaseIterable {
    let known = Word.allCases.map(\.rawValue)
    return Self(name: name, expected: "one of " + known.joined(separator: ", ")) { field, fact in
      guard known.contains(field) else { return false }
      fact.values[key] = field
      return true
    }
  }

  private static func count(_ name: String, _ key: DesignKey) -> Self {
    Self(name: name, expected: "a whole number from 1") { field, fact in
      guard let value = FieldText.wholeNumber(Array(field.utf8)[...]), value > 0 else {
        return false
      }
      fact.values[key] = "\(value)"
      return true
    }
  }

  private static func megahertz(_ name: String, _ key: DesignKey) -> Self {
    Self(name: name, expected: "a finite number of MHz above 0") { field, fact in
      guard let value = Self.positive(field) else { return false }
      fact.values[key] = "\(CSVWriter.number(value)) MHz"
      return true
    }
  }

  private static let quantity = Self(
    name: "quantity",
    expected: "one of " + ValidationQuantity.allCases.map(\.rawValue).joined(separator: ", "),
    isRequired: true
  ) { field, fact in
    guard let quantity = ValidationQuantity(rawValue: field) else { return false }
    fact.quantity = quantity
    return true
  }

  private static let measuredValue = Self(
    name: "value", expected: "a finite number above 0 in the base unit", isRequired: true
  ) { field, fact in
    guard let value = positive(field) else { return false }
    fact.value = value
    return true
  }

  private static let tolerance = Self(
    name: "tolerance_percent", expected: "a finite number of per cent above 0"
  ) { field, fact in
    guard let value = positive(field) else { return false }
    fact.tolerancePercent = value
    return true
  }

  private static func positive(_ field: String) -> Double? {
    guard let value = FieldText.number(Array(field.utf8)[...]), value > 0 else { return nil }
    return value
  }
}

extension ValidationColumn {
  /// `key=value;key=value`, each key once; keys that no kernel has are kept apart.
  fileprivate static let settings = Self(
    name: "settings", expected: "key=value;key=value with every key once"
  ) { field, fact in
    var seen: Set<String> = []
    for entry in field.split(separator: ";") {
      let parts = entry.split(separator: "=", maxSplits: 1).map { FieldText.trimmed(String($0)) }
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, seen.insert(parts[0]).inserted
      else { return false }
      if let key = DesignKey.settings.first(where: { $0.rawValue == parts[0] }) {
        fact.values[key] = parts[1]
      } else {
        fact.unknownSettings.append(parts[0])
      }
    }
    return !seen.isEmpty
  }
}

extension DesignKey {
  /// The column that gives the value, for messages about a row.
  package var column: String {
    switch self {
    case .computeUnits: "compute_units"
    case .clock: "clock_mhz"
    case .memoryClock: "memory_clock_mhz"
    case .size: "size_bytes"
    case .problemSize: "problem_size"
    case .portBits: "port_bits"
    case .burstBeats: "burst_beats"
    case .stride: "stride_bytes"
    case .accessBytes: "access_bytes"
    case .workingSet: "working_set_bytes"
    case _ where Self.settings.contains(self): "settings: \(rawValue)"
    default: rawValue
    }
  }
}
