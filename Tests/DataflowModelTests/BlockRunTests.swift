import Foundation
import KernelIR
import TestSupport
import Testing

@testable import DataflowModel

@Suite("Blocks that repeat")
struct BlockRunTests {
  /// Groups of 5 seeds: 35 graphs, or 2500 where EXHAUSTIVE_TESTS is set (use a release build).
  /// Groups 22 and 163 have guards that change far from where they did before; group 263 has writes that wait while their array runs over the end of its channel.
  private static let groups =
    ProcessInfo.processInfo.environment["EXHAUSTIVE_TESTS"] == nil
    ? [0, 1, 2, 3, 22, 163, 263] : Array(0..<500)

  @Test("Skipping takes exactly as many cycles as running every event", arguments: groups)
  func equalCycles(group: Int) throws {
    for seed in (group * 5)..<(group * 5 + 5) {
      var random = SeededGenerator(seed: UInt64(seed) &+ 1_000_000)
      let graph = RandomGraph.longGraph(&random)
      var engine = DataflowEngine(graph)
      let expected = try engine.run()
      var run = BlockRun(graph)
      let found = try run.run()
      #expect(found == expected, "seed \(seed): \(run.effort)")
    }
  }

  @Test("The short random graphs of the oracle take as many cycles", arguments: groups)
  func equalShortCycles(group: Int) throws {
    for seed in (group * 5)..<(group * 5 + 5) {
      var random = SeededGenerator(seed: UInt64(seed))
      let graph = RandomGraph.graph(&random)
      var engine = DataflowEngine(graph)
      let expected = try engine.run()
      var run = BlockRun(graph)
      #expect(try run.run() == expected, "seed \(seed): \(run.effort)")
    }
  }
}
