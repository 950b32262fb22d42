import Specs
import TestSupport
import Testing

@testable import KernelIR

@Suite("Placement of compute units in regions")
struct PlacementTests {
  @Test("A refusal names the scarce resource of every region, the need and the budget")
  func refusal() throws {
    let board = try ShippedSpecs.board()
    let refusals = [
      (3, ResourceCount(lut: 90_000, ff: 120_000, dsp: 2200, bram: 40)),
      (1, ResourceCount(lut: 1000, bram: 600)), (8, ResourceCount(ff: 360_000)),
    ].map { units, need in
      do {
        let placement = try Placement(
          units: units, need: need, board: board, subject: "roofline fma f32 on u280")
        return "fits: \(placement.regions)"
      } catch { return "\(error)" }
    }
    let difference = Golden.difference(
      refusals.joined(separator: "\n") + "\n", "placement_refusals.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test(
    "Exactly the sum of what every region takes fits, and no region is exceeded",
    arguments: 0..<60)
  func exact(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let name = try #require(ShippedSpecs.boardNames.randomElement(using: &random))
    let board = try ShippedSpecs.board(name)
    let need = Self.need(&random)
    let most = board.regions.reduce(0) { sum, region in
      let budget = board.utilisation.budget(of: region.resources)
      return sum + Self.most(need, budget)
    }
    #expect(Placement.fits(most, need: need, board: board))
    #expect(!Placement.fits(most + 1, need: need, board: board))
    #expect(throws: DesignError.self) {
      try Placement(units: most + 1, need: need, board: board, subject: "")
    }
    let placement = try Placement(units: most, need: need, board: board, subject: "")
    expectWithinRegions(placement, need, board)
    #expect(placement.regions.count == most)
    #expect(placement.total == need * most)
  }

  private static func need(_ random: inout SeededGenerator) -> ResourceCount {
    ResourceCount(
      lut: Int.random(in: 1...200_000, using: &random),
      ff: Int.random(in: 0...200_000, using: &random),
      dsp: Int.random(in: 0...900, using: &random),
      bram: Int.random(in: 0...90, using: &random),
      uram: Int.random(in: 0...60, using: &random))
  }

  /// Counted up one by one, so that it shares no division with the code.
  private static func most(_ need: ResourceCount, _ budget: ResourceCount) -> Int {
    var units = 0
    while ResourceKind.allCases.allSatisfy({ need[$0] * (units + 1) <= budget[$0] }) {
      units += 1
    }
    return units
  }

  private func expectWithinRegions(
    _ placement: Placement, _ need: ResourceCount, _ board: BoardSpec
  ) {
    for (index, region) in board.regions.enumerated() {
      let units = placement.regions.filter { $0 == index }.count
      let used = need * units
      for kind in ResourceKind.allCases {
        let limit = Double(region.resources[kind]) * (board.utilisation.limits[kind] ?? 0)
        #expect(Double(used[kind]) <= limit + 1e-6)
      }
    }
  }

  @Test("Few units are dealt to different regions")
  func deal() throws {
    let board = try ShippedSpecs.board()
    let need = ResourceCount(lut: 10_000)
    let placement = try Placement(units: 3, need: need, board: board, subject: "")
    #expect(Set(placement.regions).count == 3)
  }

  @Test("Absurd numbers of units and needs are refused, not trapped")
  func absurd() throws {
    let board = try ShippedSpecs.board()
    let huge = ResourceCount(lut: .max, ff: .max / 2, dsp: 1 << 46, bram: 1 << 50, uram: .max)
    #expect(!Placement.fits(-1, need: ResourceCount(lut: 1), board: board))
    for (units, need) in [
      (1, huge), (.max, huge), (.max, ResourceCount()), (-1, huge), (.min, huge),
    ] {
      #expect(throws: DesignError.self) {
        try Placement(units: units, need: need, board: board, subject: "")
      }
    }
  }
}
