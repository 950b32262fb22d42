import Foundation
import RooflineModel
import TestSupport
import Testing

@testable import Plotting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Pages")
struct HTMLPlotTests {
  private func page(_ scene: PlotScene) throws -> String {
    HTMLPlot(style: try Sample.style()).render(scene)
  }

  private func sample() throws -> String {
    try page(
      RooflineScene(
        rooflines: [Sample.u280(), Sample.u280(basis: .measured, scale: 0.8, board: "u50")]
      ).scene)
  }

  @Test("A page of two boards looks as it was approved")
  func golden() throws {
    #expect(Golden.difference(try sample(), "two-boards.html") == nil)
  }

  @Test("The page lists the marks under the picture with their values")
  func points() throws {
    let text = try page(RooflineScene(rooflines: [Sample.u280()]).scene)
    #expect(
      text.contains(
        "<tr><td>a</td><td class=\"number\">0.0625</td><td class=\"number\">25.7</td>"
          + "<td>roofline fma ×1, modelled, 0.0625 OP/B, 25.7 GOP/s, bound by hbm"))
  }

  @Test("The page names no address to load anything from")
  func noNetwork() throws {
    let text = try sample().replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
    for word in ["http:", "https:", "src=", "href=", "url(", "@import", "fetch("] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test(
    "Page and picture are well-formed, whatever the names", arguments: Array(1...20) as [UInt64])
  func wellFormed(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var scene = OddScene.make(using: &random)
    scene.bars = scene.series.indices.map {
      PlotBar(
        from: PlotPoint(0, 0), to: PlotPoint(Double($0), 1), color: .series($0), key: "<",
        outlined: $0 % 2 == 0, detail: HostileNames.all[$0 % HostileNames.all.count],
        tags: ["\"><script>"])
    }
    for name in HostileNames.all {
      scene.title = name
      #expect(XMLCheck.problem(in: SVGPlot(style: try Sample.style()).render(scene)) == nil)
      let page = try page(scene).replacingOccurrences(of: HTMLScript.text, with: "")
      #expect(XMLCheck.problem(in: page) == nil)
    }
  }

  @Test("The script ends only where its element does")
  func scriptIsInert() {
    #expect(!HTMLScript.text.lowercased().contains("</script"))
    #expect(!HTMLScript.text.contains("innerHTML"))
    #expect(!HTMLScript.text.contains("eval"))
  }
}

/// Names that have broken out of pages before.
enum HostileNames {
  static let all = [
    "</script><script>document.title='owned'</script>", "\" onload=\"document.title='owned'",
    "<img src=x onerror=document.title='owned'>", "]]>", "<!--", "&lt;b&gt;", "\u{0}\u{1B}[2J",
    "'; document.title='owned'; '", "{{7*7}}", "\u{2028}\u{202E}",
  ]
}

/// Whether a text is well-formed XML.
enum XMLCheck {
  /// What the parser finds; `nil` for nothing.
  static func problem(in text: String) -> String? {
    let parser = XMLParser(data: Data(text.utf8))
    return parser.parse() ? nil : "\(parser.parserError.map { "\($0)" } ?? "no reason")"
  }
}
