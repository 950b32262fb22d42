import Runners
import Specs
import Testing

@testable import Validation

@Suite("Measured latencies on the model")
struct LatencyFactTests {
  private func latency(_ memory: String, _ clock: Int, _ bits: Int, _ page: String) throws -> Double
  {
    var fact = ValidationFact()
    (fact.board, fact.kernel, fact.quantity, fact.value) = (
      "u280", "pointer-chase", .readLatencySeconds, 1
    )
    fact.values = [
      .memory: memory, .clock: "\(clock) MHz", .portBits: "\(bits)", .page: page,
    ]
    let validator = try Validator(facts: [fact], catalog: .ofSources())
    let result = validator.result(of: fact)
    #expect(result.status == .ok, "\(result.reason)")
    return try #require(result.predicted)
  }

  /// tRCD and tRP of 17 cycles of 1.2 GHz, 13 of 0.9 GHz; every answer waits for an edge of the port.
  @Test(
    "Opening a row costs tRCD more than a hit, closing another before it tRP more",
    arguments: [("ddr", 300, 512, 17 / 1.2e9), ("hbm", 450, 256, 13 / 0.9e9)])
  func states(memory: String, clock: Int, bits: Int, step: Double) throws {
    let cycle = 1 / (Double(clock) * 1e6)
    let hit = try latency(memory, clock, bits, "hit")
    let closed = try latency(memory, clock, bits, "closed")
    let miss = try latency(memory, clock, bits, "miss")
    #expect(abs(closed - hit - step) <= cycle)
    #expect(abs(miss - closed - step) <= cycle)
  }

  @Test("A hit takes what was measured at the port, up to two cycles of it")
  func hit() throws {
    #expect(abs(try latency("ddr", 300, 512, "hit") - 73.3e-9) < 2 / 300e6)
    #expect(abs(try latency("hbm", 450, 256, "hit") - 106.7e-9) < 2 / 450e6)
  }

  @Test("Every shipped idle latency is predicted within 5 %")
  func shipped() throws {
    let facts = try ShippedFactsTests.facts().filter { $0.quantity == .readLatencySeconds }
    #expect(facts.count >= 6)
    let validator = try Validator(facts: facts, catalog: .ofSources())
    for fact in facts {
      let error = try #require(validator.result(of: fact).errorPercent)
      #expect(abs(error) < 5, "\(fact.id): \(error) %")
    }
  }
}
