import KernelIR

/// Times a graph by events in the order of time: no ticking, one step per iteration, burst or
/// memory transaction.
///
/// Every part (process, read port, write port, channel) knows the earliest cycle of its next event or
/// that it waits for another part. The earliest event of all is executed, then only the parts that
/// it touches are asked again. Parts influence each other at least one cycle later, so the order of
/// events in one cycle does not matter; channels are shared in order of arrival, ties going to the
/// port with the lower number.
///
/// Streams and ports keep the times of what they hold, so a process may run ahead of the others: it
/// starts and ends iterations as long as all that they need has a known time, be it past or to come.
struct DataflowEngine {
  let ratio: ClockRatio
  let timing: PortTiming
  let transactionBytes: Int
  let streamNames: [String]
  var processes: [ProcessState]
  var streams: [StreamState]
  var readPorts: [ReadPort]
  var writePorts: [WritePort]
  var channels: [MemoryChannel]
  private let neighbours: PartNeighbours
  /// Time of each part's next event in base units of the clock ratio.
  var times: [Int]
  /// The time of the last event in base units.
  var now = 0
  /// What matters of addresses.
  let places: PlaceMap
  /// Where the arrays lie.
  let layout: ArrayLayout

  // Parts in order: processes, read ports, write ports, channels.
  private let firstRead: Int
  private let firstWrite: Int
  private let firstChannel: Int

  init(_ graph: DataflowGraph) {
    ratio = graph.ratio
    timing = graph.timing
    transactionBytes = graph.transactionBytes
    places = PlaceMap(
      graph.channels.first?.memory, transactionBytes: graph.transactionBytes)
    let layout = graph.layout
    self.layout = layout
    streamNames = graph.streams.map(\.name)
    processes = graph.processes.map { ProcessState($0) }
    streams = graph.streams.map { StreamState(capacity: $0.depth) }
    let bytes = graph.transactionBytes
    readPorts = graph.readPorts.map {
      ReadPort($0, cursor: layout.cursor($0), transactionBytes: bytes)
    }
    writePorts = graph.writePorts.map {
      WritePort($0, cursor: layout.cursor($0), transactionBytes: bytes)
    }
    channels = graph.channels.map { MemoryChannel($0) }
    firstRead = processes.count
    firstWrite = firstRead + readPorts.count
    firstChannel = firstWrite + writePorts.count
    neighbours = PartNeighbours(graph)
    times = Array(repeating: Cycle.never, count: firstChannel + channels.count)
    for part in times.indices { refresh(part) }
  }

  /// Runs to the end.
  ///
  /// - Returns: The kernel cycle in which the last iteration has left and the last write is
  ///   acknowledged.
  /// - Throws: ``DesignError`` that names processes, streams and cycle when nothing can move;
  ///   `CancellationError` when the task is cancelled.
  mutating func run() throws -> Int {
    _ = try runBlock()
    return endCycle
  }

  /// Runs until a part has done all that it is allowed; see ``allow(_:)``.
  ///
  /// - Returns: Whether the run goes on; false at the end.
  /// - Throws: See ``run()``.
  mutating func runBlock() throws -> Bool {
    var events = 0
    while let part = earliest {
      now = times[part]
      execute(part)
      events &+= 1
      if isBlockOver(after: part) {
        settle()
        return true
      }
      if events & 0xF_FFFF == 0 { try Task.checkCancellation() }
    }
    if let deadlock { throw deadlock }
    return false
  }

  /// The kernel cycle in which the last iteration has left and the last write is acknowledged.
  var endCycle: Int {
    (processes.map(\.endCycle) + writePorts.map(\.lastAnswer)).max() ?? 0
  }

  private var earliest: Int? {
    var best = -1
    var bestTime = Cycle.never
    for part in 0..<times.count where times[part] < bestTime {
      best = part
      bestTime = times[part]
    }
    return best < 0 ? nil : best
  }

  mutating func refresh(_ part: Int) {
    if part >= firstChannel {
      let cycle = channels[part - firstChannel].nextCycle
      times[part] = cycle >= Cycle.never ? Cycle.never : cycle * ratio.memoryPeriod
      return
    }
    let cycle: Int
    if part >= firstWrite {
      cycle = writePorts[part - firstWrite].requestCycle
    } else if part >= firstRead {
      cycle = readPorts[part - firstRead].requestCycle
    } else {
      cycle = min(
        processes[part].startCycle(streams, readPorts),
        processes[part].leaveCycle(streams, writePorts))
    }
    times[part] = cycle >= Cycle.never ? Cycle.never : cycle * ratio.kernelPeriod
  }

  private mutating func execute(_ part: Int) {
    if part >= firstChannel {
      step(part - firstChannel)
    } else {
      let cycle = now / ratio.kernelPeriod
      if part >= firstWrite {
        send(part - firstWrite, at: cycle)
      } else if part >= firstRead {
        request(part - firstRead, at: cycle)
      } else {
        run(part)
      }
    }
    refreshNeighbours(of: part)
  }

  /// Starts iterations of a process and lets them leave, as long as what they need has a known time.
  private mutating func run(_ index: Int) {
    for _ in 0..<Self.longestRun where !act(index) { return }
  }

  /// Lets the oldest iteration leave, or starts the next one; false when neither has a known time.
  private mutating func act(_ index: Int) -> Bool {
    let end = processes[index].leaveCycle(streams, writePorts)
    if end < Cycle.never {
      guard !hasStoredAll(index) else { return false }
      leave(index, at: end)
      return true
    }
    guard processes[index].allowance > 0 else { return false }
    let next = processes[index].startCycle(streams, readPorts)
    guard next < Cycle.never else { return false }
    start(index, at: next)
    return true
  }

  /// Lets all processes run ahead as far as they can, so that positions differ in nothing else.
  private mutating func settle() {
    var isMoving = true
    while isMoving {
      isMoving = false
      for index in processes.indices {
        while act(index) { isMoving = true }
      }
    }
    for part in times.indices { refresh(part) }
  }

  /// Starts and leaves of a process that are executed at once.
  private static let longestRun = 128

  private mutating func start(_ index: Int, at cycle: Int) {
    let isLate = cycle > processes[index].readyCycle
    let cause = isLate ? startCause(index) : .compute
    if processes[index].isIdleRun(from: cycle) {
      return processes[index].runIdle(from: cycle, cause: cause)
    }
    let plan = processes[index].plan
    for access in 0..<plan.process.reads.count {
      guard !plan.isGuarded || processes[index].isActive(plan.process.reads[access]) else {
        continue
      }
      streams[plan.process.reads[access].stream].take(at: cycle, cause: cause)
    }
    for load in 0..<plan.process.loads.count { readPorts[plan.process.loads[load]].take(at: cycle) }
    processes[index].start(at: cycle, cause: cause)
  }

  private mutating func leave(_ index: Int, at cycle: Int) {
    let outputs = processes[index].leavingOutputs
    let isLate = cycle > processes[index].leaveCycle
    if isLate { processes[index].blockedBy = leaveCause(index, outputs) }
    let cause = isLate ? processes[index].blockedBy : processes[index].leavingCause
    let plan = processes[index].plan
    for access in 0..<plan.process.writes.count where outputs >> UInt64(access) & 1 == 1 {
      streams[plan.process.writes[access].stream].put(at: cycle, cause: cause)
    }
    for store in 0..<plan.process.stores.count {
      writePorts[plan.process.stores[store]].put(at: cycle)
    }
    processes[index].leave(at: cycle)
  }

  // MARK: Memory

  private mutating func request(_ port: Int, at cycle: Int) {
    let channel = readPorts[port].nextChannel
    let array = readPorts[port].plan.array
    var burst = readPorts[port].request(at: cycle)
    burst.firstTransaction = layout.transaction(burst.firstTransaction, array: array)
    arrive(burst, from: port, at: channel, isWrite: false)
  }

  private mutating func send(_ port: Int, at cycle: Int) {
    let channel = writePorts[port].nextChannel
    let array = writePorts[port].plan.array
    var burst = writePorts[port].request(at: cycle)
    burst.firstTransaction = layout.transaction(burst.firstTransaction, array: array)
    arrive(burst, from: port, at: channel, isWrite: true)
  }

  private mutating func arrive(
    _ burst: BurstRequest, from port: Int, at channel: Int, isWrite: Bool
  ) {
    let arrival = ratio.memoryCycle(notBefore: burst.cycle + timing.requestLatency)
    channels[channel].arrive(
      ArrivalQueue.Burst(
        tag: port << 9 | burst.place, firstTransaction: burst.firstTransaction,
        count: burst.count, cycle: arrival),
      isWrite: isWrite)
    refresh(firstChannel + channel)
  }

  /// Lets a channel execute its next cycle and hands its answers to the ports.
  private mutating func step(_ channel: Int) {
    let cycle = channels[channel].nextCycle
    channels[channel].step()
    if let tag = channels[channel].accepted {
      let back = ratio.kernelCycle(notBefore: cycle) + timing.responseLatency
      writePorts[tag >> 9].answer(
        place: tag & 511, at: back, cause: channels[channel].acceptCause)
      refresh(firstWrite + (tag >> 9))
    }
    guard let (tag, index, done) = channels[channel].answered else { return }
    let back = ratio.kernelCycle(notBefore: done) + timing.returnLatency
    let port = tag >> 9
    let before = readPorts[port].beatCycle
    readPorts[port].answer(
      place: tag & 511, index: index, at: back, cause: channels[channel].causes.last)
    refresh(firstRead + port)
    if readPorts[port].beatCycle != before { refresh(neighbours.takers[port]) }
  }

  private mutating func refreshNeighbours(of part: Int) {
    for index in 0..<neighbours.parts[part].count { refresh(neighbours.parts[part][index]) }
  }

  // MARK: Blocks

  /// Limits what happens in the next block.
  ///
  /// - Parameter bursts: For each read port, then each write port, the bursts that it may begin.
  mutating func allow(_ bursts: [Int]) {
    for index in processes.indices { processes[index].allowance = BlockLimits.iterations }
    for index in readPorts.indices {
      readPorts[index].cursor.allow(bursts[index])
    }
    for index in writePorts.indices {
      writePorts[index].cursor.allow(bursts[readPorts.count + index])
    }
  }

  /// Limits nothing.
  mutating func allowAll() {
    for index in processes.indices { processes[index].allowance = Int.max }
    for index in readPorts.indices { readPorts[index].cursor.allowance = Int.max }
    for index in writePorts.indices { writePorts[index].cursor.allowance = Int.max }
  }

  /// For each read port, then each write port, the bursts that it has begun since ``allow(_:)``.
  var burstsBegun: [Int] {
    readPorts.map(\.cursor.begun) + writePorts.map(\.cursor.begun)
  }

  /// Whether a part has used up what the block allows. Nothing beyond that may have an influence on
  /// where the block ends, so it ends at once.
  private mutating func isBlockOver(after part: Int) -> Bool {
    if part < firstRead { return processes[part].allowance <= 0 || hasStoredAll(part) }
    return part < firstWrite && part >= firstRead
      && readPorts[part - firstRead].cursor.allowance <= 0
  }

  /// Whether a process has stored all that the block allows to one of its ports.
  private mutating func hasStoredAll(_ index: Int) -> Bool {
    let plan = processes[index].plan
    for store in 0..<plan.process.stores.count
    where writePorts[plan.process.stores[store]].cursor.allowance <= 0 {
      return true
    }
    return false
  }

  // MARK: Deadlock

  private var deadlock: DesignError? {
    let waiting = processes.indices.filter { !processes[$0].isDone }
    guard !waiting.isEmpty else { return nil }
    let names = waiting.map { processes[$0].plan.process.name }
    let streams = Set(
      waiting.flatMap { index in
        (processes[index].plan.process.reads + processes[index].plan.process.writes).map(\.stream)
      })
    let list = streams.sorted().map { streamNames[$0] }.joined(separator: ", ")
    return DesignError(
      subject: "running the dataflow model",
      reasons: [
        "deadlock in cycle \(now / ratio.kernelPeriod): \(names.joined(separator: ", ")) wait for "
          + "each other" + (list.isEmpty ? "" : " over \(list)") + "; deepen these streams"
      ])
  }
}
