import Specs
import TestSupport
import Testing

@testable import KernelIR

@Suite("Stages of multipliers and adders")
struct StagePairsTests {
  /// Multipliers, adders and sometimes native units at random costs.
  private static func options(_ random: inout SeededGenerator) -> [StageBinding] {
    func part(_ operation: OperatorKind, _ number: Int) -> OperatorCost {
      OperatorCost(
        operation: operation, type: .f32, implementation: "\(number)",
        cost: ResourceCount(
          lut: Int.random(in: 0...9, using: &random), ff: Int.random(in: 1...9, using: &random),
          dsp: Int.random(in: 0...4, using: &random)),
        latency: Int.random(in: 1...6, using: &random),
        provenance: Provenance(source: "a test", evidence: .assumed))
    }
    let multipliers = (0..<Int.random(in: 1...3, using: &random)).map { part(.mul, $0) }
    let adders = (0..<Int.random(in: 1...3, using: &random)).map { part(.add, $0) }
    let native = (0..<Int.random(in: 0...1, using: &random)).map { part(.fma, $0) }
    return native.map { StageBinding(stages: 1, multiply: $0, add: nil) }
      + multipliers.flatMap { multiplier in
        adders.map { StageBinding(stages: 1, multiply: multiplier, add: $0) }
      }
  }

  private static func sum(_ stages: [StageBinding], _ of: (StageBinding) -> Int) -> Int {
    stages.reduce(0) { $0 + $1.stages * of($1) }
  }

  @Test("As many stages and DSP slices as the programme over pairs", arguments: 0..<300)
  func equalsPairs(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let options = Self.options(&random)
    let budget = ResourceCount(
      lut: Int.random(in: 0...90, using: &random), ff: Int.random(in: 0...120, using: &random),
      dsp: Int.random(in: 0...40, using: &random))
    let most = Int.random(in: 0...25, using: &random)
    let depth = Int.random(in: 0...100, using: &random)
    let width = Int.random(in: 1...2, using: &random)
    let mix = OperatorMix(of: options, budget: budget, width: width, most: most, depth: depth)

    let costs = options.map { option in
      ResourceKind.allCases.map { option.cost[$0] * width } + [option.latency]
    }
    let program = IntegerProgram(
      values: options.map { _ in 1 }, costs: costs,
      budget: ResourceKind.allCases.map { budget[$0] } + [depth])
    let counts = program.capped(at: most, preferring: options.map(\.cost.dsp)).solve()
    let dsp = zip(options, counts).reduce(0) { $0 + $1.0.cost.dsp * $1.1 }
    #expect(mix.count == counts.reduce(0, +))
    #expect(Self.sum(mix.bindings) { $0.cost.dsp } == dsp)

    #expect(mix.bindings.allSatisfy { $0.stages > 0 })
    #expect(Self.sum(mix.bindings, \.latency) <= depth)
    for kind in ResourceKind.allCases {
      #expect(Self.sum(mix.bindings) { $0.cost[kind] * width } <= budget[kind])
    }
  }

  @Test("Options that lack a pair are no product of multipliers and adders")
  func incomplete() {
    var random = SeededGenerator(seed: 3)
    var options: [StageBinding] = []
    while options.filter({ $0.add != nil }).count < 4 { options = Self.options(&random) }
    #expect(StagePairs(options) != nil)
    options.removeLast()
    #expect(StagePairs(options) == nil)
  }
}
