import Specs

extension ChannelCore {
  /// See ``ChannelController/appendState(to:at:row:)``.
  mutating func appendState(to words: inout [Int], at cycle: Int, row: Int) {
    precondition(nextCycle >= cycle, "a state is taken after what happened before")
    let frame = TimeFrame(cycle: cycle, floor: min(cycle, explainedUntil(at: cycle)), row: row)
    let isRefreshed = isRefreshing || nextRefresh <= cycle
    words.append((isRefreshing ? 2 : 0) | (isDraining ? 1 : 0))
    words.append(isRefreshed ? nextRefresh - cycle : Int.max)
    // Arrivals announced to an idle controller move its clock ahead.
    words.append(max(clock - cycle, 0))
    appendHistory(to: &words, frame)
    device.appendState(to: &words, frame)
    queues.appendState(of: 0, to: &words, frame)
    queues.appendState(of: 1, to: &words, frame)
  }

  /// When the idle cycles begin that are still to be explained.
  private func explainedUntil(at cycle: Int) -> Int {
    let latency = max(timings.column.nCL, timings.column.nCWL)
    return max(history.dataEnd - latency, waitingSince(at: cycle))
  }

  /// Since when a transaction has waited, which is now if none has.
  private func waitingSince(at cycle: Int) -> Int {
    visible > 0 ? min(history.waitingSince, cycle) : cycle
  }

  /// What the account of idle cycles remembers, as far as it will look at it.
  private mutating func appendHistory(to words: inout [Int], _ frame: TimeFrame) {
    let latency = min(timings.column.nCL, timings.column.nCWL)
    let dataEnd = max(history.dataEnd, waitingSince(at: frame.cycle) + latency)
    words.append(dataEnd - frame.cycle)
    words.append(explainedUntil(at: frame.cycle) - frame.cycle)
    words.append(frame.since(history.refreshFrom))
    var open = device.openMask
    while open != 0 {
      let bank = open.trailingZeroBitCount
      open &= open &- 1
      words.append(frame.since(history.heldFrom[bank]))
      words.append(frame.since(history.heldUntil[bank]))
    }
  }

  /// See ``ChannelController/appendTags(to:)``.
  mutating func appendTags(to tags: inout [Int]) {
    queues.appendTags(of: 0, to: &tags)
    queues.appendTags(of: 1, to: &tags)
  }

  /// See ``ChannelController/shift(cycles:rows:tags:)``.
  mutating func shift(cycles: Int, rows: Int, tags: Int) {
    clock += cycles
    nextRefresh += cycles
    lastEnqueued += cycles
    if nextArrival != Int.max { nextArrival += cycles }
    if columnPlan.cycle != Int.max { columnPlan.cycle += cycles }
    if prechargePlan.cycle != Int.max { prechargePlan.cycle += cycles }
    if activatePlan.cycle != Int.max { activatePlan.cycle += cycles }
    columnOrder.shift(cycles)
    prechargeOrder.shift(cycles)
    history.shift(cycles: cycles)
    device.shift(cycles: cycles, rows: rows)
    queues.shift(cycles: cycles, rows: rows, tags: tags)
    if nextCycle != Int.max { nextCycle += cycles }
  }
}

/// Counts times from one cycle and rows from one row, and cuts off times too old to matter.
struct TimeFrame {
  var cycle: Int
  /// No idle cycle before this one is still to be explained.
  var floor: Int
  var row: Int

  /// A time that may explain idle cycles.
  func since(_ time: Int) -> Int { max(time, floor) - cycle }

  /// A gate that does nothing but hold up commands to come.
  func until(_ gate: Int) -> Int { max(gate - cycle, 0) }
}

extension BusHistory {
  mutating func shift(cycles: Int) {
    dataEnd += cycles
    waitingSince += cycles
    refreshFrom += cycles
    for bank in 0..<32 {
      heldFrom[bank] += cycles
      heldUntil[bank] += cycles
    }
  }
}
