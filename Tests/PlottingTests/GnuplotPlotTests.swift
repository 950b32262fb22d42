import Foundation
import RooflineModel
import TestSupport
import Testing

@testable import Plotting

@Suite("Scripts for gnuplot")
struct GnuplotPlotTests {
  @Test("A roofline looks as it was approved")
  func golden() throws {
    let scene = RooflineScene(rooflines: [Sample.u280()]).scene
    let text = GnuplotPlot(style: try Sample.style()).render(scene)
    #expect(Golden.difference(text, "modelled.gp") == nil)
  }

  @Test("A quote in a name does not end its text")
  func quotes() {
    #expect(GnuplotPlot.quoted("'; system('x')") == "'\u{2019}; system(\u{2019}x\u{2019})'")
  }

  @Test(
    "gnuplot draws every kind, whatever the names",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/gnuplot"),
      "gnuplot is not installed: apt-get install gnuplot-nox"),
    arguments: PlotKinds.all.map(\.name))
  func runs(name: String) throws {
    var scene = try #require(PlotKinds.kind(named: name)).scene(of: SampleRows.source)
    scene.title = "'; system('touch owned'); ' `touch owned` @x"
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gnuplot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("plot.gp")
    try Data(GnuplotPlot(style: try Sample.style()).render(scene).utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gnuplot")
    process.arguments = [file.path]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["plot.gp", "plot.svg"])
    let drawn = try String(contentsOf: folder.appendingPathComponent("plot.svg"), encoding: .utf8)
    #expect(drawn.contains("</svg>"))
  }
}
