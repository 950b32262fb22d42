import DRAMTiming

/// Why the data of a channel come as late as they do, transaction by transaction: what the time
/// since the data before went to, for the most part.
struct ChannelCauses {
  /// Why the last transaction came no earlier.
  private(set) var last = StallCause.outstanding
  /// Whether the last transaction had to keep the pace of the controller's port.
  var isPaced = false
  /// When the data before were complete, in memory cycles.
  private var lastEnd = 0
  private var lastUse = DataBusUse()

  /// A transaction of a device moved its data until `end`.
  mutating func book(_ use: DataBusUse, end: Int) {
    let busy = use.busy - lastUse.busy
    var longest = busy
    last = .dataBus
    func compare(_ cycles: Int, _ cause: StallCause) {
      if cycles > longest { (longest, last) = (cycles, cause) }
    }
    compare(use.refresh - lastUse.refresh, .refresh)
    compare(use.rowMiss - lastUse.rowMiss, .rowMiss)
    compare(use.activateWindow - lastUse.activateWindow, .activateWindow)
    compare(use.turnaround - lastUse.turnaround, .turnaround)
    compare(use.bankGroup - lastUse.bankGroup, .bankGroup)
    compare(use.order - lastUse.order, .order)
    let waited = use.waitingIdle - lastUse.waitingIdle
    // The rest of the time there was nothing to do.
    compare(end - lastEnd - busy - waited, isPaced ? .portWidth : .outstanding)
    lastUse = use
    lastEnd = end
  }

  /// A transaction of a flat memory took its `pace` until `end`; it may have waited for a pause.
  mutating func book(pace: Int, waited isPaused: Bool, end: Int) {
    if end - lastEnd <= pace + 1 {
      last = .dataBus
    } else {
      last = isPaused ? .refresh : isPaced ? .portWidth : .outstanding
    }
    lastEnd = end
  }

  /// Moves all times.
  mutating func shift(_ cycles: Int) { lastEnd += cycles }
}
