import KernelIR
import Specs

/// One direction of an AXI port as a process uses it.
final class PortPlan: Sendable {
  /// Its bursts in order.
  let bursts: BurstSequence
  /// Bursts that may be under way.
  let outstanding: Int
  /// What lies between it and the channels.
  let timing: PortTiming
  /// Channels that it spreads over, in address order.
  let channels: [Int]
  /// Bytes of each of them.
  let channelBytes: Int
  /// Number of its array among those of the graph.
  let array: Int

  init(
    bursts: BurstSequence, outstanding: Int, timing: PortTiming, channels: [Int],
    channelBytes: Int, array: Int
  ) {
    self.array = array
    self.bursts = bursts
    self.outstanding = outstanding
    self.timing = timing
    self.channels = channels
    self.channelBytes = channelBytes
  }

  /// The channel that holds a byte of the port's array.
  func channel(of byte: Int) -> Int {
    channels.count == 1 ? channels[0] : channels[byte / max(1, channelBytes) % channels.count]
  }
}

/// The processes of one region for all compute units that share channels, ready to be timed.
struct DataflowGraph {
  /// Processes of all units, unit by unit.
  var processes: [TimedProcess] = []
  /// The streams, and those of the tokens of ping-pong buffers.
  var streams: [TimedStream] = []
  /// Ports that read.
  var readPorts: [PortPlan] = []
  /// Ports that write.
  var writePorts: [PortPlan] = []
  /// The memory behind each channel, idle.
  var channels: [ChannelPlan]
  /// Kernel and memory clock.
  let ratio: ClockRatio
  /// What lies between ports and channels.
  let timing: PortTiming
  /// Bytes of one channel when a port spreads over several: consecutive parts of its array. A
  /// multiple of 4 KiB, so that no burst spans two channels.
  let channelBytes: Int
  /// Bytes of one transaction of the memory.
  let transactionBytes: Int

  /// Arrays of all units.
  private(set) var arrays = 0

  /// Where the arrays lie.
  var layout: ArrayLayout {
    ArrayLayout(arrays: arrays, channelBytes: channelBytes, transactionBytes: transactionBytes)
  }

  /// Adds a unit's processes.
  ///
  /// - Parameters:
  ///   - processes: The processes that run at the same time.
  ///   - program: Their program.
  ///   - names: Sizes and enclosing counters.
  ///   - channelsOfPort: For each port of the program the channels it reaches.
  mutating func add(
    _ processes: [Process], of program: KernelProgram, names: [String: UInt32],
    channelsOfPort: [String: [Int]]
  ) {
    let base = streams.count
    var indices: [String: Int] = [:]
    for (offset, stream) in program.streams.enumerated() { indices[stream.name] = base + offset }
    streams += program.streams.map {
      TimedStream(name: $0.name, depth: StreamCapacity(tokens: $0.depth))
    }
    let handovers = program.buffers.compactMap {
      TileHandover($0, of: program.buffers, processes: processes, names: names)
    }
    let firstHandover = streams.count
    streams += handovers.flatMap { [$0.full, $0.free] }
    let firstArray = arrays
    arrays += program.arrays.count
    for process in processes {
      let tiles = handovers.enumerated().compactMap { number, handover in
        handover.access(of: process, full: firstHandover + 2 * number)
      }
      var timed = TimedProcess(process, streams: indices, names: names, tiles: tiles)
      for statement in process.body {
        addPort(statement, process, program, names, channelsOfPort, firstArray, to: &timed)
      }
      self.processes.append(timed)
    }
  }

  private mutating func addPort(
    _ statement: Statement, _ process: Process, _ program: KernelProgram,
    _ names: [String: UInt32], _ channelsOfPort: [String: [Int]], _ firstArray: Int,
    to timed: inout TimedProcess
  ) {
    let name: String
    let index: IndexExpression
    var isStore = false
    switch statement {
    case .load(let array, let place, _), .follow(let array, _, _, let place, _):
      (name, index) = (array, place)
    case .loadDrawn(let array, let place, _): (name, index) = (array, place)
    case .store(let array, let place, _), .storeDrawn(let array, let place, _):
      (name, index, isStore) = (array, place, true)
    default: return
    }
    guard let array = program.arrays.first(where: { $0.name == name }),
      let port = program.port(of: array)
    else { return }
    let beatBytes = max(1, array.lanes * program.elementBytes(of: array))
    var own = timing
    own.beatBytes = beatBytes
    let bursts = BurstSequence(
      index: index, loops: process.loops, names: names,
      burstBeats: port.burstBeats / program.portWords(of: array), beatBytes: beatBytes)
    let plan = PortPlan(
      bursts: bursts, outstanding: process.isChained ? 1 : port.outstanding, timing: own,
      channels: channelsOfPort[port.name] ?? [0], channelBytes: channelBytes,
      array: firstArray + (program.arrays.firstIndex { $0.name == name } ?? 0))
    if isStore {
      timed.stores.append(writePorts.count)
      writePorts.append(plan)
    } else {
      timed.loads.append(readPorts.count)
      readPorts.append(plan)
    }
  }
}

/// A ping-pong buffer as two streams of tokens.
///
/// `full` is written with the last beat of a tile by the process that fills it and read with the
/// first beat by the one that empties it; `free` the other way round, and begins with the tokens of
/// two tiles. A process with loops between the tile and its innermost beats takes and gives its
/// tile in equal parts, one per turn of those loops, so that every access is at the first or last
/// beat of the same innermost part.
struct TileHandover {
  /// The tokens of full tiles.
  let full: TimedStream
  /// The tokens of free places for tiles.
  let free: TimedStream
  private let buffer: Buffer
  private let buffers: [Buffer]

  /// `nil` for a buffer that is not handed over between two of the processes.
  init?(
    _ buffer: Buffer, of buffers: [Buffer], processes: [Process], names: [String: UInt32]
  ) {
    guard buffer.handover != nil, let writer = processes.first(where: { $0.fills(buffer) }),
      let reader = processes.first(where: { $0.empties(buffer) })
    else { return nil }
    self.buffer = buffer
    self.buffers = buffers
    func parts(_ process: Process) -> Int {
      let level = Self.level(of: buffer, in: process)
      let deepest = Self.deepest(in: process, buffers)
      return process.loops[level..<deepest].reduce(1) { $0 * max(1, Int($1.count.value(names))) }
    }
    let (filling, emptying) = (parts(writer), parts(reader))
    let tile = filling * emptying
    full = TimedStream(
      name: "full \(buffer.name)",
      depth: StreamCapacity(tokens: 3 * tile, perWrite: emptying, perRead: filling))
    free = TimedStream(
      name: "free \(buffer.name)",
      depth: StreamCapacity(
        tokens: 3 * tile, initial: 2 * tile, perWrite: filling, perRead: emptying))
  }

  /// How a process takes part, with `full` as the number of that stream and `free` behind it; `nil`
  /// when it does not.
  func access(of process: Process, full: Int) -> TimedProcess.Tile? {
    let isFilling = process.fills(buffer)
    guard isFilling || process.empties(buffer) else { return nil }
    return TimedProcess.Tile(
      level: Self.deepest(in: process, buffers), taken: isFilling ? full + 1 : full,
      given: isFilling ? full : full + 1)
  }

  /// The number of loops down to the one whose turns are tiles.
  private static func level(of buffer: Buffer, in process: Process) -> Int {
    process.loops.firstIndex { $0.counter == buffer.handover }.map { $0 + 1 } ?? 0
  }

  private static func deepest(in process: Process, _ buffers: [Buffer]) -> Int {
    buffers.filter { process.fills($0) || process.empties($0) }
      .map { level(of: $0, in: process) }.max() ?? 0
  }
}
