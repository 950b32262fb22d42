import Foundation
import RooflineModel
import TestSupport
import Testing

@testable import Plotting

@Suite("Vector plots")
struct SVGPlotTests {
  @Test("A modelled roofline looks as it was approved")
  func modelled() throws {
    let scene = RooflineScene(rooflines: [Sample.u280()], kernels: Sample.kernels()).scene
    let text = SVGPlot(style: try Sample.style()).render(scene)
    #expect(Golden.difference(text, "modelled.svg") == nil)
  }

  @Test("A measured roofline has bands, filled marks and solid lines")
  func measured() throws {
    let scene = RooflineScene(rooflines: [Sample.u280(basis: .measured)]).scene
    let text = SVGPlot(style: try Sample.style()).render(scene)
    #expect(Golden.difference(text, "measured.svg") == nil)
  }

  @Test(
    "Numbers have two decimals at most and are always finite",
    arguments: [
      (1.0, "1"), (-0.5, "-0.5"), (2.004, "2"), (2.05, "2.05"), (.nan, "0"), (1e300, "1000000"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) { #expect(SVGText.number(value) == text) }

  @Test("Every character that XML gives a meaning is replaced")
  func escaping() {
    #expect(
      SVGText.escaped("<a b='c' d=\"e\">&\u{1}")
        == "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;\u{FFFD}")
  }
}
