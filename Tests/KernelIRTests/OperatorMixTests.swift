import Quantities
import RooflineModel
import Specs
import Testing

@testable import KernelIR

@Suite("Mixes of operator implementations")
struct OperatorMixTests {
  @Test("U250, f64, DSP only at 80 % of whole dies: 223 operators a die, the 536 GFLOP/s of FER")
  func agreesWithFER() throws {
    let board = try Self.wholeDieU250()
    let compute = TheoreticalLimits(board: board).ceilings.first {
      $0.kind == .compute(type: "f64", operation: "fma")
    }
    // ⌊0.8 · 3072⌋ / 11 = 223 whole operators on each of 4 dies; FER does not round them down.
    let rate = try #require(compute?.estimate.value)
    #expect(rate == 4 * 223 * 2 * 300e6)
    #expect(abs(rate / 536e9 - 1) < 0.002)
  }

  /// 3072 DSP in each of 4 regions, multiply 8 DSP, add 3 DSP, nothing else.
  private static func wholeDieU250() throws -> BoardSpec {
    var board = try ShippedSpecs.board("u250")
    for index in board.regions.indices {
      board.regions[index].resources = ResourceCount(dsp: 3072)
    }
    let source = Provenance(source: "FER", evidence: .assumed)
    board.operators.operators = [(OperatorKind.mul, 8), (.add, 3)].map { operation, dsp in
      OperatorCost(
        operation: operation, type: .f64, implementation: "fulldsp",
        cost: ResourceCount(dsp: dsp), latency: 7, provenance: source)
    }
    #expect(board.regions.count == 4)
    #expect(board.utilisation.limits[.dsp] == 0.8)
    #expect(board.clock.default == .megahertz(300))
    return board
  }

  @Test("On a U280 left-over look-up tables make more f32 operators than DSP slices alone")
  func mixBeatsDSP() throws {
    let board = try ShippedSpecs.board("u280")
    for region in board.regions {
      let budget = board.utilisation.budget(of: region.resources)
      let mixed = OperatorMix(.fma, .f32, table: board.operators, budget: budget)
      let pure = OperatorMix(
        .fma, .f32, table: board.operators, budget: budget,
        isAllowed: OperatorMix.usesOnlyDSP)
      #expect(mixed.count > pure.count)
      #expect(pure.count > 0)
      #expect(pure.bindings.allSatisfy(OperatorMix.usesOnlyDSP))
    }
  }

  @Test(
    "Every board, type and operator has a mix within the budget that leaves no room for one more",
    arguments: ShippedSpecs.boardNames)
  func withinBudget(name: String) throws {
    let board = try ShippedSpecs.board(name)
    for region in board.regions {
      let budget = board.utilisation.budget(of: region.resources)
      for type in ElementType.allCases {
        for arithmetic in ArithmeticOperator.allCases {
          check(arithmetic, type, board.operators, budget)
        }
      }
    }
  }

  private func check(
    _ arithmetic: ArithmeticOperator, _ type: ElementType, _ table: OperatorTable,
    _ budget: ResourceCount
  ) {
    let mix = OperatorMix(arithmetic, type, table: table, budget: budget)
    let used = mix.bindings.reduce(ResourceCount()) { $0 + $1.cost * $1.stages }
    let left = budget - used
    #expect(ResourceKind.allCases.allSatisfy { left[$0] >= 0 }, "\(arithmetic) \(type)")
    let options = StageOptions.combinations(table, arithmetic, type)
    #expect(!options.isEmpty, "\(arithmetic) \(type)")
    for option in options {
      #expect(ResourceKind.allCases.contains { option.cost[$0] > left[$0] })
      let alone =
        ResourceKind.allCases.filter { option.cost[$0] > 0 }
        .map { budget[$0] / option.cost[$0] }.min() ?? 0
      #expect(mix.count >= alone, "\(arithmetic) \(type): one implementation alone gives more")
    }
    #expect(mix.count >= 100 && mix.count <= 100_000, "\(arithmetic) \(type): \(mix.count)")
  }

  @Test("More budget never gives fewer operators")
  func growsWithBudget() throws {
    let table = try ShippedSpecs.board().operators
    var previous = 0
    for step in 0...30 {
      let budget = ResourceCount(lut: step * 7000, ff: step * 11_000, dsp: step * 37)
      let count = OperatorMix(.fma, .f32, table: table, budget: budget).count
      #expect(count >= previous)
      previous = count
    }
    #expect(previous > 0)
  }

  @Test("A mix that is wanted in a number takes that number, with as many DSP slices as fit")
  func cappedMix() throws {
    let table = try ShippedSpecs.board().operators
    let budget = ResourceCount(lut: 300_000, ff: 300_000, dsp: 2000)
    let mix = OperatorMix(.fma, .f32, table: table, budget: budget, width: 16, most: 10)
    #expect(mix.count == 10)
    let options = StageOptions.combinations(table, .fma, .f32)
    let dsp = mix.bindings.reduce(0) { $0 + $1.cost.dsp * $1.stages }
    #expect(dsp == 10 * (options.map(\.cost.dsp).max() ?? 0))
  }

  @Test("A type or operator that the table does not have gives an empty mix")
  func unknownOperator() throws {
    var table = try ShippedSpecs.board().operators
    table.operators.removeAll { $0.type == .f16 }
    let budget = ResourceCount(lut: 300_000, ff: 300_000, dsp: 2000)
    #expect(OperatorMix(.fma, .f16, table: table, budget: budget).count == 0)
  }
}
