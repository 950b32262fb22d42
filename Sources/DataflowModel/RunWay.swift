/// The way from one visited position of a run to a later one, gone again from a third position that
/// is the first one but for a move.
struct RunWay {
  private let time: Int
  private let iterations: [Int]
  private let bursts: [Int]
  private let refreshes: [Int]
  private let accounts: [RunAccount]

  /// `nil` when a loop, a guard or a part of an array ends too early, on the way then or now.
  init?(from start: RunPosition, to end: RunPosition, again: RunPosition, plan: RunPlan) {
    guard Self.isOpen(from: start, to: end, again: again, plan: plan) else { return nil }
    iterations = zip(end.iterations, start.iterations).map { $0 - $1 }
    bursts = plan.ports.indices.map {
      Self.bursts(
        from: start.cursors[$0], to: end.cursors[$0], again: again.cursors[$0],
        limit: plan.limits[$0]) ?? 0
    }
    time = end.time - start.time
    refreshes = zip(end.refreshes, start.refreshes).map { $0 - $1 }
    accounts = zip(end.accounts, start.accounts).map { $0 - $1 }
  }

  /// Whether no loop, guard or part of an array ends too early, on the way then or now.
  static func isOpen(
    from start: RunPosition, to end: RunPosition, again: RunPosition, plan: RunPlan
  ) -> Bool {
    for process in plan.processes.indices {
      let step = end.iterations[process] - start.iterations[process]
      guard
        plan.processes[process].isRegular(
          from: start.iterations[process], by: step, and: again.iterations[process])
      else { return false }
    }
    for port in plan.ports.indices
    where bursts(
      from: start.cursors[port], to: end.cursors[port], again: again.cursors[port],
      limit: plan.limits[port]) == nil
    {
      return false
    }
    return true
  }

  /// Bursts that a port begins on the way; `nil` when its region ends too early.
  private static func bursts(
    from start: BurstCursor, to end: BurstCursor, again: BurstCursor, limit: Int
  ) -> Int? {
    guard start.current != nil else { return again.current == nil ? 0 : nil }
    guard start.counters == end.counters, start.region == end.region,
      start.runOffset == end.runOffset
    else { return nil }
    let bursts = end.place - start.place
    let isLongEnough = end.regionLeft >= limit && again.regionLeft - bursts >= limit
    return bursts >= 0 && (isLongEnough || bursts == 0 && start.regionLeft == again.regionLeft)
      ? bursts : nil
  }

  /// Goes the way from the third position.
  func follow(_ position: inout RunPosition) {
    position.time += time
    for index in iterations.indices { position.iterations[index] += iterations[index] }
    for index in refreshes.indices { position.refreshes[index] += refreshes[index] }
    for port in bursts.indices where bursts[port] > 0 {
      position.cursors[port].advance(by: bursts[port])
    }
    for index in accounts.indices { position.accounts[index].add(accounts[index]) }
  }
}
