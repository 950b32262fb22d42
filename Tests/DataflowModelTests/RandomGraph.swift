import KernelIR
import Quantities
import Specs
import TestSupport

@testable import DataflowModel
@testable import KernelIR

/// Random graphs: chains of processes with streams, guards, ports, shared channels, odd clocks.
enum RandomGraph {
  static func graph(_ random: inout SeededGenerator) -> DataflowGraph {
    var graph = emptyGraph(channelBits: 12...14, &random)
    for _ in 0..<Int.random(in: 1...3, using: &random) { addUnit(to: &graph, &random) }
    return graph
  }

  private static func emptyGraph(
    channelBits: ClosedRange<Int>, _ random: inout SeededGenerator
  ) -> DataflowGraph {
    let clocks = [
      (300.0, 1200.0), (300, 900), (342.23, 1200), (450, 900), (100, 1200), (250, 933.3),
    ]
    let clock = clocks[Int.random(in: 0..<clocks.count, using: &random)]
    let channels = Int.random(in: 1...3, using: &random)
    let memory = plan(&random)
    return DataflowGraph(
      channels: Array(repeating: memory.plan, count: channels),
      ratio: ClockRatio(kernel: .megahertz(clock.0), memory: .megahertz(clock.1)),
      timing: PortTiming(
        beatBytes: 1, requestInterval: Int.random(in: 1...5, using: &random),
        requestLatency: Int.random(in: 1...30, using: &random),
        returnLatency: Int.random(in: 20...40, using: &random),
        writeBuffers: Int.random(in: 1...4, using: &random),
        responseLatency: Int.random(in: 1...40, using: &random),
        writeGap: Int.random(in: 0...5, using: &random),
        crossingLead: Bool.random(using: &random) ? Int.random(in: 0...19, using: &random) : nil),
      channelBytes: 1 << Int.random(in: channelBits, using: &random),
      transactionBytes: memory.bytes)
  }

  /// A graph with enough turns of few patterns that its state comes back.
  static func longGraph(_ random: inout SeededGenerator) -> DataflowGraph {
    var graph = emptyGraph(channelBits: 12...22, &random)
    let units = Int.random(in: 1...2, using: &random)
    for _ in 0..<units { addLongUnit(to: &graph, &random) }
    return graph
  }

  /// A flat memory, or one of the shipped devices, with the bytes of a transaction.
  private static func plan(
    _ random: inout SeededGenerator
  ) -> (plan: ChannelPlan, bytes: Int) {
    let pace = Int.random(in: 4096...16_000, using: &random)
    let name = ["u280", "u200"].randomElement(using: &random) ?? "u280"
    let device = try? Shipped.catalog.board(name).memories[0].device
    if Bool.random(using: &random), let device, let dram = device.dram {
      let isSlow = pace.isMultiple(of: 3)
      return (
        ChannelPlan(
          memory: .dram(dram), portPace: pace, writePace: isSlow ? pace + pace / 4 : nil),
        device.transactionBytes
      )
    }
    let timing = FlatMemory.Timing(
      pace: Int.random(in: 2000...30_000, using: &random),
      pausePeriod: Bool.random(using: &random) ? Int.random(in: 200...900, using: &random) : 0,
      pauseLength: Int.random(in: 1...100, using: &random),
      queue: Int.random(in: 1...40, using: &random))
    return (
      ChannelPlan(memory: .flat(timing), portPace: pace), Bool.random(using: &random) ? 32 : 64
    )
  }

  /// load → stages → store over tiles with passes, as the roofline kernel, sizes at random.
  private static func addUnit(to graph: inout DataflowGraph, _ random: inout SeededGenerator) {
    let turns = UInt32.random(in: 1...4, using: &random)
    let beats = UInt32.random(in: 1...60, using: &random)
    let lanes = 1 << Int.random(in: 0...4, using: &random)
    let loops = [LoopLevel("turn", .constant(turns)), LoopLevel("beat", .constant(beats))]
    let index = address(beats, &random)
    var stages = [process("load", loops, &random)]
    stages[0].body = [
      .load(array: "in", index: index, into: "x"), .write(stream: "s0", value: "x", when: .always),
    ]
    let middle = Int.random(in: 0...2, using: &random)
    for number in 0..<middle { stages.append(stage(number, turns, beats, &random)) }
    var store = process("store", loops, &random)
    store.body = [
      .read(stream: "s\(middle)", into: "x", when: .always),
      .store(array: "out", index: index, value: "x"),
    ]
    stages.append(store)
    let handsOver = middle == 0 && Bool.random(using: &random)
    if handsOver { passTiles(&stages) }
    let burst = Int.random(in: 1...64, using: &random)
    let outstanding = Int.random(in: 1...12, using: &random)
    let program = KernelProgram(
      name: "random", elementType: .i32, sizes: [], scalars: [],
      ports: ["p0", "p1"].map {
        MemoryPort(name: $0, bits: lanes * 32, burstBeats: burst, outstanding: outstanding)
      },
      arrays: [
        MemoryArray(name: "in", port: "p0", isWritten: false, lanes: lanes),
        MemoryArray(name: "out", port: "p1", isWritten: true, lanes: lanes),
      ],
      streams: (0...middle).map {
        Stream(name: "s\($0)", lanes: lanes, depth: Int.random(in: 1...20, using: &random))
      },
      buffers: handsOver ? [tile] : [], regions: [.dataflow(stages)])
    func some() -> [Int] {
      Bool.random(using: &random)
        ? [Int.random(in: 0..<graph.channels.count, using: &random)]
        : Array(graph.channels.indices)
    }
    let reached = ["p0": some(), "p1": some()]
    graph.add(stages, of: program, names: [:], channelsOfPort: reached)
  }

  private static let tile = Buffer(
    name: "tile", lanes: 1, depth: 64, storage: .bram, handover: "turn")

  /// A ping-pong buffer between load and store instead of a stream.
  private static func passTiles(_ stages: inout [Process]) {
    let place = LanePlace(
      lanes: [LoopLevel("lane", .constant(1))], word: .counter("beat"), bank: .constant(0))
    stages[0].body[1] = .scatter(buffer: "tile", place: place, value: "x")
    stages[1].body[0] = .gather(buffer: "tile", place: place, into: "x", when: .always)
  }

  private static func address(
    _ beats: UInt32, _ random: inout SeededGenerator
  ) -> IndexExpression {
    switch Int.random(in: 0..<3, using: &random) {
    case 0: .counter("turn") * .constant(beats) + .counter("beat")
    case 1:
      .counter("turn") * .constant(UInt32.random(in: 1...500, using: &random)) + .counter("beat")
    default:
      .and(.scrambled(.counter("turn") * .constant(beats) + .counter("beat")), .constant(1023))
    }
  }

  private static func process(
    _ name: String, _ loops: [LoopLevel], _ random: inout SeededGenerator
  ) -> Process {
    Process(
      name: name, loops: loops, initiationInterval: Int.random(in: 1...3, using: &random),
      depth: Int.random(in: 1...40, using: &random), body: [])
  }

  static func laggingLoops(_ turns: UInt32, _ lag: UInt32, _ beats: UInt32) -> [LoopLevel] {
    [LoopLevel("turn", .constant(turns + lag)), LoopLevel("beat", .constant(beats))]
  }

  /// Takes from one stream and gives to another some turns later, as a stencil does. With a lag of
  /// more turns than there are, nothing is touched in between.
  static func lagging(
    _ turns: UInt32, _ lag: UInt32, from input: String, to output: String
  ) -> [Statement] {
    [
      .read(stream: input, into: "x", when: .before("turn", .constant(turns))),
      .write(stream: output, value: "x", when: .from("turn", .constant(lag))),
    ]
  }

  private static func stage(
    _ number: Int, _ turns: UInt32, _ beats: UInt32, _ random: inout SeededGenerator
  ) -> Process {
    if Int.random(in: 0..<3, using: &random) == 0 {
      let lag = UInt32.random(in: 0...(turns + 1), using: &random)
      var stage = process("stage\(number)", laggingLoops(turns, lag, beats), &random)
      stage.body = lagging(turns, lag, from: "s\(number)", to: "s\(number + 1)")
      return stage
    }
    let passes = UInt32.random(in: 1...4, using: &random)
    let loops = [
      LoopLevel("turn", .constant(turns)), LoopLevel("pass", .constant(passes)),
      LoopLevel("beat", .constant(beats)),
    ]
    if Int.random(in: 0..<3, using: &random) == 0 { return delay(number, turns, beats, &random) }
    var stage = process("stage\(number)", loops, &random)
    stage.body = [
      .read(stream: "s\(number)", into: "x", when: .first("pass")),
      .write(stream: "s\(number + 1)", value: "x", when: .last("pass")),
    ]
    return stage
  }

  /// A stage that passes every token on a turn later.
  private static func delay(
    _ number: Int, _ turns: UInt32, _ beats: UInt32, _ random: inout SeededGenerator
  ) -> Process {
    let loops = [LoopLevel("turn", .constant(turns + 1)), LoopLevel("beat", .constant(beats))]
    var stage = process("delay\(number)", loops, &random)
    stage.body = [
      .read(stream: "s\(number)", into: "x", when: .before("turn", .constant(turns))),
      .write(stream: "s\(number + 1)", value: "x", when: .notFirst("turn")),
    ]
    return stage
  }
}
