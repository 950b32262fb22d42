extension ChannelCore {
  /// Plans both kinds of commands anew.
  mutating func planAll() {
    planColumn()
    planRow()
  }

  /// Finds the RD or WR that is legal first, the oldest among equals.
  mutating func planColumn() {
    columnPlan = CommandPlan()
    guard !isRefreshing else { return }
    if isInOrder {
      let oldest = queues.lists[0].oldest
      if oldest != Request.none { considerColumn(queues.bank(of: oldest)) }
    } else if serving == 0 {
      planRead()
    } else {
      planWrite()
    }
  }

  private mutating func planRead() {
    var hits = queues.lists[0].hits
    let rankGate = max(device.rank.nextRead, clock)
    var best = Int.max
    while hits != 0 {
      let bank = hits.trailingZeroBitCount
      hits &= hits &- 1
      let group = device.groups[bank &>> device.groupShift].nextRead
      let gate = max(rankGate, group, device.banks[bank].nextRead)
      best = min(best, order(gate, queues.lists[0].banks[bank].hitKey))
    }
    columnPlan = plan(best)
  }

  private mutating func planWrite() {
    var hits = queues.lists[1].hits
    let rankGate = max(device.rank.nextWrite, clock)
    var best = Int.max
    while hits != 0 {
      let bank = hits.trailingZeroBitCount
      hits &= hits &- 1
      let group = device.groups[bank &>> device.groupShift].nextWrite
      let gate = max(rankGate, group, device.banks[bank].nextWrite)
      best = min(best, order(gate, queues.lists[1].banks[bank].hitKey))
    }
    columnPlan = plan(best)
  }

  /// Finds the ACT or PRE that is legal first, the oldest among equals; while a refresh is due,
  /// the PRE or REF.
  mutating func planRow() {
    rowPlan = CommandPlan()
    if isRefreshing { return planRefresh() }
    if isInOrder && !hasLookahead {
      let oldest = queues.lists[0].oldest
      if oldest != Request.none { considerRow(queues.bank(of: oldest)) }
      return
    }
    let misses = queues.lists[serving].waiting & ~queues.lists[serving].hits
    let best = min(
      bestPrecharge(misses & device.openMask), bestActivate(misses & ~device.openMask))
    rowPlan = plan(best)
  }

  private mutating func bestPrecharge(_ misses: UInt32) -> Int {
    var left = misses
    var best = Int.max
    while left != 0 {
      let bank = left.trailingZeroBitCount
      left &= left &- 1
      let gate = max(clock, device.banks[bank].nextPrecharge)
      best = min(best, order(gate, queues.lists[serving].banks[bank].headKey))
    }
    return best
  }

  private mutating func bestActivate(_ misses: UInt32) -> Int {
    var left = misses
    var best = Int.max
    let rankGate = max(
      clock, device.rank.nextActivate, device.rank.windowGate, device.rank.refreshUntil)
    while left != 0 {
      let bank = left.trailingZeroBitCount
      left &= left &- 1
      let group = device.groups[bank &>> device.groupShift].nextActivate
      let gate = max(rankGate, group, device.banks[bank].nextActivate)
      best = min(best, order(gate, queues.lists[serving].banks[bank].headKey))
    }
    return best
  }

  /// Cycle and key in one integer, so that the smallest is the first command, then the oldest.
  @inline(__always)
  private func order(_ gate: Int, _ key: Int) -> Int {
    (gate &- clock) &<< Request.keyBits | key
  }

  @inline(__always)
  private func plan(_ order: Int) -> CommandPlan {
    guard order != Int.max else { return CommandPlan() }
    let wait = order &>> Request.keyBits
    return CommandPlan(cycle: clock + wait, key: order & ((1 << Request.keyBits) - 1))
  }

  /// Takes the RD or WR of a bank's hit into account that was no candidate before.
  mutating func considerColumn(_ bank: Int) {
    let hit = queues.lists[serving].banks[bank].hit
    guard hit != Request.none, !isInOrder || hit == queues.lists[0].oldest else { return }
    let command: DRAMCommand = queues.isWrite(hit) ? .write : .read
    let key = queues.lists[serving].banks[bank].hitKey
    Self.consider(max(device.earliest(command, bank: bank), clock), key, &columnPlan)
  }

  /// Takes the ACT or PRE of a bank's oldest request into account that was no candidate before.
  mutating func considerRow(_ bank: Int) {
    let bit = RequestQueues.bit(bank)
    guard queues.lists[serving].waiting & ~queues.lists[serving].hits & bit != 0 else { return }
    if isInOrder, !hasLookahead {
      guard queues.lists[0].banks[bank].head == queues.lists[0].oldest else { return }
    }
    let isOpen = device.openMask & bit != 0
    let gate = device.earliest(isOpen ? .precharge : .activate, bank: bank)
    Self.consider(max(gate, clock), queues.lists[serving].banks[bank].headKey, &rowPlan)
  }

  private static func consider(_ cycle: Int, _ key: Int, _ plan: inout CommandPlan) {
    if (cycle, key) < (plan.cycle, plan.key) { plan = CommandPlan(cycle: cycle, key: key) }
  }
}
