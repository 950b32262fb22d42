import Specs

extension ChannelCore {
  /// Lets all transactions become visible that were announced up to `cycle`.
  mutating func takeArrivals(at cycle: Int) {
    clock = cycle
    for list in 0...1 {
      while queues.nextArrival(in: list) <= cycle { arrive(in: list) }
    }
    nextArrival = min(queues.nextArrival(in: 0), queues.nextArrival(in: 1))
  }

  /// Lets the next announced transaction of a list become visible; `clock` is its cycle.
  @inline(__always)
  mutating func arrive(in list: Int) {
    if visible == 0 { history.waitingSince = clock }
    queues.arrive(in: list)
    if queues.lists[1].visible >= scheduling.writeDrainHigh { isDraining = true }
    admit(to: list)
    chooseDirection()
  }

  /// Lets a transaction become visible that has been stored, when none is announced; `clock` is its
  /// cycle.
  @inline(__always)
  mutating func arriveAtOnce(_ slot: RequestSlot, to bank: Int, in list: Int) {
    if visible == 0 { history.waitingSince = clock }
    if queues.arriveAtOnce(slot, in: list) {
      let openRow = device.banks.openRow[bank]
      let admission = queues.enterWindow(slot, to: bank, in: list, openRow: openRow)
      if admission != .behind { consider(bank, admission, in: list) }
    }
    if queues.lists[1].visible >= scheduling.writeDrainHigh { isDraining = true }
    chooseDirection()
  }

  /// Transactions that can be served, of both kinds.
  @inline(__always) var visible: Int { queues.lists[0].visible + queues.lists[1].visible }

  /// Fills the window of a list and keeps the plans up to date.
  @inline(__always)
  mutating func admit(to list: Int) {
    while let slot = queues.slotToAdmit(in: list) {
      let bank = queues[slot].bank
      let admission = queues.admit(slot, to: bank, in: list, openRow: device.banks.openRow[bank])
      if admission != .behind { consider(bank, admission, in: list) }
    }
  }

  /// Plans for a request that decides about its bank since it entered the window.
  private mutating func consider(_ bank: Int, _ admission: RequestQueues.Admission, in list: Int) {
    guard list == serving, !isRefreshing else { return }
    if admission == .head {
      considerRow(bank)
    } else {
      considerColumn(bank)
      keepOpen(bank)
    }
  }

  /// Reads go before writes that need not be drained.
  @inline(__always)
  mutating func chooseDirection() {
    guard !isInOrder else { return }
    let reads = queues.lists[0].visible
    let writes = queues.lists[1].visible
    let direction = writes > 0 && (isDraining || reads == 0) ? 1 : 0
    guard direction != serving else { return }
    serving = direction
    planAll()
  }

  /// Renumbers the ages of waiting requests before they grow too large for a key.
  mutating func renewAges() {
    let change = queues.renewAges()
    if columnPlan.key != Int.max { columnPlan.key -= change }
    if prechargePlan.key != Int.max, !isRefreshing { prechargePlan.key -= change }
    if activatePlan.key != Int.max { activatePlan.key -= change }
  }
}
