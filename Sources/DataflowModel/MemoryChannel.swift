import DRAMTiming
import Specs

/// A memory channel before anything happened.
struct ChannelPlan {
  /// What is behind the controller's port.
  enum Memory {
    /// A device with rows and banks.
    case dram(DRAMSpec)
    /// A fixed pace.
    case flat(FlatMemory.Timing)
  }

  /// What is behind the controller's port.
  var memory: Memory
  /// Memory cycles per transaction on each direction of the controller's port, in 1/4096; at least
  /// one cycle.
  var portPace: Int
  /// The same for writes, where the controller takes them more slowly than its port could.
  var writePace: Int?
}

/// A memory channel as the ports see it: bursts arrive, wait in order of arrival, and their
/// transactions enter the controller's queue through its port, at most one per cycle and direction,
/// as the queue has room. Times are memory cycles.
struct MemoryChannel {
  var flat: FlatMemory?
  /// The controller, if there is one.
  var dram: ChannelController?
  var status = ChannelController.Status.idle
  var reads: ArrivalQueue
  var writes: ArrivalQueue
  /// The cycle after the last one that was executed: nothing happens before.
  var earliest = 0
  /// The next cycle in which something happens.
  var nextCycle = Cycle.never

  private(set) var causes = ChannelCauses()
  /// Why the write transaction of the last step was accepted no earlier.
  private(set) var acceptCause = StallCause.outstanding
  /// Tag of the write burst of which a transaction entered the queue in the last step, if one did.
  private(set) var accepted: Int?
  /// The read transaction that was served in the last step, if one was: its burst's tag, its index
  /// in the burst, and the cycle in which its data are complete.
  private(set) var answered: (tag: Int, index: Int, cycle: Int)?

  init(_ plan: ChannelPlan) {
    switch plan.memory {
    case .dram(let spec): dram = ChannelController(spec: spec)
    case .flat(let timing): flat = FlatMemory(timing)
    }
    reads = ArrivalQueue(pace: plan.portPace)
    writes = ArrivalQueue(pace: max(plan.portPace, plan.writePace ?? 0))
  }

  /// A burst will arrive, later than everything that has been executed.
  mutating func arrive(_ burst: ArrivalQueue.Burst, isWrite: Bool) {
    if isWrite { writes.insert(burst) } else { reads.insert(burst) }
    findNext()
  }

  /// Executes `nextCycle`: moves transactions into the queue, then lets the memory act; the outcome
  /// is in ``accepted`` and ``answered``.
  mutating func step() {
    let cycle = nextCycle
    accepted = nil
    answered = nil
    if reads.nextCycle <= cycle, hasRoom(isWrite: false) {
      causes.isPaced = reads.isPaced
      let (tag, index, transaction) = reads.take(at: cycle)
      enqueue(transaction, tag: tag << Self.indexBits | index, isWrite: false, at: cycle)
    }
    if writes.nextCycle <= cycle, hasRoom(isWrite: true) {
      acceptCause =
        writes.nextCycle < cycle ? causes.last : writes.isPaced ? .portWidth : .outstanding
      let (tag, _, transaction) = writes.take(at: cycle)
      enqueue(transaction, tag: -1, isWrite: true, at: cycle)
      accepted = tag
    }
    if let (tag, done) = serve(at: cycle), tag >= 0 {
      answered = (tag >> Self.indexBits, tag & Self.indexMask, done)
    }
    earliest = cycle + 1
    findNext()
  }

  static let indexBits = 13
  static let indexMask = (1 << 13) - 1

  mutating func findNext() {
    var next = flat?.nextCycle ?? status.nextCycle
    if reads.nextCycle < next, hasRoom(isWrite: false) { next = reads.nextCycle }
    if writes.nextCycle < next, hasRoom(isWrite: true) { next = writes.nextCycle }
    nextCycle = min(Cycle.never, max(next, earliest))
  }

  /// Moves the times of what explains delays.
  mutating func shiftCauses(_ cycles: Int) { causes.shift(cycles) }

  // MARK: The memory

  /// Takes over what the controller says of itself.
  mutating func renewStatus() {
    if let dram { status = dram.status }
  }

  private func hasRoom(isWrite: Bool) -> Bool {
    flat?.hasRoom ?? (isWrite ? status.hasRoomForWrite : status.hasRoomForRead)
  }

  private mutating func enqueue(_ transaction: Int, tag: Int, isWrite: Bool, at cycle: Int) {
    guard dram != nil else {
      flat?.enqueue(tag: tag, at: cycle)
      return
    }
    dram?.enqueue(transaction: transaction, isWrite: isWrite, tag: tag, at: cycle)
    renewStatus()
  }

  /// What the memory does in a cycle, if this is one of its own.
  private mutating func serve(at cycle: Int) -> (tag: Int, done: Int)? {
    if dram != nil {
      guard status.nextCycle <= cycle else { return nil }
      let completed = dram?.step()
      renewStatus()
      guard let completion = completed ?? nil else { return nil }
      if let use = dram?.use { causes.book(use, end: completion.dataEnd) }
      return (completion.isWrite ? -1 : completion.tag, completion.dataEnd)
    }
    guard let next = flat?.nextCycle, next <= cycle else { return nil }
    let isPaused = flat?.isAfterPause(cycle) ?? false
    let served = flat?.step(at: cycle)
    if let served, let pace = flat?.timing.pace {
      causes.book(pace: pace / FlatMemory.scale, waited: isPaused, end: served.done)
    }
    return served
  }
}
