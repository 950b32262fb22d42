import Specs

extension ChannelCore {
  /// See ``ChannelController/normalisedState(at:row:)``.
  func normalisedState(at cycle: Int, row: Int) -> [Int] {
    precondition(nextCycle >= cycle, "a state is taken after what happened before")
    let frame = TimeFrame(cycle: cycle, floor: floor(at: cycle))
    var state = [nextRefresh - cycle, isRefreshing ? 1 : 0, isDraining ? 1 : 0]
    state += history.state(frame, isWaiting: visible > 0)
    state += device.state(frame, row: row)
    for bank in 0..<32 where device.openMask & RequestQueues.bit(bank) != 0 {
      state.append(frame.relative(history.heldFrom[bank]))
      state.append(frame.relative(history.heldUntil[bank]))
    }
    for list in 0...1 {
      let requests = queues.requests(in: list)
      state.append(requests.count)
      for request in requests {
        state.append(request.bank * 2 + (request.isWrite ? 1 : 0))
        state.append(request.row - row)
        // Arrivals explain how long an activation was held up.
        state.append(frame.relative(request.arrival))
      }
    }
    return state
  }

  /// Before this cycle nothing matters: idle cycles that are still to be explained begin here.
  private func floor(at cycle: Int) -> Int {
    guard visible > 0 else { return cycle }
    let latency = max(timings.column.nCL, timings.column.nCWL)
    return min(cycle, max(history.dataEnd - latency, history.waitingSince))
  }

  /// See ``ChannelController/shift(cycles:rows:tags:)``.
  mutating func shift(cycles: Int, rows: Int, tags: Int) {
    clock += cycles
    nextRefresh += cycles
    lastEnqueued += cycles
    if nextArrival != Int.max { nextArrival += cycles }
    if columnPlan.cycle != Int.max { columnPlan.cycle += cycles }
    if rowPlan.cycle != Int.max { rowPlan.cycle += cycles }
    history.shift(cycles: cycles)
    device.shift(cycles: cycles, rows: rows)
    queues.shift(cycles: cycles, rows: rows, tags: tags)
    if nextCycle != Int.max { nextCycle += cycles }
  }
}

/// Counts times from one cycle and cuts off those that are too old to matter.
struct TimeFrame {
  var cycle: Int
  var floor: Int

  func relative(_ time: Int) -> Int { max(time, floor) - cycle }
}

extension BusHistory {
  func state(_ frame: TimeFrame, isWaiting: Bool) -> [Int] {
    let end = isWaiting ? dataEnd - frame.cycle : max(dataEnd - frame.cycle, 0)
    return [end, frame.relative(waitingSince), frame.relative(refreshFrom)]
  }

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
