/// The way from one visited position of a run to a later one, gone again from a third position that
/// is the first one but for a move.
enum RunWay {
  /// Whether no loop, guard or part of an array ends too early, on the way then or now.
  static func isOpen(
    from start: RunPosition, to end: RunPosition, again: RunPosition, plan: RunPlan
  ) -> Bool {
    guard plan.isRegular((start, end), at: start, and: again) else { return false }
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

  /// Goes the way that is open from the third position.
  static func follow(
    from start: RunPosition, to end: RunPosition, again position: inout RunPosition
  ) {
    position.time += end.time - start.time
    for index in position.iterations.indices {
      position.iterations[index] += end.iterations[index] - start.iterations[index]
      position.accounts[index].add(end.accounts[index] - start.accounts[index])
    }
    for index in position.refreshes.indices {
      position.refreshes[index] += end.refreshes[index] - start.refreshes[index]
    }
    // An open way leads through one region.
    for port in position.cursors.indices {
      let bursts = end.cursors[port].place - start.cursors[port].place
      if bursts > 0 { position.cursors[port].advance(by: bursts) }
    }
  }
}
