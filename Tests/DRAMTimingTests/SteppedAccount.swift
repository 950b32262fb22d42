import DRAMTiming
import Specs

/// Puts each idle cycle of the data bus down to a cause, one cycle at a time.
struct SteppedAccount {
  let timings: DRAMTimings
  var use = DataBusUse()
  var dataEnd = 0
  var waitingSince: Int?
  var refreshFrom = 0
  var refreshUntil = 0
  private var held: [Int: Range<Int>] = [:]

  init(timings: DRAMTimings) { self.timings = timings }

  mutating func noteWaiting(_ isWaiting: Bool, at cycle: Int) {
    if !isWaiting { waitingSince = nil } else if waitingSince == nil { waitingSince = cycle }
  }

  /// Before an ACT: since when only activations of other banks held it up.
  mutating func noteActivate(
    _ request: SteppedController.Waiting, _ history: CommandHistory, at cycle: Int
  ) {
    let own = history.earliest(.activate, bank: request.bank) {
      $0.scope == .bank || $0.previous == .refresh
    }
    let others = history.earliest(.activate, bank: request.bank) {
      $0.scope != .bank && $0.previous == .activate
    }
    let from = max(own, request.arrival)
    held[request.bank] = from..<max(from, min(others, cycle))
  }

  /// Before an RD or WR: explains the cycles without data before its own.
  mutating func noteBurst(
    _ request: SteppedController.Waiting, _ history: CommandHistory, at cycle: Int
  ) {
    let latency = request.isWrite ? timings.column.nCWL : timings.column.nCL
    for data in dataEnd..<max(dataEnd, cycle + latency)
    where data - latency >= (waitingSince ?? cycle) {
      explain(data - latency, request, history)
    }
    dataEnd = cycle + latency + timings.column.nBL
    use.busy += timings.column.nBL
  }

  private mutating func explain(
    _ cycle: Int, _ request: SteppedController.Waiting, _ history: CommandHistory
  ) {
    let command: DRAMCommand = request.isWrite ? .write : .read
    func waits(_ meant: (TimingConstraint) -> Bool) -> Bool {
      cycle < history.earliest(command, bank: request.bank, meant)
    }
    if (refreshFrom..<max(refreshFrom, refreshUntil)).contains(cycle) {
      use.refresh += 1
    } else if waits({ $0.scope == .bank }) {
      let isHeld = held[request.bank]?.contains(cycle) ?? false
      if isHeld { use.activateWindow += 1 } else { use.rowMiss += 1 }
    } else if waits({ $0.previous != command }) {
      use.turnaround += 1
    } else if waits({ $0.scope == .bankGroup && $0.previous == command }) {
      use.bankGroup += 1
    } else {
      use.order += 1
    }
  }

  mutating func count(_ command: DRAMCommand) {
    switch command {
    case .activate: use.activates += 1
    case .precharge: use.precharges += 1
    case .read: use.reads += 1
    case .write: use.writes += 1
    case .refresh: use.refreshes += 1
    }
  }
}
