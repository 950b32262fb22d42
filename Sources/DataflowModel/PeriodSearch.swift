/// Finds positions of a run that were met before but for a move of time and addresses, and goes over
/// what followed then: whole periods, and what is left of one.
///
/// A position comes back when the state is the same, refreshes are as near, and every port is at the
/// same place of its row. From there the run goes on as it did, for as long as loops and rows do.
struct PeriodSearch {
  /// A closed way: from any of its visits it leads back to it.
  private struct Cycle {
    let visits: Range<Int>
    let start: RunPosition
    let end: RunPosition
  }

  private let plan: RunPlan
  private var table = VisitTable()
  private var cycles: [Cycle] = []
  private var key: [Int] = []
  private var lastRow = Int.min
  private var blocks = 0
  /// Base units of the longest period that was repeated; 0 when none was.
  private(set) var period = 0

  private let hasRefresh: Bool

  init(_ plan: RunPlan, hasRefresh: Bool) {
    self.plan = plan
    self.hasRefresh = hasRefresh
  }

  /// Goes as far as what followed an earlier visit reaches; false when it leads nowhere. It is due
  /// after every block that met a refresh.
  mutating func goOn(
    _ position: inout RunPosition, state: inout Int, frame: RunFrame, isDue: Bool
  ) -> Bool {
    guard isDue || isTimely(frame) else { return false }
    describe(position, state, frame)
    guard let number = table.number(of: key) else {
      remember(position, state)
      return false
    }
    let start = position.time
    repeatPeriods(since: number, &position)
    followVisits(after: number, &position, &state)
    if position.time == start, isDeadEnd(number) { remember(position, state) }
    return position.time > start
  }

  /// Whether no way leads on from a visit, not even for itself: it is of no use.
  private func isDeadEnd(_ number: Int) -> Bool {
    guard number + 1 < table.visits.count else { return true }
    guard !cycles.contains(where: { $0.visits.contains(number) }) else { return false }
    let visit = table.visits[number].position
    return !RunWay.isOpen(
      from: visit, to: table.visits[number + 1].position, again: visit, plan: plan)
  }

  /// Looking at every block would cost more than it finds: without refreshes at every new row, or
  /// now and then.
  private mutating func isTimely(_ frame: RunFrame) -> Bool {
    guard !hasRefresh else { return false }
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
      let visit = table.visits[number].position
      if plan.isRegular((cycle.start, cycle.end), at: visit, and: position),
        let way = RunPeriod(from: cycle.start, to: cycle.end, again: position, plan: plan)
      {
        way.skip(&position, times: way.repeats)
      }
      return
    }
    let start = table.visits[number].position
    guard let way = RunPeriod(from: start, to: position, again: position, plan: plan) else {
      return
    }
    cycles.append(Cycle(visits: number..<table.visits.count, start: start, end: position))
    way.skip(&position, times: way.repeats)
    period = max(period, way.time)
  }

  /// Goes along the visits that followed an earlier one, as far as loops and rows allow.
  private func followVisits(after number: Int, _ position: inout RunPosition, _ state: inout Int) {
    let start = table.visits[number].position
    let again = position
    let reached = table.last(after: number, before: table.visits.count) {
      RunWay.isOpen(from: start, to: $0, again: again, plan: plan)
    }
    guard reached > number else { return }
    RunWay.follow(from: start, to: table.visits[reached].position, again: &position)
    state = table.visits[reached].state
  }

  private mutating func remember(_ position: RunPosition, _ state: Int) {
    if !table.append(key, position, state: state) { cycles.removeAll() }
  }

  /// State, distances to refreshes, and places of ports within their rows.
  private mutating func describe(_ position: RunPosition, _ state: Int, _ frame: RunFrame) {
    key.removeAll(keepingCapacity: true)
    key.append(state)
    plan.appendDistances(position, to: &key)
    plan.appendPlaces(position, frame, to: &key)
  }
}
