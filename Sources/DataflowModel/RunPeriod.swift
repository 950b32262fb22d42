/// A part of a run that repeats, and how often it does.
struct RunPeriod {
  /// In base units of the clock ratio.
  let time: Int
  /// How often it can be repeated, at least once.
  let repeats: Int
  private let iterations: [Int]
  private let moves: [CursorMove]
  private let refreshes: [Int]
  private let accounts: [RunAccount]

  /// The part between two positions of equal state, repeated from a third one on the same cycle;
  /// `nil` when loops end before it is over again.
  init?(from start: RunPosition, to end: RunPosition, again: RunPosition, plan: RunPlan) {
    time = end.time - start.time
    iterations = zip(end.iterations, start.iterations).map { $0 - $1 }
    refreshes = zip(end.refreshes, start.refreshes).map { $0 - $1 }
    accounts = zip(end.accounts, start.accounts).map { $0 - $1 }
    var most = Int.max
    for process in iterations.indices {
      most = min(
        most,
        plan.processes[process].repeats(
          from: start.iterations[process], to: end.iterations[process],
          again: again.iterations[process]))
    }
    var moves: [CursorMove] = []
    for port in end.cursors.indices where most > 0 {
      guard
        let move = CursorMove(
          from: start.cursors[port], to: end.cursors[port], again: again.cursors[port],
          limit: plan.limits[port])
      else { return nil }
      most = min(most, move.repeats)
      moves.append(move)
    }
    guard most > 0, most < Int.max, time > 0 else { return nil }
    self.moves = moves
    repeats = most
  }

  /// Goes over some of the repetitions.
  func skip(_ position: inout RunPosition, times repeats: Int) {
    position.time += repeats * time
    for index in iterations.indices { position.iterations[index] += repeats * iterations[index] }
    for index in refreshes.indices { position.refreshes[index] += repeats * refreshes[index] }
    for port in moves.indices { moves[port].apply(repeats, to: &position.cursors[port]) }
    for index in accounts.indices { position.accounts[index].add(accounts[index] * repeats) }
  }
}

/// How the bursts of a port move on in one period.
struct CursorMove {
  private enum Kind {
    /// No burst begins.
    case none
    /// Bursts within a region.
    case bursts(Int)
    /// Turns of an outer loop, to places where all is as it was.
    case turns(level: Int, Int)
  }

  private let kind: Kind
  /// How often it can be repeated.
  let repeats: Int

  /// `nil` when the cursors are not such a move apart.
  init?(from start: BurstCursor, to end: BurstCursor, again: BurstCursor, limit: Int) {
    guard start.current != nil, end.current != nil else {
      guard start.current == nil, end.current == nil, again.current == nil else { return nil }
      kind = .none
      repeats = Int.max
      return
    }
    let changed = start.counters.indices.filter { start.counters[$0] != end.counters[$0] }
    if changed.isEmpty, start.region == end.region {
      let bursts = end.place - start.place
      guard bursts >= 0 else { return nil }
      kind = bursts == 0 ? .none : .bursts(bursts)
      guard bursts > 0 || again.region == start.region && again.counters == start.counters else {
        return nil
      }
      repeats = bursts == 0 ? Int.max : (again.regionLeft - limit) / bursts
      return
    }
    guard changed.count == 1, start.place == end.place, start.runOffset == end.runOffset,
      start.region.isShiftOf(end.region)
    else { return nil }
    let level = changed[0]
    let turns = Int(end.counters[level]) - Int(start.counters[level])
    // Rounds that come back to the same addresses: nothing moves on but the counter.
    guard turns > 0, end.shift(level, turns: turns) == 0 else { return nil }
    kind = .turns(level: level, turns)
    guard again.region.turns == end.region.turns else { return nil }
    let left = again.turns(of: level) - Int(again.counters[level]) - again.region.turns
    repeats = left / turns
  }

  /// Moves a cursor by a number of periods.
  func apply(_ periods: Int, to cursor: inout BurstCursor) {
    switch kind {
    case .none: break
    case .bursts(let bursts): cursor.advance(by: periods * bursts)
    case .turns(let level, let turns): cursor.repeatLoop(level, turns: periods * turns)
    }
  }
}
