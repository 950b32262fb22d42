/// The distances of a constraint table under the names that the gates use them by.
struct TimingDistances: Hashable {
  // To the same bank.
  let activateToRead: Int
  let activateToWrite: Int
  let activateToPrecharge: Int
  let activateToActivate: Int
  let prechargeToActivate: Int
  let readToPrecharge: Int
  let writeToPrecharge: Int
  // To the same bank group.
  let groupActivateToActivate: Int
  let groupReadToRead: Int
  let groupWriteToWrite: Int
  let groupWriteToRead: Int
  // To any bank.
  let rankActivateToActivate: Int
  let fourActivates: Int
  let rankReadToRead: Int
  let rankWriteToWrite: Int
  let rankReadToWrite: Int
  let rankWriteToRead: Int
  let activateToRefresh: Int
  let prechargeToRefresh: Int
  let refreshToActivate: Int
  let refreshToRefresh: Int

  /// Looks up each distance: the largest of the rows that say the same, 0 when none does.
  init(_ constraints: [TimingConstraint]) {
    var table = ConstraintLookup(constraints)
    activateToRead = table.take(.activate, .read, .bank)
    activateToWrite = table.take(.activate, .write, .bank)
    activateToPrecharge = table.take(.activate, .precharge, .bank)
    activateToActivate = table.take(.activate, .activate, .bank)
    prechargeToActivate = table.take(.precharge, .activate, .bank)
    readToPrecharge = table.take(.read, .precharge, .bank)
    writeToPrecharge = table.take(.write, .precharge, .bank)
    groupActivateToActivate = table.take(.activate, .activate, .bankGroup)
    groupReadToRead = table.take(.read, .read, .bankGroup)
    groupWriteToWrite = table.take(.write, .write, .bankGroup)
    groupWriteToRead = table.take(.write, .read, .bankGroup)
    rankActivateToActivate = table.take(.activate, .activate, .rank)
    fourActivates = table.take(.activate, .activate, .rank, count: 4)
    rankReadToRead = table.take(.read, .read, .rank)
    rankWriteToWrite = table.take(.write, .write, .rank)
    rankReadToWrite = table.take(.read, .write, .rank)
    rankWriteToRead = table.take(.write, .read, .rank)
    activateToRefresh = table.take(.activate, .refresh, .rank)
    prechargeToRefresh = table.take(.precharge, .refresh, .rank)
    refreshToActivate = table.take(.refresh, .activate, .rank)
    refreshToRefresh = table.take(.refresh, .refresh, .rank)
    precondition(table.rest.isEmpty, "every row of the constraint table has a gate")
  }
}

/// Rows of a table that have not been looked up yet.
private struct ConstraintLookup {
  private(set) var rest: [TimingConstraint]

  init(_ constraints: [TimingConstraint]) { rest = constraints }

  mutating func take(
    _ previous: DRAMCommand, _ next: DRAMCommand, _ scope: ConstraintScope, count: Int = 1
  ) -> Int {
    let isMeant = { (row: TimingConstraint) in
      row.previous == previous && row.next == next && row.scope == scope && row.count == count
    }
    let distance = rest.filter(isMeant).map(\.distance).max() ?? 0
    rest.removeAll(where: isMeant)
    return max(distance, 0)
  }
}
