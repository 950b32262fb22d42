import Specs
import Testing

@testable import KernelIR

@Suite("Delay lines, vectors side by side, and choices by range")
struct DelayLineTests {
  /// Numbers go through a delay line of `length` words; what comes out is stored with its neighbour.
  private func program(length: Int, value: LaneExpression) -> KernelProgram {
    let count = IndexExpression.size("beats") + .constant(UInt32(length))
    let arrays = ["in", "out"].map {
      MemoryArray(name: $0, port: "gmem0", isWritten: $0 == "out", lanes: 2)
    }
    return KernelProgram(
      name: "delayed", elementType: .i32, sizes: ["beats"], scalars: [],
      ports: [MemoryPort(name: "gmem0", bits: 64, burstBeats: 4, outstanding: 1)], arrays: arrays,
      streams: [
        Stream(name: "fresh", lanes: 2, depth: 4), Stream(name: "late", lanes: 2, depth: 4),
      ],
      buffers: [Buffer(name: "line", lanes: 2, depth: length, storage: .bram)],
      regions: [
        .dataflow([
          process(
            "load", .size("beats"),
            [
              .load(array: "in", index: .counter("beat"), into: "x"),
              .write(stream: "fresh", value: "x", when: .always),
            ]),
          process(
            "delay", count,
            [
              .read(stream: "fresh", into: "x", when: .before("beat", .size("beats"))),
              .delay(buffer: "line", value: "x", into: "old"),
              .join(into: "both", ["old", "x"]),
              .array(
                into: "y", lanes: [LoopLevel("lane", .constant(2))], value, binding: nil),
              .write(
                stream: "late", value: "y", when: .from("beat", .constant(UInt32(length)))),
            ]),
          process(
            "store", .size("beats"),
            [
              .read(stream: "late", into: "x", when: .always),
              .store(array: "out", index: .counter("beat"), value: "x"),
            ]),
        ])
      ])
  }

  private func process(
    _ name: String, _ count: IndexExpression, _ body: [Statement]
  ) -> Process {
    Process(
      name: name, loops: [LoopLevel("beat", count)], initiationInterval: 1, depth: 4, body: body)
  }

  private func output(_ program: KernelProgram, _ input: [UInt32]) throws -> [UInt32] {
    var interpreter = Interpreter<UInt32>(
      program: program, sizes: ["beats": UInt32(input.count / 2)],
      arrays: ["in": input, "out": input.map { _ in 0 }])
    try interpreter.run()
    return interpreter.arrays["out"] ?? []
  }

  @Test(
    "What goes in comes out as many iterations later as the line has words",
    arguments: [1, 2, 5])
  func delay(length: Int) throws {
    let input = (0..<12).map { UInt32($0 * 7 + 1) }
    let same = LaneExpression.lane("both", .counter("lane"))
    #expect(try output(program(length: length, value: same), input) == input)
  }

  @Test("Lanes of vectors side by side are neighbours across their border")
  func neighbours() throws {
    let input: [UInt32] = [1, 2, 3, 4, 5, 6]
    let next = LaneExpression.lane("both", .counter("lane") + .constant(1))
    // The last beat has no successor; its own is still at hand.
    #expect(try output(program(length: 1, value: next), input) == [2, 3, 4, 5, 6, 5])
  }

  @Test("A choice takes its first value where all numbers are in their ranges, and counts as much")
  func choice() throws {
    let own = LaneExpression.lane("both", .counter("lane"))
    let ranges = [
      IndexRange(.counter("beat"), from: .constant(2), before: .size("beats")),
      IndexRange(.counter("lane"), from: .constant(1), before: .constant(2)),
    ]
    let chosen = LaneExpression.select(ranges, .add(own, .constant(100)), own)
    let program = program(length: 1, value: chosen)
    // Beat 2 of the loop puts out beat 1 of the data, and so on.
    #expect(
      try output(program, [1, 2, 3, 4, 5, 6, 7, 8]) == [1, 2, 3, 104, 5, 106, 7, 8])
    #expect(WorkCount(program, sizes: ["beats": 4]).operations == 2)
  }

  @Test("A vector of another width than the line is a broken program")
  func width() throws {
    var program = program(length: 2, value: .lane("both", .counter("lane")))
    program.buffers[0].lanes = 3
    #expect(throws: DesignError.self) { try output(program, [1, 2, 3, 4]) }
  }

  @Test("Turns in ranges are counted as if one after another was looked at")
  func turns() {
    let loops = [
      LoopLevel("row", .size("rows")), LoopLevel("part", .constant(3)),
      LoopLevel("lane", .constant(4)),
    ]
    let cell = IndexExpression.counter("part") * .constant(4) + .counter("lane")
    let turns = RangeTurns(loops: loops, sizes: ["rows": 10])
    let inner = IndexRange(cell, from: .constant(3), before: .constant(9))
    let outer = IndexRange(.counter("row"), from: .constant(2), before: .size("rows"))
    let joint = IndexRange(
      .counter("row") + .counter("lane"), from: .constant(1), before: .constant(3))
    #expect(turns.count([inner, outer]) == (120, 6 * 8))
    #expect(turns.count([joint]) == (40, 5))
    #expect(turns.count([outer, joint]) == (40, 1))
    #expect(turns.count([]) == (1, 1))
  }
}
