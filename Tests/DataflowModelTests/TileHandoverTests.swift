import Quantities
import Specs
import Testing

@testable import DataflowModel
@testable import KernelIR

@Suite("Ping-pong buffers")
struct TileHandoverTests {
  private func process(_ name: String, beats: UInt32, depth: Int, _ body: [Statement]) -> Process {
    Process(
      name: name,
      loops: [LoopLevel("turn", .constant(5)), LoopLevel("beat", .constant(beats))],
      initiationInterval: 1, depth: depth, body: body)
  }

  private func graph(_ processes: [Process], _ buffers: [Buffer]) throws -> DataflowGraph {
    let board = try Shipped.catalog.board("u280")
    let front = MemoryFront(
      memory: board.memories[0].device, clock: .megahertz(300), isMixed: false)
    var graph = DataflowGraph(
      channels: [front.channel], ratio: front.ratio, timing: front.timing, channelBytes: 1 << 20,
      transactionBytes: front.transactionBytes)
    let program = KernelProgram(
      name: "tiles", elementType: .i32, sizes: [], scalars: [], ports: [], arrays: [],
      streams: [], buffers: buffers, regions: [.dataflow(processes)])
    graph.add(processes, of: program, names: [:], channelsOfPort: [:])
    return graph
  }

  private let place = LanePlace(
    lanes: [LoopLevel("lane", .constant(1))], word: .counter("beat"), bank: .constant(0))

  private func tiles(filling: UInt32, emptying: UInt32) throws -> DataflowGraph {
    try graph(
      [
        process(
          "fill", beats: filling, depth: 4, [.scatter(buffer: "tile", place: place, value: "x")]),
        process(
          "empty", beats: emptying, depth: 7,
          [.gather(buffer: "tile", place: place, into: "x", when: .always)]),
      ],
      [Buffer(name: "tile", lanes: 1, depth: 128, storage: .bram, handover: "turn")])
  }

  @Test("With a slow reader, tiles follow each other at the reader's pace")
  func slowReader() throws {
    let graph = try tiles(filling: 30, emptying: 100)
    var engine = DataflowEngine(graph)
    var oracle = SteppedOracle(graph)
    let cycles = try engine.run()
    // The first tile: 29 beats on, 4 cycles deep, a cycle to hand over; then 5 · 100 beats.
    #expect(cycles == 29 + 4 + 1 + 499 + 7)
    #expect(oracle.run(limit: 10_000) == cycles)
  }

  @Test("With a slow writer, every tile waits for its last beat")
  func slowWriter() throws {
    let graph = try tiles(filling: 100, emptying: 30)
    var engine = DataflowEngine(graph)
    var oracle = SteppedOracle(graph)
    let cycles = try engine.run()
    #expect(cycles == 499 + 4 + 1 + 29 + 7)
    #expect(oracle.run(limit: 10_000) == cycles)
  }

  @Test("A matrix product with tiles of two sizes takes equal cycles in both engines")
  func matrixProduct() throws {
    let board = try Shipped.catalog.board("u280")
    let kernel = try Shipped.catalog.kernel("gemm")
    for (block, array, lanes) in [(16, 4, 16), (16, 2, 4), (32, 4, 16)] {
      var design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
      design.schedule = .overlapped
      design.lanes = lanes
      design.parameters = [.block: block, .array: array]
      let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
      let front = MemoryFront(
        memory: board.memories[0].device, clock: design.clock, isMixed: false)
      var graph = DataflowGraph(
        channels: Array(repeating: front.channel, count: 3), ratio: front.ratio,
        timing: front.timing, channelBytes: 1 << 28, transactionBytes: front.transactionBytes)
      graph.add(
        program.processes, of: program, names: ["rows": 2, "blocks": 3],
        channelsOfPort: ["gmem0": [0], "gmem1": [1], "gmem2": [2]])
      var engine = DataflowEngine(graph)
      var oracle = SteppedOracle(graph)
      let cycles = try engine.run()
      #expect(oracle.run(limit: 1_000_000) == cycles)
    }
  }
}
