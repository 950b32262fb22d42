/// Finds positions of a run that were met before, however near refreshes were then, and goes over
/// what followed as far as no refresh falls due: between refreshes, many runs look alike.
struct StretchSearch {
  private let plan: RunPlan
  private var table = VisitTable()
  /// For each visit the number of the part of the run it belongs to: from visit to visit of a part,
  /// the run went block by block.
  private var parts: [Int] = []
  private var part = 0
  private var key: [Int] = []

  init(_ plan: RunPlan) { self.plan = plan }

  /// The run went on in another way than by a block.
  mutating func breakOff() { part += 1 }

  /// Goes as far as what followed an earlier visit reaches; false when it leads nowhere.
  mutating func goOn(_ position: inout RunPosition, state: inout Int, frame: RunFrame) -> Bool {
    key.removeAll(keepingCapacity: true)
    key.append(state)
    plan.appendPlaces(position, frame, to: &key)
    if let number = table.number(of: key) {
      if follow(number, &position, &state) {
        breakOff()
        return true
      }
      // Only a visit that leads nowhere of itself is replaced.
      guard isDeadEnd(number) else { return false }
    }
    if !table.append(key, position, state: state) { parts.removeAll() }
    parts.append(part)
    return false
  }

  private func follow(_ number: Int, _ position: inout RunPosition, _ state: inout Int) -> Bool {
    let again = position
    let reached = table.last(after: number, before: endOfPart(number)) {
      isOpen(from: number, to: $0, again: again)
    }
    guard reached > number else { return false }
    RunWay.follow(
      from: table.visits[number].position, to: table.visits[reached].position, again: &position)
    state = table.visits[reached].state
    return true
  }

  /// Whether no refresh falls due on the way from a visit to a later position, then or now, and
  /// nothing else ends.
  private func isOpen(from number: Int, to end: RunPosition, again: RunPosition) -> Bool {
    let start = table.visits[number].position
    return end.refreshes == start.refreshes && timeToRefresh(end) > 0
      && end.time - start.time < timeToRefresh(again)
      && RunWay.isOpen(from: start, to: end, again: again, plan: plan)
  }

  /// Whether no way leads on from a visit, not even for itself.
  private func isDeadEnd(_ number: Int) -> Bool {
    guard number + 1 < endOfPart(number) else { return true }
    return !isOpen(
      from: number, to: table.visits[number + 1].position, again: table.visits[number].position)
  }

  /// Base units until the first refresh falls due.
  private func timeToRefresh(_ position: RunPosition) -> Int {
    var least = RunStates.far
    for cycle in position.refreshes {
      least = min(least, plan.distance(to: cycle, from: position.time))
    }
    return least
  }

  /// The number after the last visit of a part: parts have ascending numbers.
  private func endOfPart(_ number: Int) -> Int {
    var inside = number
    var step = 1
    while inside + step < parts.count, parts[inside + step] == parts[number] {
      inside += step
      step *= 2
    }
    var outside = min(parts.count, inside + step)
    while outside - inside > 1 {
      let middle = (inside + outside) / 2
      if parts[middle] == parts[number] { inside = middle } else { outside = middle }
    }
    return outside
  }
}
