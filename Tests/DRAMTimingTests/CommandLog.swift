import DRAMTiming
import Specs

/// A command as it went over the wires.
struct LoggedCommand: Equatable {
  var command: DRAMCommand
  /// Counted over all groups; 0 for REF.
  var bank: Int
  /// The row of ACT, and the row that RD and WR are meant for.
  var row: Int
  var cycle: Int
}

/// Looks at a log of commands and says which rules of the device it breaks.
struct CommandLogCheck {
  let spec: DRAMSpec
  private(set) var violations: [String] = []

  init(_ log: [LoggedCommand], spec: DRAMSpec) {
    self.spec = spec
    checkPairs(log)
    checkCommandBus(log)
    checkDataBus(log)
    checkRows(log)
    checkRefreshes(log)
  }

  /// Every command against every earlier one that a rule could speak of.
  private mutating func checkPairs(_ log: [LoggedCommand]) {
    let table = TimingConstraint.table(of: spec.timings)
    let reach = table.map(\.distance).max() ?? 0
    for (index, next) in log.enumerated() {
      var activations = 0
      for previous in log[..<index].reversed() {
        guard next.cycle - previous.cycle < reach else { break }
        if previous.command == .activate { activations += 1 }
        for rule in table where rule.previous == previous.command && rule.next == next.command {
          guard rule.count == 1 || rule.count == activations, shares(previous, next, rule.scope)
          else { continue }
          if next.cycle < previous.cycle + rule.distance {
            violations.append("\(rule.name): \(previous) then \(next)")
          }
        }
      }
    }
  }

  private func shares(
    _ left: LoggedCommand, _ right: LoggedCommand, _ scope: ConstraintScope
  ) -> Bool {
    let perGroup = spec.geometry.banksPerGroup
    return switch scope {
    case .bank: left.bank == right.bank
    case .bankGroup: left.bank / perGroup == right.bank / perGroup
    case .rank: true
    }
  }

  private mutating func checkCommandBus(_ log: [LoggedCommand]) {
    let isSplit = spec.geometry.commandBus == .split
    let slots = log.map { $0.cycle * 2 + (isSplit && $0.command.isColumn ? 1 : 0) }
    if Set(slots).count != slots.count { violations.append("two commands in one cycle") }
    if log.map(\.cycle) != log.map(\.cycle).sorted() { violations.append("out of order") }
  }

  private mutating func checkDataBus(_ log: [LoggedCommand]) {
    var end = 0
    for command in log where command.command.isColumn {
      let column = spec.timings.column
      let start = command.cycle + (command.command == .write ? column.nCWL : column.nCL)
      if start < end { violations.append("data bus taken twice: \(command)") }
      end = start + column.nBL
    }
  }

  private mutating func checkRows(_ log: [LoggedCommand]) {
    var open: [Int: Int] = [:]
    for command in log {
      let isOpen = open[command.bank] != nil
      switch command.command {
      case .activate:
        if isOpen { violations.append("ACT to an open bank: \(command)") }
        open[command.bank] = command.row
      case .precharge:
        if !isOpen { violations.append("PRE to a closed bank: \(command)") }
        open[command.bank] = nil
      case .read, .write:
        if open[command.bank] != command.row { violations.append("not the open row: \(command)") }
      case .refresh:
        if !open.isEmpty { violations.append("REF with open banks: \(command)") }
      }
    }
  }

  /// Each REF is due one interval after the last was; it may be late by the time that closing
  /// all banks takes, never early. JEDEC would allow eight intervals.
  private mutating func checkRefreshes(_ log: [LoggedCommand]) {
    let row = spec.timings.row
    let column = spec.timings.column
    let written = column.nCWL + column.nBL + row.nWR
    let late = max(row.nRAS, row.nRTP, written) + row.nRC + row.nRP + spec.geometry.banks
    let interval = spec.timings.refresh.nREFI
    let refreshes = log.filter { $0.command == .refresh }
    for (index, refresh) in refreshes.enumerated() {
      let due = (index + 1) * interval
      if !(due...(due + late)).contains(refresh.cycle) {
        violations.append("refresh due at \(due): \(refresh)")
      }
    }
    if let end = log.last?.cycle, refreshes.count < (end - late) / interval {
      violations.append("\(refreshes.count) refreshes in \(end) cycles")
    }
  }
}
