import Measurements
@testable import RooflineModel
import Testing

@Suite("Labels of points")
struct PointLabelsTests {
  @Test("A run without namesakes is named by kernel and operation alone")
  func single() {
    #expect(
      PointLabels.labels(of: [RowSamples.roofline(bytes: 8, operations: 8)]) == ["roofline fma"])
    #expect(PointLabels.labels(of: [Measurement()]) == ["run"])
  }

  @Test("Namesakes are told apart by what differs between them and by nothing else")
  func namesakes() {
    var first = RowSamples.roofline(bytes: 8, operations: 8, passes: 2)
    first.lanes = 16
    var second = first
    second.passes = 4
    #expect(PointLabels.labels(of: [first, second]) == ["roofline fma ×2", "roofline fma ×4"])
  }

  @Test("Runs that differ in their tap alone are told apart by their intensity")
  func taps() {
    let runs = [8, 16].map { RowSamples.roofline(bytes: 8, operations: $0) }
    #expect(PointLabels.labels(of: runs) == ["roofline fma 1 OP/B", "roofline fma 2 OP/B"])
  }
}
