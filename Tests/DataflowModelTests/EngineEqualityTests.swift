import Foundation
import KernelIR
import TestSupport
import Testing

@testable import DataflowModel

@Suite("Engine against oracle")
struct EngineEqualityTests {
  /// Blocks of 30 seeds: 300 graphs, or 2400 where EXHAUSTIVE_TESTS is set (use a release build).
  private static let blocks =
    ProcessInfo.processInfo.environment["EXHAUSTIVE_TESTS"] == nil ? 0..<10 : 0..<80

  @Test("The engine takes exactly as many cycles as the stepped oracle", arguments: blocks)
  func equalCycles(block: Int) throws {
    for seed in (block * 30)..<(block * 30 + 30) {
      var random = SeededGenerator(seed: UInt64(seed))
      let graph = RandomGraph.graph(&random)
      var oracle = SteppedOracle(graph)
      let expected = oracle.run(limit: 200_000)
      var engine = DataflowEngine(graph)
      let found = try? engine.run()
      #expect(expected != nil, "seed \(seed) does not end")
      #expect(found == expected, "seed \(seed)")
    }
  }
}
