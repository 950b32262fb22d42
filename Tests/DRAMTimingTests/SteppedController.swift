@testable import DRAMTiming
import Specs

/// The controller as its documentation describes it, clock by clock and with no cleverness: every
/// clock looks at every waiting transaction and asks the constraint table for every command.
struct SteppedController {
  struct Waiting {
    var tag: Int
    var isWrite: Bool
    var bank: Int
    var row: Int
    var arrival: Int
  }

  let spec: DRAMSpec
  let mapping: AddressMapping
  var history: CommandHistory
  /// Enqueued transactions in the order of their arrival.
  var queue: [Waiting] = []
  var openRows: [Int?]
  var clock = 0
  var isDraining = false
  var isRefreshing = false
  var nextRefresh: Int
  var log: [LoggedCommand] = []
  var account: SteppedAccount

  init(spec: DRAMSpec) {
    self.spec = spec
    mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    let table = TimingConstraint.table(of: spec.timings)
    history = CommandHistory(table: table, banksPerGroup: spec.geometry.banksPerGroup)
    openRows = Array(repeating: nil, count: spec.geometry.banks)
    nextRefresh = spec.timings.refresh.nREFI
    account = SteppedAccount(timings: spec.timings)
  }

  func hasRoom(isWrite: Bool) -> Bool {
    let places = isWrite ? spec.scheduling.writeQueue : spec.scheduling.readQueue
    return queue.count { $0.isWrite == isWrite } < places
  }

  mutating func enqueue(transaction: Int, isWrite: Bool, tag: Int, at cycle: Int) {
    queue.append(
      Waiting(
        tag: tag, isWrite: isWrite, bank: mapping.bankIndex(of: transaction),
        row: mapping.row(of: transaction), arrival: cycle))
  }

  /// One clock.
  mutating func tick() -> Completion? {
    defer { clock += 1 }
    let isArrival = queue.contains { $0.arrival == clock && $0.isWrite }
    if isArrival, visible.count(where: \.isWrite) >= spec.scheduling.writeDrainHigh {
      isDraining = true
    }
    account.noteWaiting(!visible.isEmpty, at: clock)
    if clock >= nextRefresh {
      if !isRefreshing { account.refreshFrom = clock }
      isRefreshing = true
    }
    if isRefreshing {
      refresh()
      return nil
    }
    return schedule()
  }

  private var visible: [Waiting] { queue.filter { $0.arrival <= clock } }

  private mutating func refresh() {
    guard openRows.contains(where: { $0 != nil }) else {
      guard isLegal(.refresh, 0) else { return }
      issue(.refresh, bank: 0)
      account.refreshUntil = clock + spec.timings.refresh.nRFC
      nextRefresh += spec.timings.refresh.nREFI
      isRefreshing = false
      return
    }
    for bank in openRows.indices where openRows[bank] != nil && isLegal(.precharge, bank) {
      issue(.precharge, bank: bank)
      openRows[bank] = nil
      return
    }
  }

  /// The transactions that are looked at, oldest first.
  private var candidates: [Waiting] {
    var candidates = visible
    if spec.scheduling.order == .firstReady {
      let reads = candidates.filter { !$0.isWrite }
      let writes = candidates.filter(\.isWrite)
      candidates = !writes.isEmpty && (isDraining || reads.isEmpty) ? writes : reads
    }
    return Array(candidates.prefix(spec.scheduling.window))
  }

  private mutating func schedule() -> Completion? {
    let candidates = candidates
    guard !candidates.isEmpty else { return nil }
    let column = readyHit(candidates)
    let row = rowCommand(candidates)
    if let row, spec.geometry.commandBus == .split || column == nil {
      if row.isOpen {
        issue(.precharge, bank: row.request.bank)
        openRows[row.request.bank] = nil
      } else {
        account.noteActivate(row.request, history, at: clock)
        issue(.activate, bank: row.request.bank, row: row.request.row)
        openRows[row.request.bank] = row.request.row
      }
    }
    return column.map { complete($0) }
  }

  private func readyHit(_ candidates: [Waiting]) -> Waiting? {
    let inOrder = spec.scheduling.order == .inOrder
    return (inOrder ? Array(candidates.prefix(1)) : candidates).first {
      openRows[$0.bank] == $0.row && isLegal($0.isWrite ? .write : .read, $0.bank)
    }
  }

  private func rowCommand(_ candidates: [Waiting]) -> (request: Waiting, isOpen: Bool)? {
    let inOrder = spec.scheduling.order == .inOrder
    let seen = inOrder && !spec.scheduling.hasLookahead ? Array(candidates.prefix(1)) : candidates
    var banks: Set<Int> = []
    for request in seen where banks.insert(request.bank).inserted {
      // The oldest of its bank; in order, younger hits cannot go before it.
      let hits = candidates.filter { $0.bank == request.bank && $0.row == openRows[$0.bank] }
      let isHit = inOrder ? openRows[request.bank] == request.row : !hits.isEmpty
      let isOpen = openRows[request.bank] != nil
      if !isHit, isLegal(isOpen ? .precharge : .activate, request.bank) {
        return (request, isOpen)
      }
    }
    return nil
  }

  private mutating func complete(_ request: Waiting) -> Completion {
    account.noteBurst(request, history, at: clock)
    issue(request.isWrite ? .write : .read, bank: request.bank, row: request.row)
    queue.removeAll { $0.tag == request.tag }
    if visible.isEmpty { account.noteWaiting(false, at: clock) }
    if visible.count(where: \.isWrite) <= spec.scheduling.writeDrainLow { isDraining = false }
    return Completion(tag: request.tag, isWrite: request.isWrite, dataEnd: account.dataEnd)
  }

  private func isLegal(_ command: DRAMCommand, _ bank: Int) -> Bool {
    clock >= history.earliest(command, bank: bank)
  }

  private mutating func issue(_ command: DRAMCommand, bank: Int, row: Int = 0) {
    history.issue(command, bank: bank, at: clock)
    log.append(LoggedCommand(command: command, bank: bank, row: row, cycle: clock))
    account.count(command)
  }
}
