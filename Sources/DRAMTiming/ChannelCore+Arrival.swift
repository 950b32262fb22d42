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

  /// Transactions that can be served, of both kinds.
  @inline(__always) var visible: Int { queues.lists[0].visible + queues.lists[1].visible }

  /// Fills the window of a list and keeps the plans up to date.
  @inline(__always)
  mutating func admit(to list: Int) {
    while true {
      let bank = queues.bankToAdmit(in: list)
      guard bank != Request.none else { return }
      let hits = queues.lists[list].hits
      queues.admit(to: bank, in: list, openRow: device.banks.openRow[bank])
      guard list == serving, !isRefreshing else { continue }
      if queues.lists[list].hits == hits {
        considerRow(bank)
      } else {
        considerColumn(bank)
        // A row that is hit now is not closed.
        if prechargePlan.cycle != Int.max, prechargePlan.bank == bank { planRow() }
      }
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
