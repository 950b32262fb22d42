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
  /// The next cycle in which the controller does something; `Int.max` while nothing waits.
  /// Refreshes that fall due meanwhile are caught up, as of their own time, when work arrives.
  package var nextCycle: Int { core[0].nextCycle }
  /// One element: the state is large, and this way only its address moves about with the value.
  var core: ContiguousArray<ChannelCore>

  /// Creates an idle channel at cycle 0 with all banks closed.
  package init(spec: DRAMSpec) {
    core = [ChannelCore(spec: spec)]
  }

  /// Where transactions are.
  package var mapping: AddressMapping { core[0].mapping }

  /// What the data bus did since the beginning.
  package var use: DataBusUse {
    get { core[0].use }
    set { core[0].use = newValue }
  }

  /// Whether another read or write can be enqueued.
  package func hasRoom(isWrite: Bool) -> Bool { core[0].hasRoom(isWrite: isWrite) }

  /// Puts a transaction into its queue, which must have room.
  ///
  /// - Parameters:
  ///   - transaction: Its number, below `mapping.transactions`.
  ///   - isWrite: Whether it writes.
  ///   - tag: What its completion will carry.
  ///   - cycle: From when on it can be served, or from the first cycle not yet stepped, if later;
  ///     not before the cycle of an earlier transaction.
  package mutating func enqueue(transaction: Int, isWrite: Bool, tag: Int, at cycle: Int) {
    core[0].enqueue(transaction: transaction, isWrite: isWrite, tag: tag, at: cycle)
  }

  /// Does what happens up to and including a cycle, but no more than until a transaction is served.
  ///
  /// - Parameter limit: The cycle, below `Int.max`.
  /// - Returns: The transaction whose RD or WR was given, if one was; it may be the last thing that
  ///   happens up to `limit` or not.
  package mutating func advance(to limit: Int) -> Completion? {
    precondition(limit < Int.max, "an idle controller is not stepped")
    return core[0].advance(to: limit)
  }

  /// Does what happens in ``nextCycle``, which must not be `Int.max`.
  ///
  /// - Returns: The transaction whose RD or WR was given, if one was.
  package mutating func step() -> Completion? {
    core[0].step()
  }

  /// Moves the controller and all it holds in time and over rows, as if a whole number of equal
  /// periods had passed; ``use`` is left to the caller.
  ///
  /// - Parameters:
  ///   - cycles: Added to every time, those of announced arrivals included.
  ///   - rows: Added to every row; the result must be rows of the device.
  ///   - tags: Added to the tag of each waiting transaction.
  package mutating func shift(cycles: Int, rows: Int, tags: Int = 0) {
    core[0].shift(cycles: cycles, rows: rows, tags: tags)
  }
}
