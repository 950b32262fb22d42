import KernelIR
import Specs
import TestSupport

@testable import DataflowModel
@testable import KernelIR

extension RandomGraph {
  /// A reader, a writer, a copy or a chain with passes, over enough beats that its state comes back.
  static func addLongUnit(to graph: inout DataflowGraph, _ random: inout SeededGenerator) {
    let accesses = UInt32.random(in: 500...4000, using: &random)
    let beats = UInt32.random(in: 1...4, using: &random)
    let lanes = 1 << Int.random(in: 2...4, using: &random)
    let loops = [LoopLevel("i", .constant(accesses)), LoopLevel("b", .constant(beats))]
    let index = address(beats, &random)
    let load = process(
      "load", loops,
      [
        .load(array: "in", index: index, into: "x"),
        .write(stream: "s0", value: "x", when: .always),
      ], &random)
    let store = process(
      "store", loops,
      [
        .read(stream: "s1", into: "x", when: .always),
        .store(array: "out", index: index, value: "x"),
      ], &random)
    let middle = stage(accesses * beats, &random)
    let unit = program(lanes: lanes, [load, middle, store], &random)
    func some() -> [Int] {
      Int.random(in: 0...2, using: &random) > 0
        ? [Int.random(in: 0..<graph.channels.count, using: &random)]
        : Array(graph.channels.indices)
    }
    graph.add(
      unit.processes, of: unit, names: [:], channelsOfPort: ["p0": some(), "p1": some()])
  }

  /// Goes over every tile a few times, or gives back some tiles later.
  private static func stage(_ beats: UInt32, _ random: inout SeededGenerator) -> Process {
    let tiles: [UInt32] = [1, 2, 5, 10].filter { beats % $0 == 0 }
    let tile = tiles.randomElement(using: &random) ?? 1
    let turns = beats / tile
    if Int.random(in: 0..<3, using: &random) == 0 {
      let most = Bool.random(using: &random) ? 20 : turns + 20
      let lag = UInt32.random(in: 0...most, using: &random)
      return process(
        "stage", laggingLoops(turns, lag, tile), lagging(turns, lag, from: "s0", to: "s1"),
        &random)
    }
    let passes = UInt32.random(in: 1...3, using: &random)
    let loops = [
      LoopLevel("tile", .constant(turns)), LoopLevel("pass", .constant(passes)),
      LoopLevel("beat", .constant(tile)),
    ]
    return process(
      "stage", loops,
      [
        .read(stream: "s0", into: "x", when: .first("pass")),
        .write(stream: "s1", value: "x", when: .last("pass")),
      ], &random)
  }

  private static func process(
    _ name: String, _ loops: [LoopLevel], _ body: [Statement], _ random: inout SeededGenerator
  ) -> Process {
    Process(
      name: name, loops: loops, initiationInterval: Int.random(in: 1...3, using: &random),
      depth: Int.random(in: 1...40, using: &random), body: body)
  }

  private static func program(
    lanes: Int, _ processes: [Process], _ random: inout SeededGenerator
  ) -> KernelProgram {
    let burst = Int.random(in: 1...64, using: &random)
    let outstanding = Int.random(in: 1...12, using: &random)
    return KernelProgram(
      name: "random", elementType: .i32, sizes: [], scalars: [],
      ports: ["p0", "p1"].map {
        MemoryPort(name: $0, bits: lanes * 32, burstBeats: burst, outstanding: outstanding)
      },
      arrays: [
        MemoryArray(name: "in", port: "p0", isWritten: false, lanes: lanes),
        MemoryArray(name: "out", port: "p1", isWritten: true, lanes: lanes),
      ],
      streams: ["s0", "s1"].map {
        Stream(name: $0, lanes: lanes, depth: Int.random(in: 1...20, using: &random))
      },
      buffers: [], regions: [.dataflow(processes)])
  }

  /// Sequential, strided, strided within a small range, or the same place again and again.
  private static func address(
    _ beats: UInt32, _ random: inout SeededGenerator
  ) -> IndexExpression {
    let stride: IndexExpression = .constant(UInt32.random(in: 0...300, using: &random))
    let start: IndexExpression = .constant(UInt32.random(in: 0...5000, using: &random))
    let power: IndexExpression = .constant(1 << UInt32.random(in: 0...9, using: &random))
    let mask: IndexExpression = .constant((1 << UInt32.random(in: 3...12, using: &random)) - 1)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .counter("i") * .constant(beats) + .counter("b") + start
    case 1: return .counter("i") * stride + .counter("b")
    case 2: return .counter("i") * power + .counter("b")
    case 3: return .and(.counter("i") * stride, mask) + .counter("b") + start
    default: return .and(.counter("i") * power, mask) + .counter("b")
    }
  }
}
