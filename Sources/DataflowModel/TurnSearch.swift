/// Finds turns of an outer loop at whose beginning everything is as it was at that of an earlier one,
/// addresses included, and goes over all rounds between them at once.
///
/// Loops that come back to the same addresses begin anew with every turn; ``PeriodSearch`` looks for
/// what is alike within one.
struct TurnSearch {
  private let plan: RunPlan
  private var table = VisitTable()
  private var key: [Int] = []
  /// Base units of the longest round that was repeated; 0 when none was.
  private(set) var period = 0

  init(_ plan: RunPlan) { self.plan = plan }

  /// Goes over whole rounds, then over what is left of one; false when there is none.
  mutating func goOn(_ position: inout RunPosition, state: inout Int) -> Bool {
    guard position.cursors.contains(where: { $0.place == 0 && $0.current != nil }) else {
      return false
    }
    describe(position, state)
    guard let number = table.number(of: key) else {
      _ = table.append(key, position, state: state)
      return false
    }
    let start = position.time
    if let round = RunPeriod(
      from: table.visits[number].position, to: position, again: position, plan: plan)
    {
      round.skip(&position, times: round.repeats)
      period = max(period, round.time)
    }
    followTurns(after: number, &position, &state)
    return position.time > start
  }

  /// Goes along the turns that followed an earlier visit, as far as loops allow.
  private func followTurns(after number: Int, _ position: inout RunPosition, _ state: inout Int) {
    let again = position
    let reached = table.last(after: number, before: table.visits.count) {
      turns(from: number, to: $0, again: again) != nil
    }
    guard reached > number,
      let turns = turns(from: number, to: table.visits[reached].position, again: again)
    else { return }
    turns.skip(&position, times: 1)
    state = table.visits[reached].state
  }

  /// The turns from a visit to a later position, gone again from a third one where all guards meet
  /// them in the same way.
  private func turns(from number: Int, to end: RunPosition, again: RunPosition) -> RunPeriod? {
    let start = table.visits[number].position
    guard plan.isRegular((start, end), at: start, and: again) else { return nil }
    return RunPeriod(from: start, to: end, again: again, plan: plan)
  }

  /// State, distances to refreshes, and what every port does next.
  private mutating func describe(_ position: RunPosition, _ state: Int) {
    key.removeAll(keepingCapacity: true)
    key.append(state)
    plan.appendDistances(position, to: &key)
    for cursor in position.cursors {
      key.append(cursor.current?.beat ?? -1)
      key.append(cursor.last)
      key.append(cursor.place)
      key.append(cursor.region.step)
      key.append(cursor.region.beats)
      key.append(cursor.region.turns)
    }
  }
}
