import Specs

extension ChannelCore {
  /// Gives the planned RD or WR and takes its request out of the queue.
  @inline(__always)
  mutating func giveColumnCommand(at cycle: Int) -> Completion {
    let bank = columnPlan.bank
    let list = serving
    let slot = queues.lists[list].hitSlots[bank]
    let isWrite = queues[slot].isWrite
    let tag = queues[slot].tag
    held -= 1
    account(bank, isWrite: isWrite, at: cycle)
    if isWrite {
      device.write(bank, at: cycle)
      roomForWrites += 1
      use.writes += 1
    } else {
      device.read(bank, at: cycle)
      roomForReads += 1
      use.reads += 1
    }
    queues.removeHit(of: bank, in: list)
    planAfterColumn(bank, in: list)
    return Completion(tag: tag, isWrite: isWrite, dataEnd: history.dataEnd)
  }

  @inline(__always)
  private mutating func planAfterColumn(_ bank: Int, in list: Int) {
    if queues.lists[1].visible <= scheduling.writeDrainLow { isDraining = false }
    columnPlan = CommandPlan()
    if queues.lists[list].hits & RequestQueues.bit(bank) == 0 {
      columnOrder.remove(bank)
      considerRow(bank)
    }
    admit(to: list)
    chooseDirection()
    guard list == serving else { return }
    renewColumnPlan()
    if hasSingleRow { considerOldestRow() }
  }

  /// Gives the planned ACT, PRE or REF.
  @inline(__always)
  mutating func giveRowCommand(at cycle: Int) {
    if isRefreshing { return giveRefreshCommand(at: cycle) }
    if prechargePlan.precedes(activatePlan) {
      precharge(prechargePlan.bank, at: cycle)
      if hasSingleRow { return planSingleRow() }
      planPrecharge()
      if activatePlan.cycle < clock { planActivate() }
    } else {
      activate(activatePlan.bank, at: cycle)
      if hasSingleRow { return planSingleRow() }
      planActivate()
      if prechargePlan.cycle < clock { planPrecharge() }
    }
  }

  @inline(__always)
  private mutating func precharge(_ bank: Int, at cycle: Int) {
    device.precharge(bank, at: cycle)
    queues.rowClosed(of: bank)
    prechargeOrder.remove(bank)
    use.precharges += 1
    // The bank's own ACT is the only one that became possible.
    if queues.lists[serving].misses & RequestQueues.bit(bank) != 0 { considerActivate(bank) }
  }

  @inline(__always)
  private mutating func activate(_ bank: Int, at cycle: Int) {
    let head = queues.head(of: bank, in: serving)
    let row = queues.row(of: head)
    let own = max(
      device.banks.nextActivate[bank], device.rank.refreshUntil, queues[head].arrival)
    history.heldFrom[bank] = own
    history.heldUntil[bank] = max(own, device.windowGate(bank))
    device.activate(bank, row: row, at: cycle)
    use.activates += 1
    queues.rowOpened(by: head, of: bank, in: serving)
    if isInOrder { considerOldestColumn() } else { considerHit(of: bank) }
  }

  /// Books the data of a burst, and why they come as late as they do.
  @inline(__always)
  private mutating func account(_ bank: Int, isWrite: Bool, at cycle: Int) {
    let column = timings.column
    let latency = isWrite ? column.nCWL : column.nCL
    let start = max(history.dataEnd - latency, history.waitingSince)
    history.dataEnd = cycle + latency + column.nBL
    use.busy += column.nBL
    if start < cycle { explain(bank, isWrite: isWrite, from: start, to: cycle) }
  }

  @inline(__always)
  private mutating func explain(_ bank: Int, isWrite: Bool, from start: Int, to cycle: Int) {
    let group = device.group(bank)
    let turned =
      isWrite
      ? device.rank.writeAfterRead
      : max(device.rank.readAfterWrite, device.groups.readAfterWrite[group])
    use.explain(
      BurstGates(
        start: start, issue: cycle, refresh: (history.refreshFrom, device.rank.refreshUntil),
        held: (history.heldFrom[bank], history.heldUntil[bank]),
        rowReady: isWrite ? device.banks.nextWrite[bank] : device.banks.nextRead[bank],
        turned: turned,
        groupReady: isWrite ? device.groups.nextWrite[group] : device.groups.readAfterRead[group]))
  }
}
