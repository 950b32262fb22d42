import Specs

extension ChannelCore {
  /// Gives the planned RD or WR and takes its request out of the queue.
  mutating func giveColumnCommand(at cycle: Int) -> Completion {
    let bank = columnPlan.bank
    let list = serving
    let slot = queues.lists[list].banks[bank].hit
    let isWrite = queues.isWrite(slot)
    let tag = queues.tag(of: slot)
    account(bank, isWrite: isWrite, at: cycle)
    if isWrite {
      device.write(bank, at: cycle)
      writesHeld -= 1
      use.writes += 1
    } else {
      device.read(bank, at: cycle)
      readsHeld -= 1
      use.reads += 1
    }
    queues.removeHit(of: bank, in: list, openRow: device.banks.openRow[bank])
    planAfterColumn(bank, in: list)
    return Completion(tag: tag, isWrite: isWrite, dataEnd: history.dataEnd)
  }

  @inline(__always)
  private mutating func planAfterColumn(_ bank: Int, in list: Int) {
    if queues.lists[1].visible <= scheduling.writeDrainLow { isDraining = false }
    columnPlan = CommandPlan()
    considerRow(bank)
    admit(to: list)
    chooseDirection()
    guard list == serving else { return }
    planColumn()
    guard isInOrder, !hasLookahead, queues.lists[0].oldest != Request.none else { return }
    considerRow(queues.bank(of: queues.lists[0].oldest))
  }

  /// Gives the planned ACT, PRE or REF.
  mutating func giveRowCommand(at cycle: Int) {
    if isRefreshing { return giveRefreshCommand(at: cycle) }
    if prechargePlan.precedes(activatePlan) {
      precharge(prechargePlan.bank, at: cycle)
    } else {
      activate(activatePlan.bank, at: cycle)
    }
    renewRowPlans()
  }

  @inline(__always)
  private mutating func precharge(_ bank: Int, at cycle: Int) {
    device.precharge(bank, at: cycle)
    queues.rowClosed(of: bank)
    use.precharges += 1
    // The bank's own ACT is the only one that became possible.
    considerRow(bank)
  }

  @inline(__always)
  private mutating func activate(_ bank: Int, at cycle: Int) {
    let head = queues.lists[serving].banks[bank].head
    let row = queues.row(of: head)
    let own = max(
      device.banks.nextActivate[bank], device.rank.refreshUntil, queues.arrival(of: head))
    history.heldFrom[bank] = own
    history.heldUntil[bank] = max(own, min(device.windowGate(bank), cycle))
    device.activate(bank, row: row, at: cycle)
    use.activates += 1
    queues.rowOpened(row, of: bank)
    considerColumn(bank)
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
