import Quantities
import Specs
import TestSupport
import Testing

@testable import DataflowModel
@testable import KernelIR

@Suite("Dataflow engine")
struct DataflowEngineTests {
  @Test("A pipeline alone takes (n − 1) · II + depth cycles", arguments: [1, 2, 5], [1, 7, 40])
  func lonePipeline(interval: Int, depth: Int) throws {
    let process = Self.process("p", count: 100, interval: interval, depth: depth)
    #expect(try Self.cycles([process], streams: []) == 99 * interval + depth)
  }

  @Test("A chain takes the slowest interval n times plus the fill of all stages")
  func chain() throws {
    let processes = [
      Self.process("a", count: 1000, depth: 3, writes: ["x"]),
      Self.process("b", count: 1000, interval: 2, depth: 10, reads: ["x"], writes: ["y"]),
      Self.process("c", count: 1000, depth: 4, reads: ["y"]),
    ]
    let streams = [Stream(name: "x", lanes: 1, depth: 4), Stream(name: "y", lanes: 1, depth: 4)]
    // a writes in cycle 3, b reads in 4; b's last start is 2 · 999 later, its write 10 after that;
    // c reads one cycle later and needs 4 more.
    #expect(try Self.cycles(processes, streams: streams) == 3 + 1 + 2 * 999 + 10 + 1 + 4)
  }

  @Test("Deeper streams never make a chain slower", arguments: 0..<30)
  func deeperStreams(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let stages = Int.random(in: 2...5, using: &random)
    let processes = (0..<stages).map { index in
      Self.process(
        "p\(index)", count: 200, interval: Int.random(in: 1...3, using: &random),
        depth: Int.random(in: 1...20, using: &random), reads: index > 0 ? ["s\(index)"] : [],
        writes: index < stages - 1 ? ["s\(index + 1)"] : [])
    }
    func cycles(_ depth: Int) throws -> Int {
      let streams = (1..<stages).map { Stream(name: "s\($0)", lanes: 1, depth: depth) }
      return try Self.cycles(processes, streams: streams)
    }
    var last = Int.max
    for depth in [1, 2, 3, 8, 64] {
      let found = try cycles(depth)
      #expect(found <= last, "depth \(depth): \(found) cycles, shallower: \(last)")
      last = found
    }
  }

  @Test("Passes without input or output are skipped as a whole and still counted")
  func passes() throws {
    let compute = Process(
      name: "compute",
      loops: [
        LoopLevel("turn", .constant(2)), LoopLevel("pass", .constant(5)),
        LoopLevel("beat", .constant(100)),
      ],
      initiationInterval: 1, depth: 20,
      body: [
        .read(stream: "x", into: "v", when: .first("pass")),
        .write(stream: "y", value: "v", when: .last("pass")),
      ])
    let processes = [
      Self.process("a", count: 200, depth: 1, writes: ["x"]), compute,
      Self.process("c", count: 200, depth: 1, reads: ["y"]),
    ]
    let streams = [Stream(name: "x", lanes: 1, depth: 2), Stream(name: "y", lanes: 1, depth: 2)]
    // First read in cycle 2; 1000 iterations without a gap; the last leaves 20 later.
    #expect(try Self.cycles(processes, streams: streams) == 2 + 999 + 20 + 1 + 1)
  }

  @Test("Processes that wait for each other are an error that names them")
  func deadlock() {
    let processes = [
      Self.process("first", count: 3, depth: 1, reads: ["y"], writes: ["x"]),
      Self.process("second", count: 3, depth: 1, reads: ["x"], writes: ["y"]),
    ]
    let streams = [Stream(name: "x", lanes: 1, depth: 2), Stream(name: "y", lanes: 1, depth: 2)]
    let error = #expect(throws: DesignError.self) {
      try Self.cycles(processes, streams: streams)
    }
    #expect(error?.description.contains("first, second wait for each other") == true)
  }

  private static func process(
    _ name: String, count: UInt32, interval: Int = 1, depth: Int, reads: [String] = [],
    writes: [String] = []
  ) -> Process {
    Process(
      name: name, loops: [LoopLevel("i", .constant(count))], initiationInterval: interval,
      depth: depth,
      body: reads.map { .read(stream: $0, into: "v", when: .always) }
        + writes.map { .write(stream: $0, value: "v", when: .always) })
  }

  private static func cycles(_ processes: [Process], streams: [Stream]) throws -> Int {
    let program = KernelProgram(
      name: "test", elementType: .i32, sizes: [], scalars: [], ports: [], arrays: [],
      streams: streams, buffers: [], regions: [.dataflow(processes)])
    let memory = try Shipped.catalog.board("u280").memories[0].device
    let front = MemoryFront(memory: memory, clock: .megahertz(300), isMixed: false)
    var graph = DataflowGraph(
      channels: [front.channel], ratio: front.ratio, timing: front.timing, channelBytes: 1 << 28,
      transactionBytes: front.transactionBytes)
    graph.add(processes, of: program, names: [:], channelsOfPort: [:])
    var engine = DataflowEngine(graph)
    return try engine.run()
  }
}
