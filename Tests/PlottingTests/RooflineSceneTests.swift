import Quantities
import RooflineModel
import Testing

@testable import Plotting

@Suite("Rooflines as scenes")
struct RooflineSceneTests {
  private func labels(_ scene: PlotScene) -> [String] { scene.series.map(\.label) }

  @Test(
    "Modelled, measured and theoretical lines differ in dash, and the legend says which is which")
  func dashes() {
    let modelled = RooflineScene(rooflines: [Sample.u280()]).scene
    let measured = RooflineScene(rooflines: [Sample.u280(basis: .measured)]).scene
    #expect(dash("hbm 424 GB/s", modelled) == .longDash)
    #expect(dash("hbm 424 GB/s", measured) == .solid)
    #expect(dash("hbm peak 460.8 GB/s", measured) == .shortDash)
    #expect(
      modelled.legend.prefix(2).map(\.text) == ["modelled", "theoretical peak"])
    #expect(modelled.title == "Roofline of u280, modelled")
  }

  @Test("Of each type only the best operation is drawn")
  func bestOperation() {
    let scene = RooflineScene(rooflines: [Sample.u280()]).scene
    #expect(!labels(scene).contains { $0.contains(" add ") })
    #expect(labels(scene).filter { $0.contains("f32") }.count == 2)
  }

  @Test("A sloped line ends at the highest compute ceiling")
  func slopeEnd() throws {
    let scene = RooflineScene(rooflines: [Sample.u280()]).scene
    let end = try #require(scene.series.first { $0.label.hasPrefix("ddr 36") }?.points.last)
    #expect(end.y == 5.1e12)
    #expect(abs(end.x - 5.1e12 / 36e9) < 1e-9)
  }

  @Test("A flat line begins at the fastest memory")
  func flatStart() throws {
    let scene = RooflineScene(rooflines: [Sample.u280()]).scene
    let start = try #require(scene.series.first { $0.label.hasPrefix("f64") }?.points.first)
    #expect(abs(start.x - 0.31e12 / 424e9) < 1e-9)
  }

  @Test("On-chip storage is drawn only when asked for, faintly and explained in the legend")
  func onChip() throws {
    var options = RooflineSceneOptions()
    #expect(
      !labels(RooflineScene(rooflines: [Sample.u280()]).scene).contains { $0.contains("bram") })
    options.showsOnChip = true
    let scene = RooflineScene(rooflines: [Sample.u280()], options: options).scene
    let line = try #require(scene.series.first { $0.label.contains("bram") })
    #expect(line.stroke.weight == .faint)
    #expect(scene.legend.contains { $0.text.hasPrefix("on-chip storage") })
  }

  @Test("Filters leave out lines, ridge points and points alike")
  func filters() {
    var options = RooflineSceneOptions()
    options.memories = ["ddr"]
    options.elementTypes = ["f32"]
    options.showsHostLink = false
    let result = RooflineScene(
      rooflines: [Sample.u280()], kernels: Sample.kernels(), options: options)
    #expect(
      Set(labels(result.scene)) == [
        "ddr 36 GB/s", "ddr peak 38.4 GB/s", "f32 fma 1.42 TOP/s", "f32 fma peak 1.9 TOP/s",
      ])
    #expect(result.points.map(\.point.label) == ["stencil, 7 points"])
    #expect(result.scene.marks.filter { $0.glyph == .small }.count == 1)
  }

  @Test("Measured runs have capital letters, modelled ones small ones, kernels digits")
  func keys() {
    let boards = [Sample.u280(basis: .measured), Sample.u280(board: "u50")]
    let points = RooflineScene(rooflines: boards, kernels: Sample.kernels()).points
    #expect(String(points.compactMap(\.key)) == "ABCDEFGHIJKLabcdefghijkl12")
  }

  @Test(
    "Runs beyond the alphabet are dots when measured and rings when modelled",
    arguments: [true, false])
  func manyRuns(isMeasured: Bool) {
    var roofline = Sample.u280(basis: isMeasured ? .measured : .modelled)
    roofline.points += roofline.points + roofline.points
    let scene = RooflineScene(rooflines: [roofline]).scene
    #expect(scene.marks.filter { $0.glyph == .dot(outlined: !isMeasured) }.count == 10)
    let text = isMeasured ? "measured runs A–Z and 10 dots" : "modelled runs a–z and 10 rings"
    #expect(scene.legend.last?.text == text)
  }

  @Test("Several boards have a colour each, and their labels name them")
  func boards() {
    let boards = [Sample.u280(), Sample.u280(board: "u50")]
    let scene = RooflineScene(rooflines: boards).scene
    #expect(Set(scene.series.map(\.stroke.color)) == [.series(0), .series(1)])
    #expect(labels(scene).allSatisfy { $0.hasPrefix("u280 ") || $0.hasPrefix("u50 ") })
  }

  @Test("Every point, ridge point and compute ceiling is inside the axes")
  func axes() {
    let result = RooflineScene(rooflines: [Sample.u280()], kernels: Sample.kernels())
    for mark in result.scene.marks {
      #expect(result.scene.horizontal.range.contains(mark.point.x))
      #expect(result.scene.vertical.range.contains(mark.point.y))
    }
  }

  @Test("Nothing at all gives empty axes, and numbers that cannot be drawn are left out")
  func nothing() {
    let empty = RooflineScene(rooflines: []).scene
    #expect(empty.series.isEmpty && empty.marks.isEmpty && empty.legend.isEmpty)
    let broken = [Double.nan, .infinity, 0, -1].map {
      Ceiling(
        kind: .memory("m"), board: "b", basis: .measured, estimate: Estimate(value: $0), origin: "")
    }
    let roofline = Roofline(
      board: "b", ceilings: broken, ridgePoints: [], points: [], violations: [])
    #expect(RooflineScene(rooflines: [roofline]).scene.series.isEmpty)
  }

  @Test("What breaks physics is a footnote")
  func violations() {
    var roofline = Sample.u280()
    roofline.violations = (0..<5).map { PhysicsViolation(subject: "run \($0)", limit: "limit") }
    let notes = RooflineScene(rooflines: [roofline]).scene.footnotes
    #expect(notes.count == 4)
    #expect(notes.first == "Physics check: run 0, but limit.")
  }

  private func dash(_ label: String, _ scene: PlotScene) -> PlotDash? {
    scene.series.first { $0.label == label }?.stroke.dash
  }
}
