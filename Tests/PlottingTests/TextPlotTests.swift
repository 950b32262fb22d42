import RooflineModel
import TestSupport
import Testing

@testable import Plotting

@Suite("Text plots")
struct TextPlotTests {
  private func render(
    _ scene: PlotScene, _ width: Int, _ height: Int, _ charset: TextCharset = .braille,
    _ color: TextColor = .none
  ) throws -> String {
    let options = TextPlotOptions(width: width, height: height, charset: charset, color: color)
    return TextPlot(style: try Sample.style(), options: options).render(scene)
  }

  @Test(
    "A modelled roofline looks as it was approved",
    arguments: [(80, 24), (120, 40), (40, 12)], TextCharset.allCases)
  func modelled(size: (Int, Int), charset: TextCharset) throws {
    let scene = RooflineScene(rooflines: [Sample.u280()], kernels: Sample.kernels()).scene
    let text = try render(scene, size.0, size.1, charset)
    #expect(Golden.difference(text, "modelled-\(size.0)x\(size.1)-\(charset).txt") == nil)
  }

  @Test("Peaks that would take the rows of fitted ceilings are named in their labels")
  func namedPeaks() throws {
    var options = RooflineSceneOptions()
    options.namesPeaksWithin = 0.15
    let scene = RooflineScene(rooflines: [Sample.u280()], options: options).scene
    let text = try render(scene, 80, 24)
    #expect(Golden.difference(text, "named-peaks-80x24-braille.txt") == nil)
  }

  @Test("Two boards, one measured and one modelled, look as approved")
  func twoBoards() throws {
    let boards = [Sample.u280(basis: .measured), Sample.u280(scale: 0.4, board: "u50")]
    let text = try render(RooflineScene(rooflines: boards).scene, 120, 40)
    #expect(Golden.difference(text, "two-boards-120x40-braille.txt") == nil)
  }

  @Test("With eight colours the picture is the same but for escape sequences")
  func colors() throws {
    let scene = RooflineScene(rooflines: [Sample.u280()]).scene
    let plain = try render(scene, 80, 24)
    for color in [TextColor.ansi8, .ansi256] {
      let colored = try render(scene, 80, 24, .braille, color)
      #expect(colored != plain)
      #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }
    let eight = try render(scene, 80, 24, .braille, .ansi8)
    #expect(Golden.difference(eight, "modelled-80x24-ansi8.txt") == nil)
  }

  @Test("ASCII plots hold nothing but ASCII")
  func ascii() throws {
    let scene = RooflineScene(rooflines: [Sample.u280()], kernels: Sample.kernels()).scene
    #expect(try render(scene, 120, 40, .ascii).utf8.allSatisfy { $0 < 0x7F })
  }

  @Test("A dashed line over another line still has its gaps")
  func dashedOverSolid() throws {
    let style = try Sample.style()
    var dots = DotCanvas(columns: 20, rows: 1, charset: .braille)
    let line = PlotSegment(start: PlotPoint(0, 0.5), end: PlotPoint(19.9, 0.5))
    for dash in [PlotDash.solid, .longDash] {
      dots.draw([line], DotPen(PlotStroke(dash: dash), style, .braille))
    }
    #expect((0..<20).contains { dots.cell($0, 0) == nil })
  }

  @Test("A cell has the colour of the line drawn last")
  func topmostColor() throws {
    let style = try Sample.style()
    var dots = DotCanvas(columns: 4, rows: 1, charset: .braille)
    let line = PlotSegment(start: PlotPoint(0, 0.5), end: PlotPoint(3.9, 0.5))
    for color in [PlotColorRole.series(0), .series(1)] {
      dots.draw([line], DotPen(PlotStroke(color: color), style, .braille))
    }
    #expect(dots.cell(1, 0)?.color == .series(1))
  }

  @Test("The plot area of a picture is inside the canvas", arguments: OddScene.sizes)
  func area(size: (Int, Int)) throws {
    let scene = RooflineScene(rooflines: [Sample.u280()]).scene
    let options = TextPlotOptions(width: size.0, height: size.1)
    let picture = TextPlot(style: try Sample.style(), options: options).picture(of: scene)
    #expect(picture.plot.column + picture.plot.columns <= max(picture.canvas.width, 8))
    #expect(picture.plot.row + picture.plot.rows <= picture.canvas.height)
  }
}
