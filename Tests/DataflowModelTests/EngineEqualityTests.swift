import KernelIR
import TestSupport
import Testing

@testable import DataflowModel

@Suite("Engine against oracle")
struct EngineEqualityTests {
  @Test("The engine takes exactly as many cycles as the stepped oracle", arguments: 0..<10)
  func equalCycles(block: Int) throws {
    for seed in (block * 30)..<(block * 30 + 30) {
      var random = SeededGenerator(seed: UInt64(seed))
      let graph = RandomGraph.graph(&random)
      var oracle = SteppedOracle(graph)
      let expected = oracle.run(limit: 200_000)
      var engine = DataflowEngine(graph)
      let found = try? engine.run()
      #expect(found == expected, "seed \(seed)")
    }
  }
}
