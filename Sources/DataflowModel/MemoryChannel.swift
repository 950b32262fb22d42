/// A memory channel as the ports see it: bursts arrive, wait in order of arrival, and their
/// transactions enter the controller's queue as it has room. Reads and writes wait apart, as the
/// two directions of AXI do. Times are memory cycles.
struct MemoryChannel {
  /// A burst that waits, with what identifies it to its port.
  struct Arrival {
    let tag: Int
    let firstTransaction: Int
    let count: Int
    let cycle: Int
  }

  private var memory: FlatMemory
  private var reads: [Arrival] = []
  private var writes: [Arrival] = []
  private var readHead = 0
  private var writeHead = 0
  private var readNext = 0
  private var writeNext = 0
  /// The cycle after the last one that was executed: nothing happens before.
  private var earliest = 0
  /// The next cycle in which something happens.
  private(set) var nextCycle = Cycle.never

  init(_ memory: FlatMemory) { self.memory = memory }

  /// A burst arrives; cycles never fall from one call to the next.
  mutating func arrive(_ burst: Arrival, isWrite: Bool) {
    if isWrite { writes.append(burst) } else { reads.append(burst) }
    findNext()
  }

  /// Tags of the write bursts of which a transaction entered the queue in the last step, one
  /// element per transaction.
  private(set) var accepted: [Int] = []
  /// The read transaction that the last step served: its burst's tag, its index in the burst, and
  /// the cycle in which its data are complete.
  private(set) var answered: (tag: Int, index: Int, cycle: Int)?

  /// Executes `nextCycle`: moves transactions into the queue, then serves one; the outcome is in
  /// ``accepted`` and ``answered``.
  mutating func step() {
    let cycle = nextCycle
    accepted.removeAll(keepingCapacity: true)
    answered = nil
    pump(at: cycle)
    if memory.nextCycle <= cycle {
      let (tag, done) = memory.step(at: cycle)
      if tag >= 0 { answered = (tag >> Self.indexBits, tag & Self.indexMask, done) }
    }
    earliest = cycle + 1
    findNext()
  }

  private static let indexBits = 13
  private static let indexMask = (1 << 13) - 1

  private mutating func pump(at cycle: Int) {
    while readHead < reads.count, reads[readHead].cycle <= cycle, memory.hasRoom {
      let burst = reads[readHead]
      memory.enqueue(tag: burst.tag << Self.indexBits | readNext, at: cycle)
      readNext += 1
      if readNext == burst.count {
        readNext = 0
        readHead += 1
        Self.compact(&reads, &readHead)
      }
    }
    while writeHead < writes.count, writes[writeHead].cycle <= cycle, memory.hasRoom {
      let burst = writes[writeHead]
      memory.enqueue(tag: -1, at: cycle)
      accepted.append(burst.tag)
      writeNext += 1
      if writeNext == burst.count {
        writeNext = 0
        writeHead += 1
        Self.compact(&writes, &writeHead)
      }
    }
  }

  private static func compact(_ bursts: inout [Arrival], _ head: inout Int) {
    guard head == 256 else { return }
    bursts.removeFirst(head)
    head = 0
  }

  private mutating func findNext() {
    var next = memory.nextCycle
    if memory.hasRoom {
      if readHead < reads.count { next = min(next, reads[readHead].cycle) }
      if writeHead < writes.count { next = min(next, writes[writeHead].cycle) }
    }
    nextCycle = max(next, earliest)
  }
}
