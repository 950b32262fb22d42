import DRAMTiming

/// When commands were given, and the constraint table applied to it word by word.
struct CommandHistory {
  let table: [TimingConstraint]
  let banksPerGroup: Int
  /// Cycle of the last command of a kind to a bank.
  private(set) var last: [DRAMCommand: [Int: Int]] = [:]
  /// Cycles of all activations.
  private var activations: [Int] = []

  init(table: [TimingConstraint], banksPerGroup: Int) {
    self.table = table
    self.banksPerGroup = banksPerGroup
  }

  mutating func issue(_ command: DRAMCommand, bank: Int, at cycle: Int) {
    last[command, default: [:]][bank] = cycle
    if command == .activate { activations.append(cycle) }
  }

  func earliest(_ command: DRAMCommand, bank: Int) -> Int {
    earliest(command, bank: bank) { _ in true }
  }

  /// The earliest cycle that those rules of the table allow that are `meant`.
  func earliest(
    _ command: DRAMCommand, bank: Int, _ meant: (TimingConstraint) -> Bool
  ) -> Int {
    var gate = 0
    for rule in table where rule.next == command && meant(rule) {
      guard let previous = previous(rule, bank: bank) else { continue }
      gate = max(gate, previous + rule.distance)
    }
    return gate
  }

  private func previous(_ rule: TimingConstraint, bank: Int) -> Int? {
    if rule.count > 1 {
      return activations.count < rule.count ? nil : activations[activations.count - rule.count]
    }
    guard let cycles = last[rule.previous] else { return nil }
    switch rule.scope {
    case .bank: return cycles[bank]
    case .bankGroup:
      let first = bank / banksPerGroup * banksPerGroup
      return (first..<(first + banksPerGroup)).compactMap { cycles[$0] }.max()
    case .rank: return cycles.values.max()
    }
  }
}
