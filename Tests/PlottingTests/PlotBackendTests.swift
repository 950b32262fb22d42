import Foundation
import RooflineModel
import TestSupport
import Testing

@testable import Plotting

/// What `PlotBackend` promises, for every back end in the list.
@Suite("Back ends")
struct PlotBackendTests {
  private func backends(_ width: Int = 80, _ height: Int = 24) throws -> [any PlotBackend] {
    let text = TextPlotOptions(width: width, height: height, color: .ansi256)
    return PlotBackends.all(style: try Sample.style(), text: text)
  }

  @Test("A back end is found by file name, whatever the case")
  func byName() throws {
    let style = try Sample.style()
    let names = ["r.svg", "R.HTML", "a.b.txt", "r.png", "svg"].map {
      PlotBackends.backend(forFile: $0, style: style, text: TextPlotOptions())?.fileExtension
    }
    #expect(names == ["svg", "html", "txt", nil, nil])
  }

  @Test("The same scene gives the same text, ending with a line feed")
  func deterministic() throws {
    for backend in try backends() {
      let scenes = (0..<2).map { _ in
        RooflineScene(rooflines: [Sample.u280()], kernels: Sample.kernels()).scene
      }
      let first = backend.render(scenes[0])
      #expect(first == backend.render(scenes[1]))
      #expect(first.hasSuffix("\n"))
    }
  }

  @Test("Names from files cannot inject markup or escape sequences")
  func hostileNames() throws {
    let name = "</style><script>alert(1)</script>\u{1B}[2J&\"'\u{0}"
    let axis = PlotAxis(title: name, unit: name, scale: .linear, from: 0, to: 1)
    let stroke = PlotStroke()
    let scene = PlotScene(
      title: name, horizontal: axis, vertical: axis,
      series: [
        .init(points: [.init(0, 0), .init(1, 1)], stroke: stroke, label: name, detail: name)
      ],
      marks: [
        .init(
          point: .init(0.5, 0.2), glyph: .letter("<", outlined: false), color: .faint,
          label: name, detail: name)
      ],
      legend: [.init(sample: .line(stroke), text: name)], footnotes: [name])
    for backend in try backends(100, 30) {
      let text = backend.render(scene)
      #expect(!text.contains("\u{1B}[2J"))
      #expect(!text.contains("\u{0}"))
      // A page has one script, its own.
      let scripts = text.components(separatedBy: "<script").count - 1
      if ["svg", "html"].contains(backend.fileExtension) {
        #expect(scripts == (backend.fileExtension == "html" ? 1 : 0))
        #expect(!text.contains("</style><script>alert"))
      }
    }
  }

  @Test("No scene and no size is a trap", arguments: Array(1...40) as [UInt64])
  func oddScenes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = OddScene.make(using: &random)
    for backend in try backends() { _ = backend.render(scene) }
    let style = try Sample.style()
    for (width, height) in OddScene.sizes {
      for charset in TextCharset.allCases {
        let options = TextPlotOptions(width: width, height: height, charset: charset)
        let lines = TextPlot(style: style, options: options).render(scene)
          .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == min(max(height, 0), 1000))
        #expect(lines.allSatisfy { PrintableText.width(String($0)) <= min(max(width, 0), 2000) })
      }
    }
  }
}

/// Scenes that nobody would draw.
enum OddScene {
  static let sizes = [
    (0, 0), (1, 1), (0, 9), (7, 0), (2, 3), (5, 5), (13, 6), (39, 9), (61, 17), (-3, -8), (300, 70),
  ]

  static func make(using random: inout SeededGenerator) -> PlotScene {
    let count = Int.random(in: 0...12, using: &random)
    let series = (0..<count).map { _ in line(using: &random) }
    let marks = (0..<count).map { index in
      PlotMark(
        point: point(using: &random), glyph: glyph(index), color: .series(index * 1000 - 7),
        label: text(using: &random))
    }
    return PlotScene(
      title: text(using: &random), horizontal: axis(using: &random),
      vertical: axis(using: &random),
      bands: series.map { .init(lower: $0.points, upper: $0.points.reversed(), color: .faint) },
      series: series, marks: marks,
      legend: series.map { .init(sample: .line($0.stroke), text: $0.label) },
      footnotes: [text(using: &random)])
  }

  private static func glyph(_ index: Int) -> PlotGlyph {
    [.small, .dot(outlined: true), .letter("漢", outlined: true), .letter("a", outlined: false)][
      index % 4]
  }

  private static func axis(using random: inout SeededGenerator) -> PlotAxis {
    PlotAxis(
      title: text(using: &random), unit: text(using: &random), unitFactor: value(using: &random),
      scale: Bool.random(using: &random) ? .linear : .logarithmic, from: value(using: &random),
      to: value(using: &random))
  }

  private static func line(using random: inout SeededGenerator) -> PlotSeries {
    let count = Int.random(in: 0...5, using: &random)
    return PlotSeries(
      points: (0..<count).map { _ in point(using: &random) },
      stroke: PlotStroke(
        dash: PlotDash.allCases.randomElement(using: &random) ?? .solid,
        color: .series(count), weight: Bool.random(using: &random) ? .faint : .strong),
      label: text(using: &random))
  }

  private static func point(using random: inout SeededGenerator) -> PlotPoint {
    PlotPoint(value(using: &random), value(using: &random))
  }

  private static func value(using random: inout SeededGenerator) -> Double {
    let odd = [
      0, -1, .nan, .infinity, -.infinity, 1e308, -1e308, Double.leastNonzeroMagnitude, 1e-300, 1, 1,
    ]
    guard Bool.random(using: &random) else { return Double.random(in: 0.01...100, using: &random) }
    return odd.randomElement(using: &random) ?? 0
  }

  private static func text(using random: inout SeededGenerator) -> String {
    ["", "a", "漢字 ×\u{1B}[1m", String(repeating: "long ", count: 60), "e\u{301}\u{301}", "\n\t"]
      .randomElement(using: &random) ?? ""
  }
}
