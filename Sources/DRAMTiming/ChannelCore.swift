import Specs

/// The state of a channel and its controller, and what happens to it; see ``ChannelController``.
///
/// The state lies in the value itself, so that a step follows no pointers and checks no sharing.
/// Members that only read are `mutating` where the compiler (Swift 6.3) would otherwise hand them
/// a copy of all of it, which costs more than the rest of a step.
struct ChannelCore: Sendable {
  var mapping: AddressMapping
  let scheduling: DRAMScheduling
  let timings: DRAMTimings
  let isSplit: Bool
  let isInOrder: Bool
  /// Without it only the oldest transaction opens its row.
  let hasLookahead: Bool

  var device: DeviceState
  var queues: RequestQueues
  /// Reads and writes that hold a place in their queue.
  var readsHeld = 0
  var writesHeld = 0
  /// No command has been given in this cycle or later.
  var clock = 0
  /// The list being served: 0 reads (in order: all), 1 writes.
  var serving = 0
  var isDraining = false
  var nextRefresh: Int
  var isRefreshing = false
  /// The next command on the column wires, if nothing arrives before.
  var columnPlan = CommandPlan()
  /// The next PRE, if nothing arrives before; while a refresh is due, the next PRE or REF.
  var prechargePlan = CommandPlan()
  /// The next ACT, if nothing arrives before.
  var activatePlan = CommandPlan()
  /// The first cycle in which a transaction arrives that was announced for later.
  var nextArrival = Int.max
  /// The cycle named by the last transaction that was enqueued.
  var lastEnqueued = 0
  var history = BusHistory()

  /// See ``ChannelController/nextCycle``.
  var nextCycle = Int.max
  var use = DataBusUse()

  init(spec: DRAMSpec) {
    mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    scheduling = spec.scheduling
    timings = spec.timings
    isSplit = spec.geometry.commandBus == .split
    isInOrder = spec.scheduling.order == .inOrder
    hasLookahead = spec.scheduling.hasLookahead
    device = DeviceState(
      constraints: TimingConstraint.table(of: spec.timings), banks: spec.geometry.banks,
      banksPerGroup: spec.geometry.banksPerGroup)
    queues = RequestQueues(window: spec.scheduling.window, isInOrder: isInOrder)
    nextRefresh = spec.timings.refresh.nREFI
  }

  /// See ``ChannelController/enqueue(transaction:isWrite:tag:at:)``.
  mutating func enqueue(transaction: Int, isWrite: Bool, tag: Int, at cycle: Int) {
    precondition(cycle >= lastEnqueued, "arrivals do not go back in time")
    if readsHeld + writesHeld == 0 { catchUp(to: cycle) }
    lastEnqueued = cycle
    let arrival = max(cycle, clock)
    if isWrite { writesHeld += 1 } else { readsHeld += 1 }
    if queues.nextAge == Request.ageLimit { renewAges() }
    let request = Request(
      tag: tag, arrival: arrival, row: mapping.rows.gather(transaction), isWrite: isWrite)
    let list = isWrite && !isInOrder ? 1 : 0
    queues.announce(request, bank: mapping.banks.gather(transaction), in: list)
    if nextArrival == Int.max, arrival <= nextCycle {
      clock = arrival
      arrive(in: list)
    } else {
      nextArrival = min(nextArrival, arrival)
    }
    findNextCycle()
  }

  /// See ``ChannelController/advance(to:)``.
  mutating func advance(to limit: Int) -> Completion? {
    while nextCycle <= limit {
      if let completion = step() { return completion }
    }
    return nil
  }

  /// See ``ChannelController/step()``.
  @inline(__always)
  mutating func step() -> Completion? {
    let cycle = nextCycle
    precondition(cycle != Int.max, "an idle controller is not stepped")
    if min(nextArrival, nextRefresh) <= cycle { changeWork(at: cycle) }
    let completion = giveCommands(at: cycle)
    findNextCycle()
    return completion
  }

  /// Begins what is to begin in a cycle before its commands.
  private mutating func changeWork(at cycle: Int) {
    if nextArrival == cycle { takeArrivals(at: cycle) }
    if nextRefresh <= cycle, !isRefreshing { beginRefresh(at: cycle) }
  }

  @inline(__always)
  private mutating func giveCommands(at cycle: Int) -> Completion? {
    let isColumn = columnPlan.cycle == cycle
    let isRow = min(prechargePlan.cycle, activatePlan.cycle) == cycle
    clock = cycle + 1
    if isRow, isSplit || !isColumn { giveRowCommand(at: cycle) }
    guard isColumn else { return nil }
    let completion = giveColumnCommand(at: cycle)
    if isRow, !isSplit { renewRowPlans() }
    return completion
  }

  /// See ``ChannelController/setRefresh(_:)``.
  mutating func setRefresh(_ cycle: Int) {
    nextRefresh = cycle
    findNextCycle()
  }

  @inline(__always)
  private mutating func findNextCycle() {
    guard readsHeld + writesHeld > 0 else {
      nextCycle = Int.max
      return
    }
    let row = min(prechargePlan.cycle, activatePlan.cycle)
    let command = min(columnPlan.cycle, row, nextArrival)
    nextCycle = isRefreshing ? command : min(command, max(nextRefresh, clock))
  }
}

/// When a command will be given, and for which request.
struct CommandPlan {
  var cycle = Int.max
  /// Key of the request; of commands in one cycle the smallest goes first.
  var key = Int.max

  /// Its bank; valid while there is a plan.
  var bank: Int { key & Request.bankMask }

  /// Whether this command goes before another: it is earlier, or as early and older.
  @inline(__always)
  func precedes(_ other: CommandPlan) -> Bool {
    cycle < other.cycle || cycle == other.cycle && key < other.key
  }
}
