import OffloadPredictor
import Quantities
import RooflineModel
import Testing

/// Every term by hand, on the board of ``BoardSamples``: hbm 400 GB/s, f32 1 TOP/s, link 10 GB/s in
/// and 5 GB/s out, 10 µs a transfer, 100 µs a launch. Tolerances are rounding of sums only.
@Suite("Offload examples worked by hand")
struct HandWorkedTests {
  /// 8 GB and 2 TOP a call: memory 20 ms, compute 2 s, so the kernel takes 2 s; 4 GB in take 0.4 s,
  /// 1 GB out 0.2 s.
  private static var workload: Workload {
    var workload = Workload(name: "solver")
    (workload.operations, workload.bytes) = (2e12, 8e9)
    (workload.bytesIn, workload.bytesOut) = (4e9, 1e9)
    (workload.calls, workload.hostSeconds) = (10, 5)
    return workload
  }

  @Test("Every term of ten calls with a configuration of 3 s adds up")
  func terms() throws {
    var model = BoardSamples.model()
    model.reconfiguration = TimeSpan(3)
    let prediction = model.prediction(for: Self.workload)
    #expect(prediction.kernelSeconds == 20)
    // (0.4 + 0.2 + 2 · 10 µs) · 10
    #expect(try Self.isNear(prediction.transferSeconds, 6.0002))
    #expect(try Self.isNear(prediction.launchSeconds, 1e-3))
    #expect(prediction.reconfigurationSeconds == 3)
    #expect(try Self.isNear(prediction.totalSeconds, 29.0012))
    #expect(try Self.isNear(prediction.speedup, 50 / 29.0012))
    #expect(prediction.bound == "compute" && prediction.verdict == .offload)
    // A call gains 5 − 2.60012 = 2.39988 s; 3 s are paid back by the second.
    #expect(prediction.breakEvenCalls == 2)
    // 3/10 + 120 µs of fixed time a call against 5 − 2.6 s a size.
    #expect(try Self.isNear(prediction.breakEvenScale, 0.30012 / 2.4))
  }

  @Test("Four calls in a batch share launch and latency: three launches for ten calls")
  func batch() throws {
    var model = BoardSamples.model()
    model.batch = 4
    let prediction = model.prediction(for: Self.workload)
    #expect(try Self.isNear(prediction.launchSeconds, 3e-4))
    #expect(try Self.isNear(prediction.transferSeconds, 6 + 3 * 2e-5))
    #expect(try Self.isNear(prediction.totalSeconds, 26.00036))
  }

  @Test("A configuration that no call pays back has no break-even number of calls")
  func neverPaidBack() {
    var workload = Self.workload
    workload.hostSeconds = 2.6
    var model = BoardSamples.model()
    model.reconfiguration = TimeSpan(1)
    #expect(model.prediction(for: workload).breakEvenCalls == nil)
    #expect(BoardSamples.model().prediction(for: Self.workload).breakEvenCalls == 1)
  }

  @Test("The cases are: configured already and overlapped, as said, at the low ends")
  func scenarios() throws {
    var model = BoardSamples.model()
    model.reconfiguration = TimeSpan(3)
    let cases = model.prediction(for: Self.workload).scenarios
    #expect(cases.map(\.name) == [.optimistic, .expected, .pessimistic])
    // The kernel hides both transfers; one launch.
    #expect(try Self.isNear(cases.first?.totalSeconds, 20.0001))
    #expect(try Self.isNear(cases.last?.totalSeconds, 29.0012))
  }

  @Test("A host of 100 GB/s and 500 GOP/s needs 4 s for the call")
  func host() throws {
    var workload = Self.workload
    workload.hostSeconds = nil
    let host = HostCeilings(Self.hostRoofline)
    let filled = host.applied(to: workload)
    #expect(filled.hostSeconds == 4 && filled.hostInterval == 2...8)
    #expect(filled.assumptions.contains { $0.hasPrefix("host_seconds: not given") })
    // 4 / 2.60012, and at the ends of the host's interval.
    let prediction = BoardSamples.model().prediction(for: filled)
    #expect(try Self.isNear(prediction.speedup, 4 / 2.60012))
    #expect(try Self.isNear(prediction.speedupLow, 2 / 2.60012))
    #expect(try Self.isNear(prediction.speedupHigh, 8 / 2.60012))
    #expect(host.applied(to: Self.workload) == Self.workload)
  }

  @Test("On the host a kernel works on main memory, whatever it is called on the board")
  func hostMemory() {
    var workload = Workload(name: "copy")
    (workload.bytes, workload.memory) = (1e11, "hbm")
    #expect(HostCeilings(Self.hostRoofline).applied(to: workload).hostSeconds == 1)
    workload.operations = 1
    workload.elementType = "i8"
    let unknown = HostCeilings(Self.hostRoofline).applied(to: workload)
    #expect(unknown.hostSeconds == nil)
    #expect(unknown.assumptions.last?.contains("no compute ceiling is known for i8") == true)
  }

  private static var hostRoofline: Roofline {
    func ceiling(
      _ kind: Ceiling.Kind, _ value: Double, _ interval: ClosedRange<Double>? = nil
    ) -> Ceiling {
      Ceiling(
        kind: kind, board: "host", basis: .measured,
        estimate: Estimate(value: value, interval: interval), origin: "made up")
    }
    return Roofline(
      board: "host",
      ceilings: [
        ceiling(.memory("dram"), 1e11), ceiling(.memory("l1"), 1e12),
        ceiling(.compute(type: "f32", operation: "fma"), 5e11, 2.5e11...1e12),
      ], ridgePoints: [], points: [], violations: [])
  }

  private static func isNear(_ value: Double?, _ expected: Double) throws -> Bool {
    abs(try #require(value) - expected) <= 1e-9 * expected
  }
}
