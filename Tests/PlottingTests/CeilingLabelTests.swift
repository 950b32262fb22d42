import RooflineModel
import Testing

@testable import Plotting

@Suite("Labels that name a theoretical peak")
struct CeilingLabelTests {
  private func labels(within share: Double?) -> [String] {
    var options = RooflineSceneOptions()
    options.namesPeaksWithin = share
    return RooflineScene(rooflines: [Sample.u280()], options: options).scene.series.map(\.label)
  }

  @Test("A unit is printed once when both rates have it")
  func joined() {
    #expect(CeilingLabel.joined("1.09 TOP/s", "1.17 TOP/s") == "1.09 / 1.17 TOP/s")
    #expect(CeilingLabel.joined("990 GOP/s", "1.1 TOP/s") == "990 GOP/s / 1.1 TOP/s")
  }

  @Test("A peak within the share is named in the label of the fitted ceiling, and not drawn")
  func near() {
    let labels = labels(within: 0.15)
    #expect(labels.contains("hbm 424 / 460.8 GB/s"))
    #expect(!labels.contains("hbm peak 460.8 GB/s"))
  }

  @Test("A peak further away keeps its line")
  func far() {
    let labels = labels(within: 0.15)
    #expect(labels.contains("f32 fma 1.42 TOP/s") && labels.contains("f32 fma peak 1.9 TOP/s"))
    #expect(self.labels(within: 0.5).contains("f32 1.42 / 1.9 TOP/s"))
  }

  @Test("Unless asked for, every line is drawn")
  func off() {
    #expect(labels(within: nil).contains("hbm peak 460.8 GB/s"))
  }

  @Test("The legend says what the second number is")
  func legend() {
    var options = RooflineSceneOptions()
    options.namesPeaksWithin = 0.15
    let scene = RooflineScene(rooflines: [Sample.u280()], options: options).scene
    #expect(scene.legend.first?.text == "modelled / theoretical peak of fma")
  }
}
