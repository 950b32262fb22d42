extension ChannelCore {
  /// Plans both kinds of commands anew.
  mutating func planAll() {
    planColumn()
    planRow()
  }

  /// Finds the RD or WR that is legal first, the oldest among equals, after the hits have changed.
  mutating func planColumn() {
    columnOrder.removeAll()
    var hits = isInOrder || isRefreshing ? 0 : queues.lists[serving].hits
    while hits != 0 {
      let bank = hits.trailingZeroBitCount
      hits &= hits &- 1
      columnOrder.insert(
        bank, serving == 0 ? device.banks.nextRead[bank] : device.banks.nextWrite[bank])
    }
    renewColumnPlan()
  }

  /// Finds the RD or WR that is legal first, the oldest among equals.
  @inline(__always)
  mutating func renewColumnPlan() {
    columnPlan = CommandPlan()
    guard !isRefreshing else { return }
    if isInOrder {
      considerOldestColumn()
    } else if serving == 0 {
      planRead()
    } else {
      planWrite()
    }
  }

  @inline(__always)
  private mutating func planRead() {
    let rankGate = max(device.rank.nextRead, clock)
    // No hit can be earlier than the rank's gate, and of those at it the oldest request goes first.
    if columnOrder.isPast(clock), let bank = queues.bankHitByOldest(in: 0),
      device.readGate(bank) <= rankGate
    {
      columnPlan = CommandPlan(cycle: rankGate, key: queues.lists[0].hitKeys[bank])
      return
    }
    var best = Int.max
    var place = columnOrder.first
    while place != columnOrder.end {
      let (gate, bank) = columnOrder[place]
      let own = max(gate, rankGate)
      // No gate is earlier than those before it.
      guard order(own, 0) <= best else { break }
      let group = device.groups.nextRead[device.group(bank)]
      best = min(best, order(max(own, group), queues.lists[0].hitKeys[bank]))
      place &+= 1
    }
    columnPlan = plan(best)
  }

  private mutating func planWrite() {
    let rankGate = max(device.rank.nextWrite, clock)
    if columnOrder.isPast(clock), let bank = queues.bankHitByOldest(in: 1),
      device.writeGate(bank) <= rankGate
    {
      columnPlan = CommandPlan(cycle: rankGate, key: queues.lists[1].hitKeys[bank])
      return
    }
    var best = Int.max
    var place = columnOrder.first
    while place != columnOrder.end {
      let (gate, bank) = columnOrder[place]
      let own = max(gate, rankGate)
      guard order(own, 0) <= best else { break }
      let group = device.groups.nextWrite[device.group(bank)]
      best = min(best, order(max(own, group), queues.lists[1].hitKeys[bank]))
      place &+= 1
    }
    columnPlan = plan(best)
  }

  /// Finds the ACT and the PRE that are legal first, the oldest among equals; while a refresh is
  /// due, the PRE or REF.
  mutating func planRow() {
    prechargePlan = CommandPlan(cycle: Int.min)
    activatePlan = CommandPlan(cycle: Int.min)
    prechargeOrder.removeAll()
    var open = queues.lists[serving].misses & device.openMask
    while open != 0 {
      let bank = open.trailingZeroBitCount
      open &= open &- 1
      prechargeOrder.insert(bank, device.banks.nextPrecharge[bank])
    }
    renewRowPlans()
  }

  /// A row that is hit now is not closed.
  mutating func keepOpen(_ bank: Int) {
    prechargeOrder.remove(bank)
    guard prechargePlan.cycle != Int.max, prechargePlan.bank == bank else { return }
    planPrecharge()
  }

  /// Finds those row commands anew whose planned time has passed: one was given, or could not be.
  /// Others wait for gates of their own that nothing has moved.
  mutating func renewRowPlans() {
    if isRefreshing || hasSingleRow { return planSingleRow() }
    if prechargePlan.cycle < clock { planPrecharge() }
    if activatePlan.cycle < clock { planActivate() }
  }

  /// Plans row commands where only one bank, or a refresh, can be meant.
  mutating func planSingleRow() {
    prechargePlan = CommandPlan()
    activatePlan = CommandPlan()
    if isRefreshing { return planRefresh() }
    considerOldestRow()
  }

  /// In order without lookahead: the ACT or PRE of the oldest request.
  mutating func considerOldestRow() {
    let oldest = queues.oldest(in: 0)
    if !oldest.isEnd { considerRow(queues[oldest].bank) }
  }

  /// Finds the PRE that is legal first, the oldest among equals.
  @inline(__always)
  mutating func planPrecharge() {
    var best = Int.max
    var place = prechargeOrder.first
    while place != prechargeOrder.end {
      let (gate, bank) = prechargeOrder[place]
      let cycle = max(gate, clock)
      guard order(cycle, 0) <= best else { break }
      best = min(best, order(cycle, queues.lists[serving].headKeys[bank]))
      place &+= 1
    }
    prechargePlan = plan(best)
  }

  /// Finds the ACT that is legal first, the oldest among equals.
  @inline(__always)
  mutating func planActivate() {
    let list = serving
    var left = queues.lists[list].misses & ~device.openMask
    var best = Int.max
    let rankGate = max(clock, device.rank.activateGate)
    while left != 0 {
      let bank = left.trailingZeroBitCount
      left &= left &- 1
      let group = device.groups.nextActivate[device.group(bank)]
      let gate = max(rankGate, group, device.banks.nextActivate[bank])
      best = min(best, order(gate, queues.lists[list].headKeys[bank]))
    }
    activatePlan = plan(best)
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
    if isInOrder { considerOldestColumn() } else { considerHit(of: bank) }
  }

  /// In order: takes the RD or WR of the oldest request into account.
  mutating func considerOldestColumn() {
    guard let bank = queues.bankHitByOldest(in: 0) else { return }
    let isWrite = queues[queues.oldest(in: 0)].isWrite
    let gate = isWrite ? device.writeGate(bank) : device.readGate(bank)
    Self.consider(max(gate, clock), queues.lists[0].hitKeys[bank], &columnPlan)
  }

  /// Out of order: takes the RD or WR of a bank's hit into account.
  @inline(__always)
  mutating func considerHit(of bank: Int) {
    let own = serving == 0 ? device.banks.nextRead[bank] : device.banks.nextWrite[bank]
    columnOrder.insert(bank, own)
    let gate = serving == 0 ? device.readGate(bank) : device.writeGate(bank)
    Self.consider(max(gate, clock), queues.lists[serving].hitKeys[bank], &columnPlan)
  }

  /// Takes the ACT or PRE of a bank's oldest request into account that was no candidate before.
  @inline(__always)
  mutating func considerRow(_ bank: Int) {
    let bit = RequestQueues.bit(bank)
    guard queues.lists[serving].misses & bit != 0 else { return }
    if hasSingleRow {
      guard queues.head(of: bank, in: 0) == queues.oldest(in: 0) else { return }
    }
    if device.openMask & bit != 0 {
      let gate = device.banks.nextPrecharge[bank]
      prechargeOrder.insert(bank, gate)
      Self.consider(max(gate, clock), queues.lists[serving].headKeys[bank], &prechargePlan)
    } else {
      considerActivate(bank)
    }
  }

  /// Takes the ACT of a closed bank's oldest request into account.
  @inline(__always)
  mutating func considerActivate(_ bank: Int) {
    let key = queues.lists[serving].headKeys[bank]
    Self.consider(max(device.activateGate(bank), clock), key, &activatePlan)
  }

  @inline(__always)
  private static func consider(_ cycle: Int, _ key: Int, _ plan: inout CommandPlan) {
    let candidate = CommandPlan(cycle: cycle, key: key)
    if candidate.precedes(plan) { plan = candidate }
  }
}
