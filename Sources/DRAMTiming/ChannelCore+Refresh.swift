import Specs

extension ChannelCore {
  /// Stops all other commands; `cycle` is the one in which the refresh is due.
  mutating func beginRefresh(at cycle: Int) {
    isRefreshing = true
    history.refreshFrom = cycle
    clock = max(clock, cycle)
    planAll()
  }

  /// PRE of the first open bank that can be closed, or REF when all are closed.
  mutating func planRefresh() {
    guard device.openMask != 0 else {
      prechargePlan = CommandPlan(cycle: max(device.rank.nextRefresh, clock), key: 0)
      return
    }
    var open = device.openMask
    while open != 0 {
      let bank = open.trailingZeroBitCount
      open &= open &- 1
      let cycle = max(device.banks.nextPrecharge[bank], clock)
      if cycle < prechargePlan.cycle { prechargePlan = CommandPlan(cycle: cycle, key: bank) }
    }
  }

  /// Gives the planned PRE or REF.
  mutating func giveRefreshCommand(at cycle: Int) {
    if device.openMask == 0 {
      device.refresh(at: cycle)
      use.refreshes += 1
      nextRefresh += timings.refresh.nREFI
      isRefreshing = false
      planAll()
    } else {
      let bank = prechargePlan.bank
      device.precharge(bank, at: cycle)
      queues.rowClosed(of: bank)
      use.precharges += 1
      planRow()
    }
  }

  /// Does the refreshes that fell due before `cycle` while nothing waited.
  mutating func catchUp(to cycle: Int) {
    while true {
      if !isRefreshing {
        guard nextRefresh < cycle else { return }
        skipRefreshes(before: cycle)
        beginRefresh(at: nextRefresh)
      }
      guard prechargePlan.cycle < cycle else { return }
      clock = prechargePlan.cycle + 1
      giveRefreshCommand(at: prechargePlan.cycle)
    }
  }

  /// Jumps over refreshes of a device that is closed and idle: each happens when it is due. The
  /// last of those due before `cycle` is left to be done step by step.
  private mutating func skipRefreshes(before cycle: Int) {
    let interval = timings.refresh.nREFI
    let count = (cycle - 1 - nextRefresh) / interval
    guard device.openMask == 0, device.rank.nextRefresh <= nextRefresh, count > 0 else { return }
    let last = nextRefresh + (count - 1) * interval
    device.refresh(at: last)
    history.refreshFrom = last
    use.refreshes += count
    nextRefresh = last + interval
    clock = last + 1
  }
}
