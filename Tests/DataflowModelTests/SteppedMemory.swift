import DRAMTiming

@testable import DataflowModel

/// A channel: two queues of arrivals, each with its pace, and the memory behind them.
struct SteppedChannel {
  var reads: [SteppedTransaction] = []
  var writes: [SteppedTransaction] = []
  private let readPace: Int
  private let writePace: Int
  private var readFree = 0
  private var writeFree = 0
  private var memory: SteppedMemory

  init(plan: ChannelPlan) {
    readPace = max(4096, plan.portPace)
    writePace = max(readPace, plan.writePace ?? 0)
    memory = SteppedMemory(plan.memory)
  }

  /// Moves at most one arrival of each direction into the memory's queue; returns the write.
  mutating func admit(_ cycle: Int) -> SteppedTransaction? {
    if let first = reads.first, first.arrival <= cycle, cycle * 4096 >= readFree,
      memory.hasRoom(isWrite: false)
    {
      readFree = Self.paced(readFree, cycle, readPace)
      memory.queue(reads.removeFirst(), cycle)
    }
    guard let first = writes.first, first.arrival <= cycle, cycle * 4096 >= writeFree,
      memory.hasRoom(isWrite: true)
    else { return nil }
    writeFree = Self.paced(writeFree, cycle, writePace)
    memory.queue(writes.removeFirst(), cycle)
    return first
  }

  /// What the memory completes in this cycle, with the cycle in which the data are complete.
  mutating func serve(_ cycle: Int) -> (SteppedTransaction, Int)? { memory.serve(cycle) }

  static func paced(_ free: Int, _ cycle: Int, _ pace: Int) -> Int {
    (cycle * 4096 - free < 4096 ? free : cycle * 4096) + pace
  }
}

/// The memory: a queue with a fixed pace, or the controller, asked in every clock.
struct SteppedMemory {
  private var timing: FlatMemory.Timing?
  private var controller: ChannelController?
  private var waiting: [SteppedTransaction] = []
  private var known: [Int: SteppedTransaction] = [:]
  private var busFree = 0

  init(_ plan: ChannelPlan.Memory) {
    switch plan {
    case .flat(let timing): self.timing = timing
    case .dram(let spec): controller = ChannelController(spec: spec)
    }
  }

  func hasRoom(isWrite: Bool) -> Bool {
    controller?.hasRoom(isWrite: isWrite) ?? (waiting.count < timing?.queue ?? 0)
  }

  mutating func queue(_ item: SteppedTransaction, _ cycle: Int) {
    if controller == nil { return waiting.append(item) }
    let tag = known.count
    known[tag] = item
    controller?.enqueue(
      transaction: item.transaction, isWrite: item.isWrite, tag: tag, at: cycle)
  }

  /// Serves the oldest transaction if the bus is free in this cycle and there is no pause.
  mutating func serve(_ cycle: Int) -> (SteppedTransaction, Int)? {
    if let next = controller?.nextCycle {
      guard next <= cycle, let done = controller?.step() else { return nil }
      return known[done.tag].map { ($0, done.dataEnd) }
    }
    guard let timing, let first = waiting.first, cycle * 4096 >= busFree else { return nil }
    if timing.pausePeriod > 0, cycle % timing.pausePeriod < timing.pauseLength { return nil }
    waiting.removeFirst()
    busFree = SteppedChannel.paced(busFree, cycle, timing.pace)
    return (first, (busFree + 4095) / 4096)
  }
}
