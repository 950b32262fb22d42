import Quantities
import RooflineModel
import TestSupport
import Testing

@testable import Plotting

@Suite("Tables")
struct TextTableTests {
  private let table = TextTable(
    columns: [.init("name", narrowest: 8), .init("rate", .right), .init("note")],
    rows: [
      ["a rather long name", "1.5 GB/s", "first"], ["b", "12.25 GB/s"], ["c", "", "", "extra"],
    ])

  @Test("Columns are aligned, missing cells are empty, and lines have no spaces at their ends")
  func aligned() {
    #expect(
      table.rendered()
        == """
        name                      rate  note
        ──────────────────────────────────────
        a rather long name    1.5 GB/s  first
        b                   12.25 GB/s
        c

        """.replacing(
          "──────────────────────────────────────", with: String(repeating: "─", count: 37)))
  }

  @Test("Columns that may be cut give way first, in their middle")
  func cut() {
    let lines = table.rendered(width: 30, charset: .ascii).split(separator: "\n")
    #expect(lines[2] == "a r... name    1.5 GB/s  first")
  }

  @Test("No line is wider than asked for", arguments: [0, 1, 5, 12, 20, 31, 80])
  func narrow(width: Int) {
    for line in table.rendered(width: width).split(separator: "\n") {
      #expect(PrintableText.width(String(line)) <= width)
    }
  }

  @Test("The table under a plot names what binds each point")
  func points() {
    let scene = RooflineScene(rooflines: [Sample.u280()], kernels: Sample.kernels())
    let text = PointTable.table(scene.points).rendered(width: 80)
    #expect(Golden.difference(text, "points-80.txt") == nil)
  }

  @Test("What is not known of a point is an empty cell")
  func unknown() {
    let point = RooflinePoint(
      label: "k", board: "b", memory: "", elementType: "", intensity: OperationalIntensity(.nan),
      throughput: Estimate(value: .infinity), basis: .measured)
    let keyed = KeyedPoint(key: nil, point: point, isKernel: false, boardIndex: nil)
    #expect(PointTable.table([keyed]).rows == [["", "k", "", "", "", "", "", ""]])
  }
}
