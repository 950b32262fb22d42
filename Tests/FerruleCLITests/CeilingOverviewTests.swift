import Plotting
import RooflineModel
import Testing

@testable import FerruleCLI

@Suite("Ceilings side by side")
struct CeilingOverviewTests {
  private let roofline = RooflineFit.fit(
    rows: [],
    theoretical: [
      TheoreticalLimits(ceilings: [
        ceiling(.memory("hbm"), .modelled, 400e9), ceiling(.memory("hbm"), .theoretical, 500e9),
        ceiling(.compute(type: "f32", operation: "fma"), .modelled, 1e12),
        ceiling(.memory("ddr"), .theoretical, 40e9),
      ])
    ])

  private static func ceiling(
    _ kind: Ceiling.Kind, _ basis: CeilingBasis, _ value: Double,
    _ interval: ClosedRange<Double>? = nil
  ) -> Ceiling {
    Ceiling(
      kind: kind, board: "u280", basis: basis,
      estimate: Estimate(value: value, interval: interval), origin: "somewhere")
  }

  @Test("What was reached stands beside what theory allows, with the share and the evidence")
  func shares() throws {
    let table = CeilingOverview(try #require(roofline.first), width: 80).table
    #expect(
      table.columns.map(\.title) == ["u280 ceiling", "value", "theory", "of theory", "evidence"])
    #expect(table.rows.contains(["memory hbm", "400 GB/s", "500 GB/s", "80 %", "modelled"]))
  }

  @Test("What is not known is left empty, never 0")
  func unknown() throws {
    let table = CeilingOverview(try #require(roofline.first), width: 80).table
    #expect(table.rows.contains(["memory ddr", "", "40 GB/s", "", ""]))
    #expect(table.rows.contains(["compute f32 fma", "1 TOP/s", "", "", "modelled"]))
  }

  @Test("Where values come from is shown when there is room")
  func origin() throws {
    let table = CeilingOverview(try #require(roofline.first), width: 120).table
    #expect(table.columns.last?.title == "from")
    #expect(table.rows.allSatisfy { $0.last == "somewhere" })
  }

  @Test("Intervals are a column as soon as one is known")
  func intervals() {
    let fitted = RooflineFit.fit(
      rows: [],
      theoretical: [
        TheoreticalLimits(ceilings: [
          Self.ceiling(.memory("hbm"), .measured, 400e9, 390e9...410e9)
        ])
      ])
    let table = fitted.first.map { CeilingOverview($0, width: 80).table }
    #expect(table?.columns.map(\.title).contains("95 % interval") == true)
    #expect(table?.rows.first?.contains("390 GB/s – 410 GB/s") == true)
  }
}
