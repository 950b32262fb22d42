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

  @inline(__always)
  private mutating func planRead() {
    var hits = queues.lists[0].hits
    let rankGate = max(device.rank.nextRead, clock)
    // No hit can be earlier than the rank's gate, and of those at it the oldest request goes first.
    let first = queues.bankHitByOldest(in: 0)
    if first != Request.none, device.readGate(first) <= rankGate {
      columnPlan = CommandPlan(cycle: rankGate, key: queues.lists[0].hitKeys[first])
      return
    }
    var best = Int.max
    while hits != 0 {
      let bank = hits.trailingZeroBitCount
      hits &= hits &- 1
      let group = device.groups.nextRead[device.group(bank)]
      let gate = max(rankGate, group, device.banks.nextRead[bank])
      best = min(best, order(gate, queues.lists[0].hitKeys[bank]))
    }
    columnPlan = plan(best)
  }

  private mutating func planWrite() {
    var hits = queues.lists[1].hits
    let rankGate = max(device.rank.nextWrite, clock)
    let first = queues.bankHitByOldest(in: 1)
    if first != Request.none, device.writeGate(first) <= rankGate {
      columnPlan = CommandPlan(cycle: rankGate, key: queues.lists[1].hitKeys[first])
      return
    }
    var best = Int.max
    while hits != 0 {
      let bank = hits.trailingZeroBitCount
      hits &= hits &- 1
      let group = device.groups.nextWrite[device.group(bank)]
      let gate = max(rankGate, group, device.banks.nextWrite[bank])
      best = min(best, order(gate, queues.lists[1].hitKeys[bank]))
    }
    columnPlan = plan(best)
  }

  /// Finds the ACT and the PRE that are legal first, the oldest among equals; while a refresh is
  /// due, the PRE or REF.
  mutating func planRow() {
    prechargePlan = CommandPlan(cycle: Int.min)
    activatePlan = CommandPlan(cycle: Int.min)
    renewRowPlans()
  }

  /// Finds those row commands anew whose planned time has passed: one was given, or could not be.
  /// Others wait for gates of their own that nothing has moved.
  mutating func renewRowPlans() {
    if isRefreshing || isInOrder && !hasLookahead { return planSingleRow() }
    let list = serving & 1
    let misses = queues.lists[list].waiting & ~queues.lists[list].hits
    if prechargePlan.cycle < clock {
      prechargePlan = plan(bestPrecharge(misses & device.openMask, in: list))
    }
    if activatePlan.cycle < clock {
      activatePlan = plan(bestActivate(misses & ~device.openMask, in: list))
    }
  }

  /// Plans row commands where only one bank, or a refresh, can be meant.
  private mutating func planSingleRow() {
    prechargePlan = CommandPlan()
    activatePlan = CommandPlan()
    if isRefreshing { return planRefresh() }
    let oldest = queues.lists[0].oldest
    if oldest != Request.none { considerRow(queues.bank(of: oldest)) }
  }

  @inline(__always)
  private mutating func bestPrecharge(_ misses: UInt32, in list: Int) -> Int {
    var left = misses
    var best = Int.max
    while left != 0 {
      let bank = left.trailingZeroBitCount
      left &= left &- 1
      let gate = max(clock, device.banks.nextPrecharge[bank])
      best = min(best, order(gate, queues.lists[list].headKeys[bank]))
    }
    return best
  }

  @inline(__always)
  private mutating func bestActivate(_ misses: UInt32, in list: Int) -> Int {
    var left = misses
    var best = Int.max
    let rankGate = max(clock, device.rankActivateGate)
    while left != 0 {
      let bank = left.trailingZeroBitCount
      left &= left &- 1
      let group = device.groups.nextActivate[device.group(bank)]
      let gate = max(rankGate, group, device.banks.nextActivate[bank])
      best = min(best, order(gate, queues.lists[list].headKeys[bank]))
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
    let gate = queues.isWrite(hit) ? device.writeGate(bank) : device.readGate(bank)
    let key = queues.lists[serving].hitKeys[bank]
    Self.consider(max(gate, clock), key, &columnPlan)
  }

  /// Takes the ACT or PRE of a bank's oldest request into account that was no candidate before.
  @inline(__always)
  mutating func considerRow(_ bank: Int) {
    let bit = RequestQueues.bit(bank)
    guard queues.lists[serving].waiting & ~queues.lists[serving].hits & bit != 0 else { return }
    if isInOrder, !hasLookahead {
      guard queues.lists[0].banks[bank].head == queues.lists[0].oldest else { return }
    }
    let key = queues.lists[serving].headKeys[bank]
    if device.openMask & bit != 0 {
      Self.consider(max(device.banks.nextPrecharge[bank], clock), key, &prechargePlan)
    } else {
      Self.consider(max(device.activateGate(bank), clock), key, &activatePlan)
    }
  }

  @inline(__always)
  private static func consider(_ cycle: Int, _ key: Int, _ plan: inout CommandPlan) {
    let candidate = CommandPlan(cycle: cycle, key: key)
    if candidate.precedes(plan) { plan = candidate }
  }
}
