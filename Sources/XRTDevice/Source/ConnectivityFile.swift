import Foundation

/// `nk` and `sp` of v++'s connectivity file: how many compute units there are, and which banks their arguments are
/// connected to.
///
/// Source: UG1702, "v++ --connectivity options": `nk=<kernel>:<number>:<names>`, names joined with dots or
/// commas, `sp=<unit>.<argument>:<memory>[<bank>]` or `[<first>:<last>]`.
struct ConnectivityFile: Equatable {
  /// Names of the compute units of each kernel.
  private(set) var units: [String: [String]] = [:]
  /// Banks by unit and argument, e.g. `vadd_1.in1`.
  private(set) var banks: [String: Banks] = [:]

  /// Some channels of a memory.
  struct Banks: Equatable {
    /// `HBM`, `DDR` or what else the platform calls it.
    var memory: String
    var channels: ClosedRange<Int>
  }

  /// Nothing is said.
  init() {}

  /// Reads the section `connectivity`; lines of others, and keys that place units or stream nothing, have no say
  /// in an emulation.
  ///
  /// - Throws: ``EmulationError`` with every line that is wrong.
  init(text: String, name: String) throws(EmulationError) {
    var reasons: [String] = []
    var section = ""
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let plain = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
      if plain.hasPrefix("["), plain.hasSuffix("]") {
        section = String(plain.dropFirst().dropLast())
      }
      let parts = plain.split(separator: "=", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard section == "connectivity", parts.count == 2 else { continue }
      let isRight =
        switch parts[0] {
        case "nk": addUnits(parts[1])
        case "sp": addBanks(parts[1])
        case "stream_connect", "sc": false
        default: true
        }
      guard !isRight else { continue }
      reasons.append("line \(number + 1): found `\(plain)`, \(Self.expected(parts[0]))")
    }
    guard reasons.isEmpty else { throw EmulationError(name, reasons) }
  }

  private static func expected(_ key: String) -> String {
    switch key {
    case "nk": "expected nk=KERNEL:NUMBER or nk=KERNEL:NUMBER:NAME.NAME"
    case "sp": "expected sp=UNIT.ARGUMENT:MEMORY[BANK] or [FIRST:LAST]"
    default: "but streams between kernels are not emulated"
    }
  }

  private mutating func addUnits(_ text: String) -> Bool {
    let parts = text.split(separator: ":").map(String.init)
    guard (2...3).contains(parts.count), let count = Int(parts[1]), (1...1024).contains(count)
    else {
      return false
    }
    let names =
      parts.count == 3
      ? parts[2].split { $0 == "." || $0 == "," }.map(String.init)
      : (1...count).map { "\(parts[0])_\($0)" }
    guard names.count == count, Set(names).count == count else { return false }
    units[parts[0]] = names
    return true
  }

  private mutating func addBanks(_ text: String) -> Bool {
    guard
      let match = text.wholeMatch(
        of: /([A-Za-z_]\w*\.[A-Za-z_]\w*):([A-Za-z_]+)\[([0-9]+)(?::([0-9]+))?\]/),
      let first = Int(match.3)
    else { return false }
    let last = match.4.map { Int($0) } ?? first
    guard let last, last >= first else { return false }
    banks[String(match.1)] = Banks(memory: String(match.2), channels: first...last)
    return true
  }
}
