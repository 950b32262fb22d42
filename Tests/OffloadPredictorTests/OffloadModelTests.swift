import OffloadPredictor
import Quantities
import RooflineModel
import TestSupport
import Testing

@Suite("Offload prediction")
struct OffloadModelTests {
  @Test("Left of the ridge the kernel takes bytes over bandwidth, right of it operations over peak")
  func kernelTime() {
    var workload = Self.workload(operations: 4e11, bytes: 4e11)
    #expect(Self.predict(workload).kernelSeconds == 1)
    #expect(Self.predict(workload).bound == "hbm")
    workload.operations = 4e12
    #expect(Self.predict(workload).kernelSeconds == 4)
    #expect(Self.predict(workload).bound == "compute")
  }

  @Test("A transfer takes its latency and bytes over the rate of its direction")
  func transferTime() throws {
    var workload = Self.workload(operations: 1, bytes: 1)
    workload.bytesIn = 1e10
    workload.bytesOut = 5e9
    let prediction = Self.predict(workload)
    // Two transfers of one second each with 10 µs latency; rounding of the sums only.
    let seconds = try #require(prediction.transferSeconds)
    #expect(abs(seconds - 2.00002) < 1e-12)
    workload.bytesOut = 6e9
    #expect(Self.predict(workload).bound == "link-out")
    workload.bytesOut = 0
    #expect(Self.predict(workload).bound == "link-in")
  }

  @Test("Overlapped transfers hide behind the longest part, others are added")
  func overlap() throws {
    var workload = Self.workload(operations: 0, bytes: 4e11)
    workload.bytesIn = 2e10
    let sum = try #require(Self.predict(workload).totalSeconds)
    workload.overlaps = true
    let longest = try #require(Self.predict(workload).totalSeconds)
    #expect(abs(sum - (1 + 2.00001 + 1e-4)) < 1e-12)
    #expect(abs(longest - (2.00001 + 1e-4)) < 1e-12)
  }

  @Test("A tiny resident kernel is bound by its launch")
  func launch() {
    let prediction = Self.predict(Self.workload(operations: 1, bytes: 8))
    #expect(prediction.bound == "launch" && prediction.launchSeconds == 1e-4)
  }

  @Test("A measured time on the board goes before the roofline, and one below it is questioned")
  func givenSeconds() {
    var workload = Self.workload(operations: 4e11, bytes: 4e11)
    workload.seconds = 3
    #expect(Self.predict(workload).kernelSeconds == 3)
    #expect(!Self.predict(workload).reason.contains("check seconds"))
    workload.seconds = 0.5
    #expect(Self.predict(workload).reason.contains("check seconds"))
  }

  @Test("Calls multiply every time and leave the speed-up alone")
  func calls() throws {
    var workload = Self.workload(operations: 4e11, bytes: 4e11)
    workload.hostSeconds = 2
    let once = Self.predict(workload)
    workload.calls = 8
    let often = Self.predict(workload)
    #expect(often.totalSeconds == once.totalSeconds.map { $0 * 8 })
    #expect(often.speedup == once.speedup && often.breakEvenScale == once.breakEvenScale)
  }

  @Test(
    "The verdict changes at 1.2 and at 0.9 times the host",
    arguments: [(1.2, OffloadVerdict.offload), (1.19, .marginal), (0.9, .marginal), (0.89, .stay)])
  func verdicts(speedup: Double, verdict: OffloadVerdict) {
    #expect(OffloadVerdict(speedup: speedup) == verdict)
  }

  @Test("Without a host time there is no speed-up, and the verdict is marginal")
  func noHostTime() {
    let prediction = Self.predict(Self.workload(operations: 4e11, bytes: 4e11))
    #expect(prediction.speedup == nil && prediction.breakEvenScale == nil)
    #expect(prediction.verdict == .marginal && prediction.reason.contains("host_seconds"))
  }

  @Test("At the break-even scale the speed-up is 1", arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func breakEven(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var workload = Self.workload(
      operations: Double.random(in: 1e6...1e12, using: &generator),
      bytes: Double.random(in: 1e6...1e11, using: &generator))
    workload.bytesIn = Double.random(in: 0...1e8, using: &generator)
    workload.bytesOut = Double.random(in: 0...1e8, using: &generator)
    workload.hostSeconds = Double.random(in: 1e-3...10, using: &generator)
    workload.overlaps = Bool.random(using: &generator)
    let first = Self.predict(workload)
    guard let scale = first.breakEvenScale else {
      #expect((first.speedup ?? 2) < 1)
      return
    }
    let speedup = try #require(Self.predict(Self.scaled(workload, by: scale)).speedup)
    // Eight digits are left of sixteen after the division by small differences.
    #expect(abs(speedup - 1) < 1e-8)
  }

  @Test("A host that is faster than the link alone is never reached")
  func neverBreaksEven() {
    var workload = Self.workload(operations: 1, bytes: 1)
    workload.bytesIn = 1e10
    workload.hostSeconds = 0.5
    let prediction = Self.predict(workload)
    #expect(prediction.breakEvenScale == nil && prediction.verdict == .stay)
  }

  @Test("The interval of the binding ceiling becomes the interval of the speed-up")
  func interval() throws {
    var workload = Self.workload(operations: 0, bytes: 4e11)
    workload.hostSeconds = 2
    let prediction = BoardSamples.model(interval: 2e11...8e11).prediction(for: workload)
    let (low, high) = (try #require(prediction.speedupLow), try #require(prediction.speedupHigh))
    #expect(abs(low - 2 / 2.0001) < 1e-12)
    #expect(abs(high - 2 / 0.5001) < 1e-12)
    #expect(Self.predict(workload).speedupLow == nil)
  }

  @Test("On-chip data, a named memory and an unknown type are each bound by what is known")
  func memories() {
    var workload = Self.workload(operations: 1, bytes: 4e12)
    workload.memory = "bram"
    #expect(Self.predict(workload).bound == "on-chip" && Self.predict(workload).kernelSeconds == 1)
    workload.memory = "ddr"
    #expect(Self.predict(workload).bound == "ddr" && Self.predict(workload).kernelSeconds == 200)
    workload.memory = nil
    workload.elementType = "f64"
    #expect(Self.predict(workload).bound == "hbm")
    #expect(Self.predict(workload).reason.contains("No compute ceiling is known for f64"))
  }

  @Test("What is not known leaves its cells empty and is said in the reason")
  func unknowns() {
    let model = OffloadModel(
      roofline: Roofline(
        board: "u280", ceilings: [], ridgePoints: [], points: [], violations: []),
      link: HostLink())
    var workload = Self.workload(operations: 1, bytes: 8)
    workload.bytesIn = 4
    workload.bytesOut = nil
    let prediction = model.prediction(for: workload)
    #expect(prediction.totalSeconds == nil && prediction.bound.isEmpty)
    #expect(prediction.cells[2...11] == ["", "", "", "", "", "", "", "", "", ""])
    #expect(Golden.difference(prediction.reason + "\n", "reason_unknown.txt") == nil)
  }

  @Test("The CSV and the assumptions show where every number comes from")
  func csv() {
    var stream = Self.workload(operations: 1e9, bytes: 1e9)
    stream.bytesIn = 5e8
    stream.bytesOut = 5e8
    stream.hostSeconds = 0.05
    var solver = Self.workload(name: "solver, inner", operations: 1e12, bytes: 1e9)
    solver.hostSeconds = 10
    solver.overlaps = true
    let predictions = [stream, solver].map { BoardSamples.model().prediction(for: $0) }
    let text =
      OffloadPrediction.csv(predictions) + "\n"
      + predictions.flatMap(\.assumptions).joined(separator: "\n") + "\n"
    #expect(Golden.difference(text, "predictions.csv") == nil)
  }

  @Test("Many kernels predicted on all cores give the rows of one after another")
  func manyRows() {
    let workloads = (0..<600).map { index in
      Self.workload(name: "k\(index)", operations: Double(1 + index) * 1e9, bytes: 4e9)
    }
    let models = [BoardSamples.model(), BoardSamples.model(interval: 3e11...5e11)]
    let single = workloads.flatMap { workload in models.map { $0.prediction(for: workload) } }
    #expect(OffloadPrediction.csv(workloads, on: models) == OffloadPrediction.csv(single))
    #expect(OffloadPrediction.csv([], on: models) == OffloadPrediction.csv([]))
  }

  // MARK: Samples

  /// A kernel whose data are resident unless a test says otherwise.
  private static func workload(
    name: String = "stream", operations: Double, bytes: Double
  ) -> Workload {
    var workload = Workload(name: name)
    workload.operations = operations
    workload.bytes = bytes
    workload.bytesIn = 0
    workload.bytesOut = 0
    return workload
  }

  private static func scaled(_ workload: Workload, by scale: Double) -> Workload {
    var scaled = workload
    scaled.operations = workload.operations.map { $0 * scale }
    scaled.bytes = workload.bytes.map { $0 * scale }
    scaled.bytesIn = workload.bytesIn.map { $0 * scale }
    scaled.bytesOut = workload.bytesOut.map { $0 * scale }
    scaled.hostSeconds = workload.hostSeconds.map { $0 * scale }
    return scaled
  }

  private static func predict(_ workload: Workload) -> OffloadPrediction {
    BoardSamples.model().prediction(for: workload)
  }
}
