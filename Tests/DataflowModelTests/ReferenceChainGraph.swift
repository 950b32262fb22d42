import Quantities
import ReferenceChain
import Specs
import TestSupport

@testable import DataflowModel
@testable import KernelIR

extension ChainParameters {
  /// The same chain as a graph of the model.
  var graph: DataflowGraph {
    let clock = Frequency.megahertz(300)
    let timing = FlatMemory.Timing(
      pace: pace, pausePeriod: pausePeriod, pauseLength: pauseLength, queue: queue)
    var graph = DataflowGraph(
      channels: [ChannelPlan(memory: .flat(timing), portPace: portPace)],
      ratio: ClockRatio(kernel: clock, memory: clock),
      timing: PortTiming(
        beatBytes: 64, requestInterval: requestInterval, requestLatency: requestLatency,
        returnLatency: returnLatency, writeBuffers: writeBuffers,
        responseLatency: responseLatency, writeGap: writeGap, crossingLead: nil),
      channelBytes: 1 << 34, transactionBytes: 64)
    graph.add(processes, of: program, names: [:], channelsOfPort: ["p0": [0], "p1": [0]])
    return graph
  }

  private var processes: [Process] {
    let index = IndexExpression.counter("i") + .constant(UInt32(clamping: base))
    return [
      process(
        "load", load,
        [
          .load(array: "in", index: index, into: "x"),
          .write(stream: "first", value: "x", when: .always),
        ]),
      process(
        "compute", compute,
        [
          .read(stream: "first", into: "x", when: .always),
          .write(stream: "second", value: "x", when: .always),
        ]),
      process(
        "store", store,
        [
          .read(stream: "second", into: "x", when: .always),
          .store(array: "out", index: index, value: "x"),
        ]),
    ]
  }

  private func process(_ name: String, _ pipeline: Pipeline, _ body: [Statement]) -> Process {
    Process(
      name: name, loops: [LoopLevel("i", .constant(UInt32(clamping: beats)))],
      initiationInterval: pipeline.interval, depth: pipeline.depth, body: body)
  }

  private var program: KernelProgram {
    KernelProgram(
      name: "chain", elementType: .i32, sizes: [], scalars: [],
      ports: ["p0", "p1"].map {
        MemoryPort(name: $0, bits: 512, burstBeats: burstBeats, outstanding: outstanding)
      },
      arrays: [
        MemoryArray(name: "in", port: "p0", isWritten: false, lanes: 16),
        MemoryArray(name: "out", port: "p1", isWritten: true, lanes: 16),
      ],
      streams: [
        Stream(name: "first", lanes: 16, depth: firstDepth),
        Stream(name: "second", lanes: 16, depth: secondDepth),
      ],
      buffers: [], regions: [.dataflow(processes)])
  }

  /// A chain of a seed: usually 32 stages, each limit tight in some seeds and loose in others. In
  /// half of them the memory is fast and bursts are long, so that kernel and FIFOs are the limit.
  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    self.init()
    func pick(_ choices: ClosedRange<Int>...) -> Int {
      Int.random(in: choices.randomElement(using: &random) ?? 1...1, using: &random)
    }
    beats = pick(1...40, 100...300, 300...400)
    base = pick(0...0, 0...1000)
    burstBeats = pick(1...4, 5...64, 64...64)
    outstanding = pick(1...2, 1...2, 3...16)
    requestInterval = pick(1...1, 1...9, 8...15)
    requestLatency = pick(1...3, 4...40)
    returnLatency = pick(1...3, 4...40)
    writeBuffers = pick(1...1, 2...4)
    responseLatency = pick(1...3, 4...40)
    writeGap = pick(0...0, 0...8, 4...40)
    load = Pipeline(depth: pick(1...4, 5...16), interval: pick(1...1, 1...4))
    firstDepth = pick(1...2, 1...2, 3...64)
    compute = Pipeline(depth: pick(32...32, 32...32, 1...64), interval: pick(1...1, 1...5))
    secondDepth = pick(1...2, 1...2, 3...64)
    store = Pipeline(depth: pick(1...4, 5...16), interval: pick(1...1, 1...4))
    if seed % 2 == 0 {
      burstBeats = pick(16...64)
      outstanding = pick(1...2)
      writeGap = pick(0...0, 4...4)
      load.interval = 1
      compute.interval = pick(1...1, 1...2)
      store.interval = 1
    } else {
      pace = pick(4096...4096, 4097...8192, 8192...65_536)
      portPace = pick(4096...4096, 4097...12_000)
      pausePeriod = pick(0...0, 50...300, 300...2000)
      pauseLength = pausePeriod == 0 ? 0 : Int.random(in: 1..<pausePeriod / 2, using: &random)
      queue = pick(1...3, 4...64)
    }
  }
}
