import Quantities
import Specs
import TestSupport
import Testing

@testable import ClockModel

@Suite("The clock model of the published builds")
struct ClockModelTests {
  private static func demand(_ random: inout SeededGenerator) -> ClockDemand {
    let count = ResourceCount(
      lut: .random(in: 0...900_000, using: &random), ff: .random(in: 0...1_500_000, using: &random),
      dsp: .random(in: 0...6000, using: &random), bram: .random(in: 0...1000, using: &random),
      uram: .random(in: 0...700, using: &random))
    return ClockDemand(
      count, regions: 3, units: .random(in: 1...6, using: &random),
      isFloorplanned: .random(using: &random),
      request: .megahertz(.random(in: 150...500, using: &random)))
  }

  @Test(
    "More of a resource or more regions per unit never raises the clock",
    arguments: 1...20 as ClosedRange<UInt64>)
  func monotonic(_ seed: UInt64) throws {
    let model = try #require(try ShippedBuilds.model(of: "u280"))
    var random = SeededGenerator(seed: seed)
    let demand = Self.demand(&random)
    let clock = model.estimate(demand).clock
    for kind in ResourceKind.allCases {
      var more = demand
      more.use[kind, default: 0] *= 1.2
      #expect(model.estimate(more).clock <= clock)
    }
    var fewer = demand
    fewer.units = 1
    #expect(model.estimate(fewer).clock <= clock)
    var planned = demand
    planned.isFloorplanned = true
    #expect(model.estimate(planned).clock >= clock)
    var faster = demand
    faster.request = demand.request.map { $0 * 1.1 }
    #expect(model.estimate(faster).clock >= clock)
  }

  @Test(
    "The interval holds the estimate, and nothing is above the request",
    arguments: 1...20 as ClosedRange<UInt64>)
  func interval(_ seed: UInt64) throws {
    let model = try #require(try ShippedBuilds.model(of: "u250"))
    var random = SeededGenerator(seed: seed)
    let estimate = model.estimate(Self.demand(&random))
    #expect(estimate.low <= estimate.clock && estimate.clock <= estimate.high)
    #expect(estimate.high <= estimate.demand.request ?? estimate.high)
  }

  @Test("Unseen builds are predicted to less than 22 MHz and lie in four of five intervals")
  func errors() throws {
    let evaluation = ClockModel(try ShippedBuilds.builds()).evaluation(of: "ultrascale-plus")
    #expect(evaluation.rows.map(\.scheme) == [.build, .design, .library])
    let request = try #require(evaluation.requestError)
    for row in evaluation.rows {
      #expect(row.error < .megahertz(22))
      #expect(row.error.value < 0.65 * min(request.value, evaluation.meanError.value))
      #expect((0.8...0.92).contains(row.coverage))
    }
  }

  @Test("Stratix 10 is predicted better than by its mean, with intervals that cover")
  func stratix() throws {
    let evaluation = ClockModel(try ShippedBuilds.builds()).evaluation(of: "stratix-10")
    for row in evaluation.rows {
      #expect(row.error.value < 0.7 * evaluation.meanError.value)
      #expect(row.coverage >= 0.8)
    }
  }

  @Test("A family of too few designs has no model")
  func tooFew() throws {
    let builds = try ShippedBuilds.builds()
    #expect(builds.builds(of: "arria-10").count == 17)
    #expect(ClockModel(builds).family("arria-10") == nil)
    #expect(ClockModel(builds).family("versal") == nil)
  }

  @Test("Where no build tells the estimate says so instead of a number")
  func unknown() throws {
    let model = try #require(try ShippedBuilds.model(of: "u250"))
    let full = ClockDemand(use: [.lut: 1_150_000], request: .megahertz(300))
    #expect(!model.estimate(full).isKnown)
    let usual = ClockDemand(use: [.lut: 900_000], request: .megahertz(300))
    #expect(model.estimate(usual).isKnown)
  }

  @Test("Shares of a whole die count the shell")
  func shell() throws {
    let model = try #require(try ShippedBuilds.model(of: "520n"))
    let empty = model.estimate(ClockDemand(ResourceCount(), request: .megahertz(300)))
    // 933120 ALM, of which 692 k are left to kernels.
    let shell = 1 - 692_000.0 / 933_120
    let share = try #require(empty.shares.shares[.lut])
    #expect(abs(share - shell) < 1e-9)
  }

  @Test("Units that stay in a region each cross no border, one over three crosses two")
  func crossings() throws {
    let device = try #require(try ShippedBuilds.model(of: "u280")).device
    func crossings(_ units: Int, _ regions: Int) -> Int {
      ClockShares(
        ClockDemand(ResourceCount(lut: 9), regions: regions, units: units, request: nil), on: device
      ).crossings
    }
    #expect(crossings(3, 3) == 0 && crossings(5, 3) == 0)
    #expect(crossings(1, 3) == 2 && crossings(2, 3) == 1)
  }
}

@Suite("The table of published builds")
struct ClockTableTests {
  @Test("Devices have what their boards have")
  func devices() throws {
    for device in try ShippedBuilds.builds().devices where device.basis == .kernels {
      let board = try ShippedBuilds.catalog.board(device.board)
      #expect(device.regions == board.regions.map(\.resources), "\(device.name)")
      #expect(device.family == board.fabric.name)
    }
  }

  @Test("Every mistake of both files is reported with its place")
  func mistakes() {
    #expect {
      try ClockBuilds(folder: "\(ShippedBuilds.package)/Tests/ClockModelTests/Fixtures/mistakes")
    } throws: { error in
      let text = "\(error)".replacing(ShippedBuilds.package + "/", with: "")
      return Golden.difference(text + "\n", "mistakes.txt") == nil
    }
  }

  @Test("A folder without the files is named")
  func missing() {
    #expect(throws: ClockError.self) { try ClockBuilds(folder: "nosuch") }
  }
}
