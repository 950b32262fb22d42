import KernelIR

@testable import DataflowModel

/// The model's semantics, stepped clock by clock: no time stamps, no queues of future events, no
/// skipping. Everything that happens in a cycle is decided on the state before it.
struct SteppedOracle {
  private let graph: DataflowGraph
  private var processes: [SteppedProcess]
  private var fill: [Int]
  private var readers: [SteppedReader]
  private var writers: [SteppedWriter]
  private var channels: [SteppedChannel]

  init(_ graph: DataflowGraph) {
    self.graph = graph
    processes = graph.processes.map { SteppedProcess(process: $0) }
    fill = graph.streams.map(\.depth.initial)
    readers = graph.readPorts.map {
      SteppedReader(plan: $0, transactionBytes: graph.transactionBytes)
    }
    writers = graph.writePorts.map {
      SteppedWriter(plan: $0, transactionBytes: graph.transactionBytes)
    }
    channels = graph.channels.map { SteppedChannel(plan: $0) }
  }

  /// Runs until everything is done; `nil` when that takes more than `limit` kernel cycles.
  mutating func run(limit: Int) -> Int? {
    var kernel = 0
    var memory = 0
    while true {
      if kernel * graph.ratio.kernelPeriod <= memory * graph.ratio.memoryPeriod {
        stepKernel(kernel)
        if isDone { return processes.map(\.end).max().map { max($0, lastResponse) } }
        kernel += 1
        if kernel > limit { return nil }
      } else {
        stepMemory(memory)
        memory += 1
      }
    }
  }

  private var lastResponse: Int { writers.map(\.lastResponse).max() ?? 0 }

  private var isDone: Bool {
    processes.allSatisfy(\.isDone) && writers.allSatisfy(\.isDone)
  }

  // MARK: Kernel clock

  private mutating func stepKernel(_ cycle: Int) {
    let before = fill
    for index in processes.indices {
      let leaves = processes[index].canLeave(cycle) && hasRoom(index, before, cycle)
      if leaves { leave(index, cycle) }
      if processes[index].canStart(cycle), hasInput(index, before, cycle) { start(index, cycle) }
    }
    for port in readers.indices where readers[port].canRequest(cycle) { request(port, cycle) }
    for port in writers.indices {
      if writers[port].canSend(cycle) { writers[port].send(cycle) }
      guard let burst = writers[port].passOn() else { continue }
      arrive(burst, port, writers[port].plan, isWrite: true, cycle)
    }
  }

  private func hasRoom(_ index: Int, _ before: [Int], _ cycle: Int) -> Bool {
    let process = processes[index]
    for access in process.process.writes where process.isActive(access, process.oldest) {
      let depth = graph.streams[access.stream].depth
      if before[access.stream] + depth.perWrite > depth.tokens { return false }
    }
    return process.process.stores.allSatisfy { writers[$0].hasRoom(cycle) }
  }

  private mutating func leave(_ index: Int, _ cycle: Int) {
    let process = processes[index]
    for access in process.process.writes where process.isActive(access, process.oldest) {
      fill[access.stream] += graph.streams[access.stream].depth.perWrite
    }
    for port in process.process.stores { writers[port].put(cycle) }
    processes[index].leave(cycle)
  }

  private func hasInput(_ index: Int, _ before: [Int], _ cycle: Int) -> Bool {
    let process = processes[index]
    for access in process.process.reads where process.isActive(access, process.next) {
      if before[access.stream] < graph.streams[access.stream].depth.perRead { return false }
    }
    return process.process.loads.allSatisfy { readers[$0].hasBeat(cycle, graph.transactionBytes) }
  }

  private mutating func start(_ index: Int, _ cycle: Int) {
    let process = processes[index]
    for access in process.process.reads where process.isActive(access, process.next) {
      fill[access.stream] -= graph.streams[access.stream].depth.perRead
    }
    for port in process.process.loads { readers[port].take(cycle) }
    processes[index].start(cycle)
  }

  // MARK: Ports and memory

  private mutating func request(_ port: Int, _ cycle: Int) {
    let burst = readers[port].request(cycle)
    arrive(burst, port, readers[port].plan, isWrite: false, cycle)
  }

  private mutating func arrive(
    _ burst: SteppedBurst, _ port: Int, _ plan: PortPlan, isWrite: Bool, _ cycle: Int
  ) {
    let first = burst.beat * plan.timing.beatBytes / graph.transactionBytes
    let last =
      ((burst.beat + burst.length) * plan.timing.beatBytes - 1) / graph.transactionBytes
    let channel = plan.channel(of: burst.beat * plan.timing.beatBytes)
    let arrival = graph.ratio.memoryCycle(notBefore: cycle + plan.timing.requestLatency)
    for number in first...last {
      let item = SteppedTransaction(
        port: port, burst: burst.number, index: number - first, isWrite: isWrite, arrival: arrival,
        transaction: graph.layout.transaction(number, array: plan.array))
      if isWrite {
        channels[channel].writes.append(item)
      } else {
        channels[channel].reads.append(item)
      }
    }
  }

  private mutating func stepMemory(_ cycle: Int) {
    for channel in channels.indices {
      if let item = channels[channel].admit(cycle) {
        let plan = writers[item.port].plan
        let back = graph.ratio.kernelCycle(notBefore: cycle) + plan.timing.responseLatency
        writers[item.port].accepted(item.burst, back)
      }
      guard let (item, done) = channels[channel].serve(cycle), !item.isWrite else { continue }
      let plan = readers[item.port].plan
      let back = graph.ratio.kernelCycle(notBefore: done) + plan.timing.returnLatency
      readers[item.port].answered(item.burst, item.index, back)
    }
  }
}
