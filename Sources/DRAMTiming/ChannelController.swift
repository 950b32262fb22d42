package import Specs

/// A transaction whose data have moved.
package struct Completion: Hashable, Sendable {
  /// What the caller named the transaction.
  package var tag: Int
  /// Whether it was a write.
  package var isWrite: Bool
  /// The cycle after the one in which its last data are on the bus.
  package var dataEnd: Int
}

/// One memory channel (DDR4) or pseudo-channel (HBM2) with its controller, command by command.
///
/// In each memory clock the controller gives the legal command of highest priority:
/// 1. When a refresh is due: PRE of the first open bank, then REF; nothing else until then.
/// 2. RD or WR of the oldest transaction whose row is open, of the direction being served: reads,
///    or writes while they are drained or no read waits. In order: of the oldest transaction only.
/// 3. ACT or PRE for the bank with the oldest transaction that needs it; a row that a waiting
///    transaction of the same direction hits is not closed.
///
/// On a shared command bus 3 has to wait for 2, on a split one both happen in the same clock.
/// Only the `window` oldest transactions (of each direction) are looked at. Draining begins when
/// an arrival makes `writeDrainHigh` writes wait and ends when `writeDrainLow` are left.
///
/// Assumptions: rows stay open; refreshes are never postponed by choice; the path between the
/// caller and this queue takes no time. Only cycles in which something happens cost time.
package struct ChannelController: Sendable {
  /// Where transactions are.
  package let mapping: AddressMapping
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
  /// The next command on the row wires, if nothing arrives before.
  var rowPlan = CommandPlan()
  /// The first cycle in which a transaction arrives that was announced for later.
  var nextArrival = Int.max
  /// The cycle named by the last transaction that was enqueued.
  var lastEnqueued = 0
  var history = BusHistory()

  /// The next cycle in which the controller does something; `Int.max` while nothing waits.
  /// Refreshes that fall due meanwhile are caught up, as of their own time, when work arrives.
  package internal(set) var nextCycle = Int.max
  /// What the data bus did since the beginning.
  package var use = DataBusUse()

  /// Creates an idle channel at cycle 0 with all banks closed.
  package init(spec: DRAMSpec) {
    self.init(
      spec: spec, constraints: TimingConstraint.table(of: spec.timings))
  }

  init(spec: DRAMSpec, constraints: [TimingConstraint]) {
    mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    scheduling = spec.scheduling
    timings = spec.timings
    isSplit = spec.geometry.commandBus == .split
    isInOrder = spec.scheduling.order == .inOrder
    hasLookahead = spec.scheduling.hasLookahead
    device = DeviceState(
      constraints: constraints, banksPerGroup: spec.geometry.banksPerGroup)
    queues = RequestQueues(window: spec.scheduling.window, isInOrder: isInOrder)
    nextRefresh = spec.timings.refresh.nREFI
  }

  /// Whether another read or write can be enqueued.
  package func hasRoom(isWrite: Bool) -> Bool {
    isWrite ? writesHeld < scheduling.writeQueue : readsHeld < scheduling.readQueue
  }

  /// Puts a transaction into its queue, which must have room.
  ///
  /// - Parameters:
  ///   - transaction: Its number, below `mapping.transactions`.
  ///   - isWrite: Whether it writes.
  ///   - tag: What its completion will carry.
  ///   - cycle: From when on it can be served, or from the first cycle not yet stepped, if later;
  ///     not before the cycle of an earlier transaction.
  package mutating func enqueue(transaction: Int, isWrite: Bool, tag: Int, at cycle: Int) {
    precondition(hasRoom(isWrite: isWrite), "a queue holds no more than its entries")
    precondition(cycle >= lastEnqueued, "arrivals do not go back in time")
    precondition((0..<mapping.transactions).contains(transaction), "a transaction is in the device")
    if readsHeld + writesHeld == 0 { catchUp(to: cycle) }
    lastEnqueued = cycle
    let arrival = max(cycle, clock)
    if isWrite { writesHeld += 1 } else { readsHeld += 1 }
    if queues.nextAge == Request.ageLimit { renewAges() }
    let request = Request(
      tag: tag, arrival: arrival, row: mapping.row(of: transaction), isWrite: isWrite)
    let list = isWrite && !isInOrder ? 1 : 0
    queues.announce(request, bank: mapping.bankIndex(of: transaction), in: list)
    if nextArrival == Int.max, arrival <= nextCycle {
      clock = arrival
      arrive(in: list)
    } else {
      nextArrival = min(nextArrival, arrival)
    }
    findNextCycle()
  }

  /// Does what happens in ``nextCycle``, which must not be `Int.max`.
  ///
  /// - Returns: The transaction whose RD or WR was given, if one was.
  package mutating func step() -> Completion? {
    let cycle = nextCycle
    precondition(cycle != Int.max, "an idle controller is not stepped")
    if nextArrival == cycle { takeArrivals(at: cycle) }
    if nextRefresh <= cycle, !isRefreshing { beginRefresh(at: cycle) }
    let completion = giveCommands(at: cycle)
    findNextCycle()
    return completion
  }

  private mutating func giveCommands(at cycle: Int) -> Completion? {
    let isColumn = columnPlan.cycle == cycle
    let isRow = rowPlan.cycle == cycle
    clock = cycle + 1
    if isRow, isSplit || !isColumn { giveRowCommand(at: cycle) }
    guard isColumn else { return nil }
    let completion = giveColumnCommand(at: cycle)
    if isRow, !isSplit { planRow() }
    return completion
  }

  private mutating func findNextCycle() {
    guard readsHeld + writesHeld > 0 else {
      nextCycle = Int.max
      return
    }
    let command = min(columnPlan.cycle, rowPlan.cycle, nextArrival)
    nextCycle = isRefreshing ? command : min(command, max(nextRefresh, clock))
  }
}

/// When a command will be given, and for which request.
struct CommandPlan: Equatable {
  var cycle = Int.max
  /// Key of the request; of commands in one cycle the smallest goes first.
  var key = Int.max

  /// Its bank; valid while there is a plan.
  var bank: Int { key & Request.bankMask }
}
