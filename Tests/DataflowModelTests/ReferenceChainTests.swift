import Foundation
import ReferenceChain
import Testing

@testable import DataflowModel

@Suite("Reference chain")
struct ReferenceChainTests {
  private static let limit = 200_000
  private static let sets = (0..<48).map { ChainParameters(seed: $0) }

  @Test(
    "RTL, both steppers and the engine take the same cycles",
    .enabled(if: VerilatedChain.verilator != nil, "there is no verilator in PATH"))
  func equalToRTL() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-chain-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let rtl = try VerilatedChain(in: folder, width: 64, isFast: false)
    let found = try rtl.run(Self.sets, limit: Self.limit)
    for (set, cycles) in zip(Self.sets, found) {
      let expected = try #require(cycles, "the RTL does not end, or writes wrong data: \(set)")
      var stepped = SteppedChain(set)
      #expect(stepped.run(limit: Self.limit) == expected, "counters: \(set)")
      var oracle = SteppedOracle(set.graph)
      #expect(oracle.run(limit: Self.limit) == expected, "oracle: \(set)")
      var engine = DataflowEngine(set.graph)
      #expect(try engine.run() == expected, "engine: \(set)")
    }
  }

  @Test("The chain of counters takes the cycles of the oracle", arguments: 100..<140)
  func equalToOracle(seed: UInt64) {
    let set = ChainParameters(seed: seed)
    var oracle = SteppedOracle(set.graph)
    let expected = oracle.run(limit: Self.limit)
    var stepped = SteppedChain(set)
    #expect(stepped.run(limit: Self.limit) == expected)
    #expect(expected != nil)
  }

  @Test("A chain without limits takes its latencies and a cycle per beat")
  func closedForm() {
    var set = ChainParameters()
    set.beats = 64
    set.burstBeats = 64
    set.writeGap = 0
    var stepped = SteppedChain(set)
    // Asked in 0, at the memory in 10, its first beat at the port 1 + 30 later, 64 in all: the load
    // takes the last one in 104. 2, 1, 32, 1 and 2 cycles later it is in the write port, and the
    // burst is full a cycle later. Its last beat leaves 63 after the first, takes 10 and its
    // response 30.
    #expect(stepped.run(limit: 10_000) == 10 + 31 + 63 + 2 + 1 + 32 + 1 + 2 + 1 + 63 + 10 + 30)
  }
}
