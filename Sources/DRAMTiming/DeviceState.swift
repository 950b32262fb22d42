/// The banks of one channel: which rows are open, and from which cycle on each command is legal.
///
/// Assumptions: one rank; all-bank refresh only; cycles do not decrease from one command to the
/// next. A gate holds the earliest legal cycle, so a gate that lies in the past has no effect.
/// Members that only read are `mutating` where it saves a copy; see ``RequestQueues``.
package struct DeviceState: Sendable {
  let distance: TimingDistances
  /// `bank >> groupShift` is the bank group.
  let groupShift: Int
  let bankCount: Int
  var banks = BankGates()
  var groups = GroupGates()
  var rank = RankState()
  /// Bit b: bank b has an open row.
  var openMask: UInt32 = 0

  /// Creates a channel with all banks closed and no command given yet.
  ///
  /// - Parameters:
  ///   - constraints: The rules; each must be one that a gate exists for.
  ///   - banks: Banks of the channel, at most 32 in at most 8 groups.
  ///   - banksPerGroup: A power of two; bank `b` is in group `b / banksPerGroup`.
  package init(constraints: [TimingConstraint], banks: Int, banksPerGroup: Int) {
    precondition(banksPerGroup.nonzeroBitCount == 1, "banks per group are a power of two")
    precondition(banks <= 32 && banks <= 8 * banksPerGroup, "every bank and group has its gates")
    bankCount = banks
    distance = TimingDistances(constraints)
    groupShift = banksPerGroup.trailingZeroBitCount
  }

  /// The open row of a bank, or `nil` when the bank is closed.
  package func openRow(_ bank: Int) -> Int? {
    banks.openRow[bank] == BankGates.closed ? nil : Int(banks.openRow[bank])
  }

  /// The bank group of a bank.
  @inline(__always)
  func group(_ bank: Int) -> Int { bank &>> groupShift & 7 }

  /// The earliest cycle at which the timing rules allow a command; `bank` is ignored for REF.
  package mutating func earliest(_ command: DRAMCommand, bank: Int) -> Int {
    switch command {
    case .activate: activateGate(bank)
    case .precharge: banks.nextPrecharge[bank]
    case .read: readGate(bank)
    case .write: writeGate(bank)
    case .refresh: rank.nextRefresh
    }
  }

  @inline(__always)
  mutating func activateGate(_ bank: Int) -> Int {
    max(banks.nextActivate[bank], windowGate(bank))
  }

  @inline(__always)
  mutating func readGate(_ bank: Int) -> Int {
    max(banks.nextRead[bank], groups.nextRead[group(bank)], rank.nextRead)
  }

  @inline(__always)
  mutating func writeGate(_ bank: Int) -> Int {
    max(banks.nextWrite[bank], groups.nextWrite[group(bank)], rank.nextWrite)
  }

  /// The earliest ACT of a bank as far as refreshes and other banks' activations go.
  @inline(__always)
  mutating func windowGate(_ bank: Int) -> Int {
    max(groups.nextActivate[group(bank)], rank.activateGate)
  }
}

/// Gates of the banks that commands to them have set, one element per bank.
struct BankGates {
  /// `closed` while no row is open.
  var openRow = InlineArray<32, Int32>(repeating: BankGates.closed)
  var nextActivate = InlineArray<32, Int>(repeating: 0)
  var nextPrecharge = InlineArray<32, Int>(repeating: 0)
  /// When the open row can be read.
  var nextRead = InlineArray<32, Int>(repeating: 0)
  /// When the open row can be written.
  var nextWrite = InlineArray<32, Int>(repeating: 0)

  /// Not the number of any row.
  static let closed: Int32 = -1
}

/// Gates of the bank groups that commands to them have set, one element per group.
struct GroupGates {
  var nextActivate = InlineArray<8, Int>(repeating: 0)
  /// The later of the two below.
  var nextRead = InlineArray<8, Int>(repeating: 0)
  var readAfterRead = InlineArray<8, Int>(repeating: 0)
  var readAfterWrite = InlineArray<8, Int>(repeating: 0)
  var nextWrite = InlineArray<8, Int>(repeating: 0)
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

  /// The earliest RD of any bank: the later of the two above.
  private(set) var nextRead = 0
  /// The earliest WR of any bank.
  private(set) var nextWrite = 0
  /// The earliest ACT of any bank, with the window and refreshes.
  private(set) var activateGate = 0

  /// Takes over what a RD or WR changed.
  @inline(__always)
  mutating func renewColumnGates() {
    nextRead = max(readAfterRead, readAfterWrite)
    nextWrite = max(writeAfterWrite, writeAfterRead)
  }

  /// Takes over what an ACT or REF changed.
  @inline(__always)
  mutating func renewActivateGate() {
    activateGate = max(nextActivate, windows.0, refreshUntil)
  }
}
