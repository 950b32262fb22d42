import KernelIR
import Quantities
import Specs
import TestSupport
import Testing

@testable import Runners

@Suite("Filling a device")
struct DeviceFillTests {
  /// A clock that falls with the square of the largest share of the whole board.
  private static func clock(_ board: BoardSpec, slope: Double) -> FillClock {
    @Sendable func cycle(_ share: Double) -> Double { 3.3 + slope * share * share }
    @Sendable func capacity(_ kind: ResourceKind, _ regions: Int) -> Int {
      board.regions.map { $0.resources[kind] }.sorted(by: >).prefix(regions).reduce(0, +)
    }
    return FillClock(
      clock: { total, _, regions, _ in
        let shares = ResourceKind.allCases.map { kind in
          total[kind] == 0 ? 0 : Double(total[kind]) / Double(max(1, capacity(kind, regions)))
        }
        return Frequency(1e9 / cycle(shares.max() ?? 0))
      },
      fastest: { share, _ in Frequency(1e9 / cycle(share)) },
      room: { share, regions in
        var room = ResourceCount()
        for kind in ResourceKind.allCases {
          room[kind] = Int(Double(capacity(kind, regions)) * share)
        }
        return room
      })
  }

  private static func board(limit: Double) throws -> BoardSpec {
    var board = try ShippedSpecs.board("u280")
    for kind in ResourceKind.allCases { board.utilisation.limits[kind] = limit }
    return board
  }

  private static func start(
    _ board: BoardSpec, _ values: [DesignKey: String], kernel: String = "roofline"
  ) throws -> (DesignPoint, KernelSpec) {
    let kernel = try ShippedSpecs.kernel(kernel)
    var builder = DesignBuilder(board: board, kernel: kernel, values: values)
    var design = try builder.job().design
    design.bindings = []
    return (design, kernel)
  }

  /// Every number of units, storage and mix of up to `most` stages.
  private static func bruteForce(_ fill: DeviceFill, _ start: DesignPoint, most: Int) -> Double {
    let options = StageOptions.combinations(
      fill.board.operators, .fma, start.elementType)
    var best = 0.0
    for units in fill.unitCounts.prefix(6) {
      for storage in fill.storages {
        for counts in counts(options.count, most) where counts.contains(where: { $0 > 0 }) {
          var point = fill.point(units: units, lanes: start.lanes)
          point.storage = storage
          point.bindings = zip(options, counts).filter { $0.1 > 0 }.map {
            StageBinding(stages: $0.1, multiply: $0.0.multiply, add: $0.0.add)
          }
          point.chain = counts.reduce(0, +)
          point.tileBeats = LargestDesign.tileBeats(for: point.bindings)
          best = max(best, fill.choice(point)?.rate ?? 0)
        }
      }
    }
    return best
  }

  private static func counts(_ variables: Int, _ most: Int) -> [[Int]] {
    guard variables > 0 else { return [[]] }
    return (0...most).flatMap { own in
      counts(variables - 1, most - own).map { [own] + $0 }
    }
  }

  @Test(
    "The choice is as good as the best of all designs, to the tolerance",
    arguments: [0.0, 40, 4000])
  func exact(_ slope: Double) throws {
    let board = try Self.board(limit: 0.03)
    let (start, kernel) = try Self.start(board, [.type: "f32", .lanes: "4"])
    let fill = DeviceFill(
      board: board, kernel: kernel, start: start, fixed: [.lanes, .type],
      clock: Self.clock(board, slope: slope))
    let best = try #require(fill.best())
    let most = Self.bruteForce(fill, start, most: 5)
    #expect(best.design.chain <= 5, "brute force has to reach as far")
    #expect(best.rate >= most * (1 - DeviceFill.equal))
    #expect(best.rate <= most * (1 + 1e-12))
  }

  /// A board with regions of random sizes and a few ways at random costs to build a stage.
  private static func board(seed: UInt64) throws -> BoardSpec {
    var random = SeededGenerator(seed: seed)
    var board = try ShippedSpecs.board(["u280", "u250", "u50"][Int(seed % 3)])
    for index in board.regions.indices {
      for kind in [ResourceKind.lut, .ff, .dsp] {
        let share = Double.random(in: 0.04...0.06, using: &random)
        board.regions[index].resources[kind] = Int(
          Double(board.regions[index].resources[kind]) * share)
      }
    }
    let kept = [OperatorKind.mul, .add].flatMap { kind in
      board.operators.implementations(of: kind, type: .f32).shuffled(using: &random).prefix(2)
    }
    board.operators.operators = kept.map { cost in
      var cost = cost
      cost.cost.lut += Int.random(in: 0...200, using: &random)
      cost.cost.ff += Int.random(in: 0...300, using: &random)
      cost.latency += Int.random(in: 0...30, using: &random)
      return cost
    }
    return board
  }

  @Test(
    "As good as the best of all designs on boards and with operators at random", arguments: 0..<12)
  func exactAtRandom(seed: UInt64) throws {
    let board = try Self.board(seed: seed)
    let (start, kernel) = try Self.start(
      board, [.type: "f32", .lanes: "4", .memory: "\(board.memories[0].name)"])
    let fill = DeviceFill(
      board: board, kernel: kernel, start: start, fixed: [.lanes, .type, .memory],
      clock: Self.clock(board, slope: Double(seed % 5) * 10))
    let most = Self.bruteForce(fill, start, most: 9)
    let best = try #require(fill.best())
    #expect(
      best.design.chain <= 9 && best.design.computeUnits <= 6, "brute force has to reach as far")
    #expect(best.rate >= most * (1 - DeviceFill.equal))
    #expect(best.rate <= most * (1 + 1e-12))
  }

  @Test(
    "Operators that take one resource or none of it in turn fill a device, too",
    arguments: ["i8", "i16"])
  func noCommonResource(_ type: String) throws {
    let board = try ShippedSpecs.board("u280")
    let (start, kernel) = try Self.start(board, [.type: type])
    let fill = DeviceFill(
      board: board, kernel: kernel, start: start, fixed: [.type], clock: .requested)
    let best = try #require(fill.best())
    let stages = best.design.bindings.map(\.cost)
    #expect(stages.contains { $0.dsp == 0 } && stages.contains { $0.lut == 0 })
  }

  @Test("A chain grows no longer than lowering accepts")
  func longest() throws {
    let board = try ShippedSpecs.board("u250")
    let values: [DesignKey: String] = [
      .type: "i8", .lanes: "1", .operation: "add", .computeUnits: "1",
    ]
    let (start, kernel) = try Self.start(board, values)
    let fill = DeviceFill(
      board: board, kernel: kernel, start: start, fixed: Set(values.keys), clock: .requested)
    let best = try #require(fill.best())
    #expect(best.design.chain == DesignPoint.longestChain)
  }

  @Test("The choice can be placed within the limits", arguments: ["f16", "f32", "f64", "i32"])
  func placeable(_ type: String) throws {
    let board = try Self.board(limit: 0.05)
    let (start, kernel) = try Self.start(board, [.type: type, .memory: "ddr", .lanes: "4"])
    let fill = DeviceFill(
      board: board, kernel: kernel, start: start, fixed: [.type, .lanes],
      clock: Self.clock(board, slope: 2))
    let best = try #require(fill.best())
    #expect(Placement.fits(best.design.computeUnits, need: best.need, board: board))
    #expect(best.design.bindings.reduce(0) { $0 + $1.stages } == best.design.chain)
    #expect(!FillExplanation(best, board: board).binding.isEmpty)
  }

  @Test("What is fixed stays")
  func fixed() throws {
    let board = try Self.board(limit: 0.2)
    let (start, kernel) = try Self.start(
      board, [.type: "f32", .lanes: "8", .chain: "3", .computeUnits: "2"])
    let fill = DeviceFill(
      board: board, kernel: kernel, start: start,
      fixed: [.type, .lanes, .chain, .computeUnits], clock: .requested)
    let design = try #require(fill.best()?.design)
    #expect((design.lanes, design.chain, design.computeUnits) == (8, 3, 2))
  }

  @Test(
    "Kernels that move data take units until the channels are used, and no more ports than there are"
  )
  func bandwidth() throws {
    let board = try ShippedSpecs.board("u280")
    let (start, kernel) = try Self.start(board, [.type: "f32", .memory: "ddr"], kernel: "stream")
    let fill = DeviceFill(
      board: board, kernel: kernel, start: start, fixed: [.type, .memory], clock: .requested)
    let best = try #require(fill.best())
    #expect(abs(best.rate - 38.4e9) < 1e6)
    #expect(best.ports <= 30)
  }

  @Test("Nothing fits where nothing may be used")
  func nothing() throws {
    let board = try Self.board(limit: 0.0001)
    let (start, kernel) = try Self.start(board, [.type: "f32"])
    let fill = DeviceFill(
      board: board, kernel: kernel, start: start, fixed: [.type], clock: .requested)
    #expect(fill.best() == nil)
  }
}

@Suite("Ways to spread units over regions")
struct UnitSplitTests {
  @Test("No way that is left is beaten by another, and the even one is among them")
  func pareto() {
    let region = ResourceCount(lut: 100, ff: 200, dsp: 30, bram: 10, uram: 5)
    let budgets = UnitSplit(units: 4, regions: [region, region]).budgets
    #expect(budgets == [ResourceCount(lut: 50, ff: 100, dsp: 15, bram: 5, uram: 2)])
    #expect(UnitSplit(units: 0, regions: [region]).budgets.isEmpty)
  }
}
