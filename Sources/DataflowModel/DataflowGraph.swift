import KernelIR
import Specs

/// One direction of an AXI port as a process uses it.
struct PortPlan {
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

  /// The channel that holds a byte of the port's array.
  func channel(of byte: Int) -> Int {
    channels.count == 1 ? channels[0] : channels[byte / max(1, channelBytes) % channels.count]
  }
}

/// The processes of one region for all compute units that share channels, ready to be timed.
struct DataflowGraph {
  /// Processes of all units, unit by unit.
  var processes: [TimedProcess] = []
  /// Names and capacities of the streams.
  var streams: [Stream] = []
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
    streams += program.streams
    for process in processes {
      var timed = TimedProcess(process, streams: indices, names: names)
      for statement in process.body {
        addPort(statement, process, program, names, channelsOfPort, to: &timed)
      }
      self.processes.append(timed)
    }
  }

  private mutating func addPort(
    _ statement: Statement, _ process: Process, _ program: KernelProgram,
    _ names: [String: UInt32], _ channelsOfPort: [String: [Int]], to timed: inout TimedProcess
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
    let beatBytes = max(1, array.lanes * program.elementType.bytes)
    var own = timing
    own.beatBytes = beatBytes
    let bursts = BurstSequence(
      index: index, loops: process.loops, names: names, burstBeats: port.burstBeats,
      beatBytes: beatBytes)
    let plan = PortPlan(
      bursts: bursts, outstanding: port.outstanding, timing: own,
      channels: channelsOfPort[port.name] ?? [0], channelBytes: channelBytes)
    if array.isWritten {
      timed.stores.append(writePorts.count)
      writePorts.append(plan)
    } else {
      timed.loads.append(readPorts.count)
      readPorts.append(plan)
    }
  }
}
