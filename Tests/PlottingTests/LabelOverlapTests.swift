import Foundation
import TestSupport
import Testing

@testable import Plotting

@Suite("Labels of whole pictures")
struct LabelOverlapTests {
  private func layout(_ scene: PlotScene) throws -> LabelLayout {
    let style = try Sample.style()
    let layout = SVGLayout(scene: scene, picture: style.picture)
    let frame = PlotFrame(
      horizontal: scene.horizontal, vertical: scene.vertical, area: layout.plot)
    let size = style.picture.fontSize
    let metrics = LabelMetrics(
      height: size * 1.25, gap: PlotPoint(size * 0.4, size * 0.25), mark: PlotPoint(19, 19),
      markGap: PlotPoint(13.5, 9.5), isCellular: false,
      width: { SVGText.width($0, fontSize: size) },
      shortened: { SVGText.shortened($0, to: $1, fontSize: size) })
    return LabelLayout(scene: scene, frame: frame, column: layout.labels, metrics: metrics)
  }

  @Test("No two labels overlap, whatever is drawn", arguments: Array(1...200) as [UInt64])
  func overlaps(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let boxes = try layout(CrowdedScene.make(using: &random)).placed.map(\.box)
    for (index, box) in boxes.enumerated() {
      #expect(boxes[..<index].allSatisfy { !$0.overlaps(box) })
    }
  }

  @Test("No label is lost: it is placed or in the legend", arguments: Array(1...50) as [UInt64])
  func kept(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = CrowdedScene.make(using: &random)
    let layout = try layout(scene)
    let lines = scene.series.filter { !$0.label.isEmpty }.count
    #expect(layout.placed.filter { $0.tags == ["line"] }.count + layout.dropped.count == lines)
  }

  @Test("Text is at least 11 px high in a picture of 600 px")
  func readable() throws {
    let picture = try Sample.style().picture
    #expect(picture.fontSize * 600 / picture.width >= 11)
  }
}

/// Scenes with many long labels on few pixels.
enum CrowdedScene {
  static func make(using random: inout SeededGenerator) -> PlotScene {
    let axis = PlotAxis(title: "x", unit: "B", scale: .logarithmic, from: 0.01, to: 100)
    let count = Int.random(in: 1...25, using: &random)
    var series: [PlotSeries] = []
    for index in 0..<count {
      let height = pow(10, Double.random(in: -1.9...1.9, using: &random))
      let isFlat = Bool.random(using: &random)
      let end = PlotPoint(isFlat ? 100 : 10, isFlat ? height : min(100, height * 30))
      series.append(
        PlotSeries(
          points: [PlotPoint(0.05, height), end], stroke: PlotStroke(color: .series(index)),
          label: String(repeating: "name \(index) ", count: 1 + index % 4), tags: ["line"]))
    }
    let marks = (0..<count).map { index in
      PlotMark(
        point: PlotPoint(
          pow(10, Double(index % 5) * 0.7 - 1.7), pow(10, Double(index % 7) * 0.5 - 1.7)),
        glyph: .dot(outlined: false), color: .foreground,
        label: index.isMultiple(of: 2) ? "kernel \(index)" : "", tags: ["mark"])
    }
    return PlotScene(
      title: "crowded", horizontal: axis, vertical: axis, series: series, marks: marks)
  }
}
