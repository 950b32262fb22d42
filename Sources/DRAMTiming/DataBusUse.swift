/// What the data bus of a channel did, in memory clock cycles, and how many commands it took.
///
/// A cycle counts as idle when no data moves although a transaction waits that could have been
/// moving its data then, had nothing held it up. Each idle cycle before a burst is put down to one
/// cause, found by looking at what held up the command of that burst one latency earlier. The
/// causes are tried in the order of the properties below.
package struct DataBusUse: Hashable, Sendable {
  /// Data moves.
  package var busy = 0
  /// Banks are being closed for a refresh, or are refreshed.
  package var refresh = 0
  /// The row may not be opened because of activations of other banks (nRRD, nFAW).
  package var activateWindow = 0
  /// The row is not open yet: another one is closed, it is opened, or others go first.
  package var rowMiss = 0
  /// The bus turns around between reads and writes.
  package var turnaround = 0
  /// The bank group is still busy with its last burst (nCCDL).
  package var bankGroup = 0
  /// None of these: the order of service, e.g. an older transaction was waited for.
  package var order = 0
  /// Number of RD.
  package var reads = 0
  /// Number of WR.
  package var writes = 0
  /// Number of ACT.
  package var activates = 0
  /// Number of PRE.
  package var precharges = 0
  /// Number of REF.
  package var refreshes = 0

  /// Cycles in which the bus was idle although work waited: the sum of the causes.
  package var waitingIdle: Int {
    refresh + activateWindow + rowMiss + turnaround + bankGroup + order
  }

  /// Nothing happened yet.
  package init() {}
}

/// What an account of idle cycles has to remember beyond the gates.
struct BusHistory {
  /// First cycle after the last data.
  var dataEnd = 0
  /// Since when at least one transaction has waited.
  var waitingSince = 0
  /// When the last refresh became due.
  var refreshFrom = 0
  /// Per bank: when the open row could have been opened but for activations of other banks.
  var heldFrom = InlineArray<32, Int>(repeating: 0)
  /// Per bank: until when these held it up.
  var heldUntil = InlineArray<32, Int>(repeating: 0)
}

/// Gates of one burst's command, as far as they explain why it came late.
struct BurstGates {
  /// First cycle in which the command could have come, with the bus free and work waiting.
  var start: Int
  /// When the command came.
  var issue: Int
  /// Refresh, `from ..< until`.
  var refresh: (from: Int, until: Int)
  /// Activation held up by those of other banks, `from ..< until`.
  var held: (from: Int, until: Int)
  /// When the row was open.
  var rowReady: Int
  /// When the bus had turned around.
  var turned: Int
  /// When the bank group was ready.
  var groupReady: Int
}

extension DataBusUse {
  /// Puts the cycles from `start` to `issue` down to their causes.
  @inline(__always)
  mutating func explain(_ burst: BurstGates) {
    let row = Self.clamp(burst.rowReady, burst.start, burst.issue)
    let refreshing = Self.overlap(burst.refresh, burst.start, burst.issue)
    let held = Self.overlap(burst.held, burst.start, row)
    let turned = Self.clamp(burst.turned, row, burst.issue)
    let group = Self.clamp(burst.groupReady, turned, burst.issue)
    refresh += refreshing
    activateWindow += held
    rowMiss += row - burst.start - refreshing - held
    turnaround += turned - row
    bankGroup += group - turned
    order += burst.issue - group
  }

  @inline(__always)
  private static func clamp(_ value: Int, _ low: Int, _ high: Int) -> Int {
    min(max(value, low), high)
  }

  @inline(__always)
  private static func overlap(_ span: (from: Int, until: Int), _ low: Int, _ high: Int) -> Int {
    max(0, min(span.until, high) - max(span.from, low))
  }
}
