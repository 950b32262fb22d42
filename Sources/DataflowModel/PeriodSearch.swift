/// Finds positions of a run that were met before but for a move of time and addresses, and goes over
/// what followed then: whole periods, and what is left of one.
///
/// A position comes back when the state is the same, refreshes are as near, and every port is at the
/// same place of its row. From there the run goes on as it did, for as long as loops and rows do.
struct PeriodSearch {
  private struct Visit {
    let key: [Int]
    let position: RunPosition
    let state: Int
  }

  /// A closed way: from any of its visits it leads back to it.
  private struct Cycle {
    let visits: Range<Int>
    let start: RunPosition
    let end: RunPosition

    /// Whether the guards of all processes meet one round from a visit and one from another position
    /// in the same turns of their loops: keys do not say so.
    func isRegular(from visit: RunPosition, and again: RunPosition, _ plan: RunPlan) -> Bool {
      plan.processes.indices.allSatisfy { process in
        plan.processes[process].isRegular(
          from: visit.iterations[process],
          by: end.iterations[process] - start.iterations[process],
          and: again.iterations[process])
      }
    }
  }

  private static let mostVisits = 1 << 18
  private let plan: RunPlan
  private var numbers: [Int: Int] = [:]
  private var visits: [Visit] = []
  private var cycles: [Cycle] = []
  private var key: [Int] = []
  private var lastRow = Int.min
  private var blocks = 0
  /// Base units of the longest period that was repeated; 0 when none was.
  private(set) var period = 0

  init(_ plan: RunPlan) { self.plan = plan }

  /// Goes as far as what followed an earlier visit reaches; false when it leads nowhere.
  mutating func goOn(_ position: inout RunPosition, state: inout Int, frame: RunFrame) -> Bool {
    guard isDue(frame) else { return false }
    describe(position, state, frame)
    let hash = key.hashValue
    guard let number = numbers[hash], visits[number].key == key else {
      remember(position, state, hash)
      return false
    }
    let start = position.time
    repeatPeriods(since: number, &position)
    followVisits(after: number, &position, &state)
    // A visit that no others follow is of no use: this one may have a longer future.
    if position.time == start { remember(position, state, hash) }
    return position.time > start
  }

  /// Looking at every block would cost more than it finds: at every new row, or now and then.
  private mutating func isDue(_ frame: RunFrame) -> Bool {
    blocks += 1
    let row = frame.rows.first ?? 0
    guard row != lastRow || blocks >= 32 else { return false }
    lastRow = row
    blocks = 0
    return true
  }

  /// Goes round the cycle that a visit lies on, or that it closes with the position, as often as
  /// loops and rows allow.
  private mutating func repeatPeriods(since number: Int, _ position: inout RunPosition) {
    if let cycle = cycles.last(where: { $0.visits.contains(number) }) {
      let visit = visits[number].position
      if cycle.isRegular(from: visit, and: position, plan),
        let way = RunPeriod(from: cycle.start, to: cycle.end, again: position, plan: plan)
      {
        way.skip(&position)
      }
      return
    }
    let start = visits[number].position
    guard let way = RunPeriod(from: start, to: position, again: position, plan: plan) else {
      return
    }
    cycles.append(Cycle(visits: number..<visits.count, start: start, end: position))
    way.skip(&position)
    period = max(period, way.time)
  }

  /// Goes along the visits that followed an earlier one, as far as loops and rows allow.
  private func followVisits(after number: Int, _ position: inout RunPosition, _ state: inout Int) {
    let start = visits[number].position
    func way(to last: Int) -> RunWay? {
      RunWay(from: start, to: visits[last].position, again: position, plan: plan)
    }
    var reached = number
    var beyond = visits.count
    while beyond - reached > 1 {
      let middle = (reached + beyond) / 2
      if way(to: middle) != nil { reached = middle } else { beyond = middle }
    }
    guard reached > number, let way = way(to: reached) else { return }
    way.follow(&position)
    state = visits[reached].state
  }

  private mutating func remember(_ position: RunPosition, _ state: Int, _ hash: Int) {
    if visits.count >= Self.mostVisits {
      visits.removeAll()
      numbers.removeAll()
      cycles.removeAll()
    }
    numbers[hash] = visits.count
    visits.append(Visit(key: key, position: position, state: state))
  }

  /// State, distances to refreshes, and places of ports within their rows.
  private mutating func describe(_ position: RunPosition, _ state: Int, _ frame: RunFrame) {
    key.removeAll(keepingCapacity: true)
    key.append(state)
    for cycle in position.refreshes {
      key.append(plan.distance(to: cycle, from: position.time))
    }
    for port in plan.ports.indices {
      let cursor = position.cursors[port]
      guard let burst = cursor.current else {
        key.append(-1)
        continue
      }
      let byte = burst.beat * plan.ports[port].timing.beatBytes
      let channel = plan.ports[port].channel(of: byte)
      let transaction = plan.layout.transaction(
        ofByte: byte, array: plan.ports[port].array)
      key.append(channel)
      key.append(byte % 4096)
      plan.places.append(transaction, lowBits: 62, row: frame.rows[channel], to: &key)
      key.append(cursor.region.step)
      key.append(cursor.region.beats)
      key.append(cursor.region.turns > 1 ? cursor.place % cursor.region.bursts : -1)
    }
  }
}
