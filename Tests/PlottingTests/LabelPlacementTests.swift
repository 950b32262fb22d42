import RooflineModel
import TestSupport
import Testing

@testable import Plotting

@Suite("Labels")
struct LabelPlacementTests {
  @Test(
    "Labels of a column never overlap and stay inside", arguments: [11, 12, 13, 14] as [UInt64])
  func column(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...30, using: &random)
    let centres = (0..<count).map { _ in Double.random(in: -5...25, using: &random) }
    let edges = LabelColumn.spread(centres: centres, height: 1, from: 0, to: 20)
    #expect(edges.compactMap { $0 }.count == min(count, 20))
    let sorted = edges.compactMap { $0 }.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 1 - 1e-9 })
    #expect(sorted.allSatisfy { $0 >= -1e-9 && $0 <= 19 + 1e-9 })
  }

  @Test("Labels of a column keep the order of their lines and move only when they must")
  func columnOrder() {
    let edges = LabelColumn.spread(centres: [3, 10, 3.2, 2.9], height: 1, from: 0, to: 20)
    #expect(edges[1] == 9.5)
    #expect(edges[3] ?? 0 < edges[0] ?? 0)
    #expect(edges[0] ?? 0 < edges[2] ?? 0)
  }

  @Test("A taken place is not given twice")
  func taken() {
    let bounds = PlotBox(x: 0, y: 0, width: 10, height: 1)
    var placement = LabelPlacement(bounds: bounds, lines: [], taken: [])
    let candidate = LabelCandidate(0, 0, PlotPoint(6, 1), .start)
    #expect(placement.place([candidate], crossingAtMost: 0) != nil)
    #expect(placement.place([candidate], crossingAtMost: 0) == nil)
  }

  @Test("A place on no line is preferred to a nearer one on a line")
  func avoidsLines() {
    let bounds = PlotBox(x: 0, y: 0, width: 20, height: 20)
    let line = PlotSegment(start: PlotPoint(0, 2), end: PlotPoint(20, 2))
    var placement = LabelPlacement(bounds: bounds, lines: [line], taken: [])
    let on = LabelCandidate(1, 1.5, PlotPoint(5, 1), .start)
    let off = LabelCandidate(1, 8, PlotPoint(5, 1), .start)
    #expect(placement.place([on, off], crossingAtMost: 3) == off)
  }

  @Test("No two labels of a roofline overlap, nor a label and a mark, on any surface")
  func rooflineBoxes() throws {
    let scenes = [
      RooflineScene(rooflines: [Sample.u280()], kernels: Sample.kernels()).scene,
      RooflineScene(rooflines: [Sample.u280(basis: .measured), Sample.u280(board: "u50")]).scene,
    ]
    for scene in scenes {
      for surface in Surface.all {
        let layout = LabelLayout(
          scene: scene, frame: surface.frame(scene), column: surface.column,
          metrics: surface.metrics)
        expectApart(layout.placed.map(\.box), "\(surface)")
        #expect(
          layout.placed.count + layout.dropped.count
            == scene.series.filter { !$0.label.isEmpty }.count
            + scene.marks.filter { !$0.label.isEmpty }.count)
      }
    }
  }

  private func expectApart(_ boxes: [PlotBox], _ name: String) {
    for (index, box) in boxes.enumerated() {
      for other in boxes[..<index] { #expect(!box.overlaps(other), "\(name): \(box), \(other)") }
    }
  }

  /// A rectangle of cells or pixels with a column for labels.
  private struct Surface {
    let width: Double
    let height: Double
    let unit: Double

    static let all = [
      Surface(width: 48, height: 16, unit: 1), Surface(width: 90, height: 32, unit: 1),
      Surface(width: 500, height: 450, unit: 15),
    ]

    var column: PlotBox {
      PlotBox(x: width + unit, y: 0, width: 20 * unit, height: height)
    }

    var metrics: LabelMetrics {
      LabelMetrics(
        height: unit, gap: PlotPoint(1.5 * unit, 0.5 * unit), mark: PlotPoint(unit, unit),
        markGap: PlotPoint(1.5 * unit, 0.5 * unit), isCellular: unit == 1,
        width: { Double($0.count) * unit }, shortened: { text, _ in String(text.prefix(20)) })
    }

    func frame(_ scene: PlotScene) -> PlotFrame {
      PlotFrame(
        horizontal: scene.horizontal, vertical: scene.vertical,
        area: PlotBox(x: 0, y: 0, width: width, height: height))
    }
  }
}
