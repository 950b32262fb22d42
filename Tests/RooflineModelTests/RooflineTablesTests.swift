import Measurements
import RooflineModel
import TestSupport
import Testing

@Suite("Roofline tables")
struct RooflineTablesTests {
  private var rooflines: [Roofline] {
    let rows =
      RowSamples.probe(bytes: 400_000_000_000, seconds: [1, 1.1, 0.9])
      + [
        RowSamples.roofline(bytes: 100_000_000_000, operations: 200_000_000_000),
        RowSamples.roofline(bytes: 10_000_000_000, operations: 500_000_000_000, passes: 8),
      ]
    return RooflineFit.fit(
      rows: rows, theoretical: [RowSamples.theory(.memory("hbm"), 4.608e11)])
  }

  @Test("The tables hold every digit in base units, and nothing where nothing is known")
  func exact() {
    let text =
      RooflineTables.ceilings(of: rooflines).csv + "\n"
      + RooflineTables.ridgePoints(of: rooflines).csv + "\n"
      + RooflineTables.points(of: rooflines).csv
    #expect(Golden.difference(text, "tables.csv") == nil)
  }

  @Test("For people, values have four digits and the unit has the prefix")
  func readable() {
    let table = RooflineTables.ceilings(of: rooflines, style: .readable)
    #expect(table.rows.map { $0[4] + " " + $0[5] } == ["400 GB/s", "500 GOP/s", "460.8 GB/s"])
  }

  @Test("The bottleneck table shows the headroom to each ceiling, the lowest first")
  func bottlenecks() throws {
    let roofline = try #require(rooflines.first)
    let rows = BottleneckTable.rows(of: roofline)
    #expect(rows.map { $0.distances.map(\.headroom) } == [[2.5, 4], [1, 40]])
    #expect(rows.map { $0.distances.first?.kind } == roofline.points.map(\.binding))
  }
}
