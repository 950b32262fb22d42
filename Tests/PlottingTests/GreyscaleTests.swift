import TestSupport
import Testing

@testable import Plotting

@Suite("Pictures without colour")
struct GreyscaleTests {
  @Test(
    "Lines whose labels are in the legend differ by more than colour, up to three of a dash pattern"
  )
  func forms() throws {
    let style = try Sample.style()
    let sheet = SVGStyleSheet(style: style)
    let strokes = (0..<4).map { PlotStroke(dash: $0 == 3 ? .longDash : .solid, color: .series($0)) }
    let dropped = strokes.enumerated().map { number, stroke in
      PlotLegendEntry(sample: .line(stroke), text: "line \(number)", tag: "")
    }
    let forms = SVGLineForms(dropped)
    let drawn = strokes.enumerated().map { number, stroke in
      forms.elements("line \(number)", stroke, "M0 0h1", sheet)
        // Colours are classes c0, c1, …
        .replacing(#/ c[0-9]"/#, with: "\"")
    }
    #expect(Set(drawn).count == 4)
    #expect(drawn[3].contains("stroke-dasharray") && !drawn[0].contains("stroke-dasharray"))
  }

  @Test("A line and its sample in the legend look the same")
  func legend() throws {
    var pictures = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let scene = CrowdedScene.make(using: &random)
      let svg = try SVGPlot(style: Sample.style()).render(scene)
      let cores = svg.matches(of: #/class="core"/#).count
      #expect(cores.isMultiple(of: 2), "seed \(seed)")
      pictures += cores > 0 ? 1 : 0
    }
    #expect(pictures > 0)
  }
}
