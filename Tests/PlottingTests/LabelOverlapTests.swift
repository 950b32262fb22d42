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
    let style = try Sample.style()
    let sizes = SVGStyleSheet(style: style).text.matches(of: #/font-size:([0-9.]+)px/#)
      .compactMap { Double($0.1) }
    #expect(sizes.count == 4)
    for size in sizes { #expect(size * 600 / style.picture.width >= 10.99) }
  }

  @Test(
    "No two texts of a drawn picture overlap: ticks, titles, legend, footnotes, labels",
    arguments: Array(1...40) as [UInt64])
  func texts(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = CrowdedScene.make(using: &random)
    let svg = try SVGPlot(style: Sample.style()).render(scene)
    try expectApart(DrawnText.all(in: svg), "seed \(seed)")
  }

  @Test(
    "The same of the pictures that are shown",
    arguments: [
      "boards", "burst", "resources", "scaling", "speedup", "stalls", "stride", "working-set",
    ])
  func gallery(name: String) throws {
    let path = "\(Sample.folder)/gallery/\(name).svg"
    try expectApart(DrawnText.all(in: String(contentsOfFile: path, encoding: .utf8)), name)
  }

  @Test("Texts over each other are found, by size and anchor")
  func found() {
    let sheet = "<style>.small{font-size:30px}</style>"
    let near = DrawnText.all(
      in: sheet + #"<text x="10" y="10">abc</text><text class="small" x="12" y="20">d</text>"#
        + #"<text text-anchor="end" x="9" y="10">abc</text>"#)
    #expect(near.count == 3)
    #expect(near[0].box.overlaps(near[1].box) && !near[0].box.overlaps(near[2].box))
  }

  private func expectApart(_ texts: [DrawnText], _ name: String) throws {
    #expect(texts.count > 5, "\(name)")
    for (index, text) in texts.enumerated() {
      for other in texts[..<index] where text.box.overlaps(other.box) {
        Issue.record("\(name): `\(text.words)` over `\(other.words)`")
      }
    }
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

/// A text of a picture as a viewer draws it; letters in marks, which may lie on each other, are none.
struct DrawnText {
  let words: String
  let box: PlotBox

  static func all(in svg: String) -> [DrawnText] {
    let size = { (name: String) -> Double in
      let pattern = try? Regex<(Substring, Substring)>("\\." + name + "\\{font-size:([0-9.]+)px")
      return pattern.flatMap { svg.firstMatch(of: $0) }.flatMap { Double($0.output.1) } ?? 15
    }
    let sizes = ["title": size("title"), "small": size("small")]
    return svg.matches(of: #/<text ([^>]*)>([^<]*)</text>/#).compactMap { match in
      let attributes = String(match.output.1)
      func value(_ name: String) -> String {
        let pattern = try? Regex<(Substring, Substring)>("(?:^| )" + name + "=\"([^\"]*)\"")
        return pattern.flatMap { attributes.firstMatch(of: $0) }.map { String($0.output.1) } ?? ""
      }
      let classes = value("class").split(separator: " ").map(String.init)
      guard !classes.contains("key"), value("transform").isEmpty, let x = Double(value("x")),
        let y = Double(value("y"))
      else { return nil }
      let size = classes.compactMap { sizes[$0] }.first ?? 15
      let words = String(match.output.2)
      let width = SVGText.width(words, fontSize: size) * 0.9
      let left =
        switch value("text-anchor") {
        case "middle": x - width / 2
        case "end": x - width
        default: x
        }
      return DrawnText(
        words: words,
        box: PlotBox(x: left, y: y - size * 0.75, width: width, height: size * 0.95))
    }
  }
}
