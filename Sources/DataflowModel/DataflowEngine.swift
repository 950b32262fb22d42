import KernelIR

/// Times a graph by events in the order of time: no ticking, one step per iteration or burst.
///
/// Every part (process start, process leave, read port, write port) knows the earliest time of its
/// next event or that it waits for another part. The earliest event of all is executed, then only
/// the parts that it touches are asked again. Ties go to the part with the lower number, so equal
/// input gives equal output.
struct DataflowEngine {
  private let timing: ChannelTiming
  private let beatsPerChannel: Int
  private var processes: [ProcessState]
  private var streams: [StreamState]
  private var readPorts: [ReadPortState]
  private var writePorts: [WritePortState]
  private var channels: [ChannelState]
  private var neighbours: [[Int]] = []
  private var times: [Ticks]

  private static let never = Ticks.max

  init(_ graph: DataflowGraph) {
    timing = graph.timing
    beatsPerChannel = max(1, graph.beatsPerChannel)
    processes = graph.processes.map { ProcessState($0) }
    streams = graph.streams.map { StreamState(capacity: $0) }
    readPorts = graph.readPorts
    writePorts = graph.writePorts
    channels = Array(repeating: ChannelState(), count: max(1, graph.channels))
    times = Array(
      repeating: Self.never, count: processes.count * 2 + readPorts.count + writePorts.count)
    neighbours = Self.neighbours(of: graph)
    for part in times.indices { times[part] = time(of: part) }
  }

  /// Runs to the end.
  ///
  /// - Returns: The time when the last iteration has left and the last write is acknowledged.
  /// - Throws: ``DesignError`` that names the processes that wait when nothing can move.
  mutating func run() throws(DesignError) -> Ticks {
    while let part = earliest { execute(part) }
    let waiting = processes.filter { !$0.isDone }.map(\.process.name)
    guard waiting.isEmpty else {
      throw DesignError(
        subject: "running the dataflow model",
        reasons: [
          "deadlock: \(waiting.joined(separator: ", ")) wait for each other; "
            + "deepen the streams between them"
        ])
    }
    let ends = processes.map(\.endTime) + writePorts.map(\.lastResponse)
    return ends.max() ?? 0
  }

  private var earliest: Int? {
    var best: Int?
    var bestTime = Self.never
    for part in times.indices where times[part] < bestTime {
      best = part
      bestTime = times[part]
    }
    return best
  }

  // Parts in order: start and leave of each process, read ports, write ports.

  private func time(of part: Int) -> Ticks {
    let firstRead = processes.count * 2
    let firstWrite = firstRead + readPorts.count
    if part >= firstWrite { return writePorts[part - firstWrite].requestTime ?? Self.never }
    if part >= firstRead { return readPorts[part - firstRead].requestTime ?? Self.never }
    return part % 2 == 0 ? startTime(part / 2) : leaveTime(part / 2)
  }

  private func startTime(_ index: Int) -> Ticks {
    let state = processes[index]
    guard state.hasNext, var time = state.pipelineTime else { return Self.never }
    for access in state.process.reads where state.isActive(access) {
      guard let token = streams[access.stream].tokenTime else { return Self.never }
      time = max(time, token)
    }
    for port in state.process.loads {
      guard let beat = readPorts[port].beatTime(timing.ticksPerBeat) else { return Self.never }
      time = max(time, beat)
    }
    return time
  }

  private func leaveTime(_ index: Int) -> Ticks {
    let state = processes[index]
    guard var time = state.leaveTime else { return Self.never }
    for (position, access) in state.process.writes.enumerated()
    where state.leavingWrites(position) {
      guard let space = streams[access.stream].spaceTime else { return Self.never }
      time = max(time, space)
    }
    for port in state.process.stores {
      guard let space = writePorts[port].spaceTime else { return Self.never }
      time = max(time, space)
    }
    return time
  }

  private mutating func execute(_ part: Int) {
    let time = times[part]
    let firstRead = processes.count * 2
    let firstWrite = firstRead + readPorts.count
    if part >= firstWrite {
      send(part - firstWrite, at: time)
    } else if part >= firstRead {
      request(part - firstRead, at: time)
    } else if part % 2 == 0 {
      start(part / 2, at: time)
    } else {
      leave(part / 2, at: time)
    }
    for touched in neighbours[part] { times[touched] = self.time(of: touched) }
  }

  private mutating func start(_ index: Int, at time: Ticks) {
    for access in processes[index].process.reads where processes[index].isActive(access) {
      streams[access.stream].take(at: time)
    }
    for port in processes[index].process.loads { readPorts[port].take(at: time) }
    processes[index].start(at: time)
  }

  private mutating func leave(_ index: Int, at time: Ticks) {
    let process = processes[index].process
    for (position, access) in process.writes.enumerated()
    where processes[index].leavingWrites(position) {
      streams[access.stream].put(at: time)
    }
    for port in process.stores { writePorts[port].put(at: time) }
    processes[index].leave(at: time)
  }

  private mutating func request(_ port: Int, at time: Ticks) {
    let burst = readPorts[port].nextBurst
    let channel = channel(of: burst.beat, among: readPorts[port].channels)
    let start = channels[channel].serve(at: time, duration: burst.length * timing.ticksPerBeat)
    readPorts[port].request(at: time, dataTime: start + timing.readLatency)
  }

  private mutating func send(_ port: Int, at time: Ticks) {
    let burst = writePorts[port].nextBurst
    let channel = channel(of: burst.beat, among: writePorts[port].channels)
    let start = channels[channel].serve(at: time, duration: burst.length * timing.ticksPerBeat)
    writePorts[port].send(at: time, start: start, timing: timing)
  }

  private func channel(of beat: Int, among reached: [Int]) -> Int {
    reached[beat / beatsPerChannel % reached.count]
  }

  /// Which parts must be asked again after a part has acted.
  private static func neighbours(of graph: DataflowGraph) -> [[Int]] {
    let count = graph.processes.count
    let firstWrite = count * 2 + graph.readPorts.count
    var result = Array(
      repeating: Set<Int>(), count: firstWrite + graph.writePorts.count)
    for (index, process) in graph.processes.enumerated() {
      let own = [index * 2, index * 2 + 1]
      let ports =
        process.loads.map { count * 2 + $0 } + process.stores.map { firstWrite + $0 }
      let streams = Set((process.reads + process.writes).map(\.stream))
      let partners = graph.processes.indices.filter { other in
        graph.processes[other].reads.contains { streams.contains($0.stream) }
          || graph.processes[other].writes.contains { streams.contains($0.stream) }
      }
      for part in own {
        result[part].formUnion(own + ports + partners.flatMap { [$0 * 2, $0 * 2 + 1] })
      }
      for port in ports { result[port].formUnion(own + [port]) }
    }
    return result.map { $0.sorted() }
  }
}
