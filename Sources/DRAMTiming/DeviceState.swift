/// The banks of one channel: which rows are open, and from which cycle on each command is legal.
///
/// Assumptions: one rank; all-bank refresh only; cycles do not decrease from one command to the
/// next. A gate holds the earliest legal cycle, so a gate that lies in the past has no effect.
/// Members that only read are `mutating` where it saves a copy; see ``RequestQueues``.
package struct DeviceState: Sendable {
  let distance: TimingDistances
  /// `bank >> groupShift` is the bank group.
  let groupShift: Int
  var banks = InlineArray<32, BankState>(repeating: BankState())
  var groups = InlineArray<8, GroupState>(repeating: GroupState())
  var rank = RankState()
  /// Bit b: bank b has an open row.
  var openMask: UInt32 = 0

  /// Creates a channel with all banks closed and no command given yet.
  ///
  /// - Parameters:
  ///   - constraints: The rules; each must be one that a gate exists for.
  ///   - banksPerGroup: A power of two; bank `b` is in group `b / banksPerGroup`; at most 32 banks
  ///     in at most 8 groups.
  package init(constraints: [TimingConstraint], banksPerGroup: Int) {
    precondition(banksPerGroup.nonzeroBitCount == 1, "banks per group are a power of two")
    distance = TimingDistances(constraints)
    groupShift = banksPerGroup.trailingZeroBitCount
  }

  /// The open row of a bank, or `nil` when the bank is closed.
  package func openRow(_ bank: Int) -> Int? {
    banks[bank].openRow == BankState.closed ? nil : banks[bank].openRow
  }

  /// The earliest cycle at which the timing rules allow a command; `bank` is ignored for REF.
  package mutating func earliest(_ command: DRAMCommand, bank: Int) -> Int {
    switch command {
    case .activate: max(banks[bank].nextActivate, windowGate(bank), rank.refreshUntil)
    case .precharge: banks[bank].nextPrecharge
    case .read: max(banks[bank].nextRead, groups[bank >> groupShift].nextRead, rank.nextRead)
    case .write: max(banks[bank].nextWrite, groups[bank >> groupShift].nextWrite, rank.nextWrite)
    case .refresh: rank.nextRefresh
    }
  }

  /// The earliest ACT of a bank as far as other banks' activations go.
  mutating func windowGate(_ bank: Int) -> Int {
    max(groups[bank >> groupShift].nextActivate, rank.nextActivate, rank.windowGate)
  }
}

/// Gates of one bank that commands to it have set.
struct BankState {
  /// `closed` while no row is open.
  var openRow = BankState.closed
  var nextActivate = 0
  var nextPrecharge = 0
  /// When the open row can be read.
  var nextRead = 0
  /// When the open row can be written.
  var nextWrite = 0

  /// Not the number of any row.
  static let closed = -1
}

/// Gates of one bank group that commands to it have set.
struct GroupState {
  var nextActivate = 0
  var readAfterRead = 0
  var readAfterWrite = 0
  var nextWrite = 0

  var nextRead: Int { max(readAfterRead, readAfterWrite) }
}

/// Gates that hold for all banks.
struct RankState {
  var nextActivate = 0
  var readAfterRead = 0
  var readAfterWrite = 0
  var writeAfterWrite = 0
  var writeAfterRead = 0
  var nextRefresh = 0
  /// End of the last refresh.
  var refreshUntil = 0
  /// When the windows of the last four activations end, the oldest first.
  var windows = (0, 0, 0, 0)

  var nextRead: Int { max(readAfterRead, readAfterWrite) }
  var nextWrite: Int { max(writeAfterWrite, writeAfterRead) }
  var windowGate: Int { windows.0 }
}
