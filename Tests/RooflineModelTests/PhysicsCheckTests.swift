import Measurements
import Quantities
import RooflineModel
import TestSupport
import Testing

@Suite("Physics check")
struct PhysicsCheckTests {
  @Test("A run at the theoretical limit passes, one 0.2 % above does not")
  func theory() {
    let theory = [RowSamples.theory(.memory("hbm"), 1000)]
    let atLimit = RooflineFit.fit(rows: RowSamples.probe(bytes: 1000), theoretical: theory)
    let above = RooflineFit.fit(rows: RowSamples.probe(bytes: 1002), theoretical: theory)
    #expect(atLimit.first?.violations.isEmpty == true)
    #expect(above.first?.violations.count == 1)
  }

  @Test("A port carries its width each way, so reads and writes are held apart")
  func ports() {
    var row = Self.portRow
    row.bytesRead = 19_200_000_000
    row.bytesWritten = 19_200_000_000
    #expect(RooflineFit.fit(rows: [row]).first?.violations.isEmpty == true)
    row.bytesRead = 19_300_000_000
    row.bytesWritten = nil
    #expect(RooflineFit.fit(rows: [row]).first?.violations.count == 1)
  }

  @Test("Triad reads through two ports, and kernels of unknown ports are not judged")
  func portCounts() {
    var row = Self.portRow
    row.kernel = "stream"
    row.operation = "triad"
    row.bytesRead = 38_000_000_000
    #expect(RooflineFit.fit(rows: [row]).first?.violations.isEmpty == true)
    row.operation = "copy"
    #expect(RooflineFit.fit(rows: [row]).first?.violations.count == 1)
    row.kernel = "gemm"
    #expect(RooflineFit.fit(rows: [row]).first?.violations.isEmpty == true)
  }

  @Test("Impossible runs are reported with the limit that they break")
  func messages() {
    var port = Self.portRow
    port.bytesRead = 25_000_000_000
    var compute = RowSamples.roofline(bytes: 1_000_000_000, operations: 20_000_000_000)
    (compute.lanes, compute.chain, compute.computeUnits) = (4, 8, 1)
    compute.clock = .megahertz(300)
    var gemm = RowSamples.roofline(bytes: 1_000_000_000, operations: 40_000_000_000)
    gemm.kernel = "gemm"
    gemm.operation = ""
    let rooflines = RooflineFit.fit(
      rows: [port, compute, gemm],
      theoretical: [
        RowSamples.theory(.memory("hbm"), 2.4e10),
        RowSamples.theory(.compute(type: "f32", operation: "fma"), 1e10),
      ])
    let text = RooflineTables.violations(of: rooflines).csv
    #expect(Golden.difference(text, "violations.csv") == nil)
  }

  /// One port of 512 bits at 300 MHz: 19.2 GB/s each way.
  private static var portRow: Measurement {
    var row = Measurement()
    row.board = "u280"
    row.kernel = "memory-probe"
    row.operation = "read-write"
    row.memory = "hbm"
    row.portBits = 512
    row.clock = .megahertz(300)
    row.computeUnits = 1
    row.seconds = 1
    return row
  }
}
