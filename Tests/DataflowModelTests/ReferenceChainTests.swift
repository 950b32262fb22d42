import Foundation
import ReferenceChain
import Testing

@testable import DataflowModel

@Suite("Reference chain")
struct ReferenceChainTests {
  private static let limit = 200_000
  private static let sets = (0..<64).map { ChainParameters(seed: $0) }

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

  /// What each of these changes by one, so that a set in which it is tight takes other cycles.
  private static let changes: [(name: String, change: @Sendable (inout ChainParameters) -> Void)] =
    [
      ("beats", { $0.beats += 1 }), ("base", { $0.base += 1 }),
      ("burst beats", { $0.burstBeats = $0.burstBeats % 64 + 1 }),
      ("outstanding", { $0.outstanding += 1 }), ("request interval", { $0.requestInterval += 1 }),
      ("request latency", { $0.requestLatency += 1 }),
      ("return latency", { $0.returnLatency += 1 }),
      ("write buffers", { $0.writeBuffers = $0.writeBuffers % 4 + 1 }),
      ("response latency", { $0.responseLatency += 1 }), ("write gap", { $0.writeGap += 1 }),
      ("load depth", { $0.load.depth += 1 }), ("load interval", { $0.load.interval += 1 }),
      ("first FIFO", { $0.firstDepth += 1 }), ("stages", { $0.compute.depth -= 1 }),
      ("interval", { $0.compute.interval += 1 }), ("second FIFO", { $0.secondDepth += 1 }),
      ("store depth", { $0.store.depth += 1 }), ("store interval", { $0.store.interval += 1 }),
      ("pace", { $0.pace += 64 }), ("port pace", { $0.portPace += 64 }),
      ("pause period", { $0.pausePeriod += $0.pausePeriod == 0 ? 0 : 1 }),
      ("pause length", { $0.pauseLength += $0.pauseLength == 0 ? 0 : 1 }),
      ("queue", { $0.queue = max(1, $0.queue - 1) }),
    ]

  @Test("Each parameter decides the cycles of some of the sets", arguments: changes.indices)
  func sensitive(index: Int) {
    let (name, change) = Self.changes[index]
    let moved = Self.sets.filter { $0.compute.depth > 1 }.filter { set in
      var (before, changed) = (SteppedChain(set), set)
      change(&changed)
      var after = SteppedChain(changed)
      return before.run(limit: Self.limit) != after.run(limit: Self.limit)
    }
    #expect(!moved.isEmpty, "\(name)")
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
    // burst is full a cycle later. 64 cycles later the first buffer has it, again 64 later the
    // second one; it takes 10 to the memory, where the last beat enters 63 later, and its response 25.
    #expect(
      stepped.run(limit: 10_000) == 10 + 31 + 63 + 2 + 1 + 32 + 1 + 2 + 1 + 2 * 64 + 10 + 63 + 25)
  }
}
