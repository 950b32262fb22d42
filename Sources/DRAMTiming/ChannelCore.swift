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
  /// Whether only the oldest transaction opens and closes rows: in order without lookahead.
  let hasSingleRow: Bool

  var device: DeviceState
  var queues: RequestQueues
  /// Transactions that have been enqueued and not yet been served.
  var held = 0
  /// Places that are free in the queue of reads and in that of writes.
  var roomForReads: Int
  var roomForWrites: Int
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
  /// Open banks with a hit in the list being served, by when the row can be read or written.
  var columnOrder = GateOrder()
  /// Open banks without one that a request of the list being served waits for, by when they can be
  /// closed.
  var prechargeOrder = GateOrder()
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
    hasSingleRow = isInOrder && !spec.scheduling.hasLookahead
    device = DeviceState(
      constraints: TimingConstraint.table(of: spec.timings), banks: spec.geometry.banks,
      banksPerGroup: spec.geometry.banksPerGroup)
    queues = RequestQueues(window: spec.scheduling.window, isInOrder: isInOrder)
    nextRefresh = spec.timings.refresh.nREFI
    roomForReads = spec.scheduling.readQueue
    roomForWrites = spec.scheduling.writeQueue
  }

  /// See ``ChannelController/hasRoom(isWrite:)``.
  @inline(__always)
  func hasRoom(isWrite: Bool) -> Bool { (isWrite ? roomForWrites : roomForReads) > 0 }

  /// See ``ChannelController/enqueue(transaction:isWrite:tag:at:)``.
  mutating func enqueue(transaction: Int, isWrite: Bool, tag: Int, at cycle: Int) {
    precondition(cycle >= lastEnqueued, "arrivals do not go back in time")
    precondition(hasRoom(isWrite: isWrite), "a queue holds no more than its entries")
    if held == 0 { catchUp(to: cycle) }
    held += 1
    lastEnqueued = cycle
    let arrival = max(cycle, clock)
    if isWrite { roomForWrites -= 1 } else { roomForReads -= 1 }
    if queues.nextAge == Request.ageLimit { renewAges() }
    let list = isWrite && !isInOrder ? 1 : 0
    let bank = mapping.banks.gather(transaction) & Request.bankMask
    let slot = queues.store(
      Request(tag: tag, arrival: arrival, isWrite: isWrite), bank: bank,
      row: Int32(truncatingIfNeeded: mapping.rows.gather(transaction)), in: list)
    if nextArrival == Int.max, arrival <= nextCycle {
      clock = arrival
      arriveAtOnce(slot, to: bank, in: list)
    } else {
      queues.announce(slot, in: list)
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
    let row = min(prechargePlan.cycle, activatePlan.cycle)
    let work = max(min(nextArrival, isRefreshing ? Int.max : nextRefresh), clock)
    nextCycle = held > 0 ? min(columnPlan.cycle, row, work) : Int.max
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
