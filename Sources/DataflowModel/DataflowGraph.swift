import KernelIR
import Specs

/// The processes of one region for all compute units that share channels, ready to be timed.
struct DataflowGraph {
  /// Processes of all units, unit by unit.
  var processes: [TimedProcess] = []
  /// Capacity of every stream.
  var streams: [Int] = []
  /// Read ports with their bursts.
  var readPorts: [ReadPortState] = []
  /// Write ports with their bursts.
  var writePorts: [WritePortState] = []
  /// Number of channels that the ports refer to.
  var channels = 0
  /// Timing of every channel.
  let timing: ChannelTiming
  /// Beats of one channel when a port spreads over several: consecutive parts of its array.
  var beatsPerChannel = 1

  init(timing: ChannelTiming) { self.timing = timing }

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
    streams += program.streams.map(\.depth)
    for process in processes {
      var timed = TimedProcess(process, streams: indices, names: names)
      for statement in process.body {
        addPort(
          statement, process, program, names, channelsOfPort, loads: &timed.loads,
          stores: &timed.stores)
      }
      self.processes.append(timed)
    }
  }

  private mutating func addPort(
    _ statement: Statement, _ process: Process, _ program: KernelProgram,
    _ names: [String: UInt32], _ channelsOfPort: [String: [Int]], loads: inout [Int],
    stores: inout [Int]
  ) {
    let name: String
    let index: IndexExpression
    switch statement {
    case .load(let array, let place, _): (name, index) = (array, place)
    case .store(let array, let place, _): (name, index) = (array, place)
    default: return
    }
    guard let array = program.arrays.first(where: { $0.name == name }),
      let port = program.port(of: array)
    else { return }
    let bursts = BurstSequence(
      index: index, loops: process.loops, names: names, burstBeats: port.burstBeats,
      beatBytes: array.lanes * program.elementType.bytes)
    let reached = channelsOfPort[port.name] ?? [0]
    if array.isWritten {
      stores.append(writePorts.count)
      writePorts.append(
        WritePortState(bursts: bursts, outstanding: port.outstanding, channels: reached))
    } else {
      loads.append(readPorts.count)
      readPorts.append(
        ReadPortState(bursts: bursts, outstanding: port.outstanding, channels: reached))
    }
  }
}
