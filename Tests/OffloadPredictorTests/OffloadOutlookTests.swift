import OffloadPredictor
import Quantities
import RooflineModel
import TestSupport
import Testing

/// The kernel: hbm 4e8 B / 400 GB/s = 1 ms, compute 5e8 / 1 TOP/s = 0.5 ms, so 1 ms.
/// In: 10 µs + 1e7 B / 10 GB/s = 1.01 ms. Out: 10 µs + 5e6 B / 5 GB/s = 1.01 ms. Launch: 0.1 ms.
/// One call: 3.12 ms, of which 0.12 ms do not grow with the size.
@Suite("Offload outlook")
struct OffloadOutlookTests {
  @Test("Every term of a worked example, and Amdahl's law over its calls")
  func workedExample() throws {
    var model = BoardSamples.model()
    model.applicationTime = TimeSpan(0.1)
    model.boardPower = Power(50)
    var workload = Self.workload(hostSeconds: 6.24e-3)
    workload.hostPower = Power(100)
    let prediction = model.prediction(for: workload)
    #expect(Self.isNear(prediction.kernelSeconds, 10e-3))
    #expect(Self.isNear(prediction.transferSeconds, 20.2e-3))
    #expect(Self.isNear(prediction.totalSeconds, 31.2e-3))
    #expect(Self.isNear(prediction.speedup, 2))
    // 100 ms − 62.4 ms + 31.2 ms = 68.8 ms.
    #expect(Self.isNear(prediction.applicationSpeedup, 100 / 68.8))
    // 0.12 / (6.24 − 3).
    #expect(Self.isNear(prediction.breakEvenScale, 0.12 / 3.24))
    // 50 W · 31.2 ms, times 31.2 ms; 100 W · 62.4 ms.
    #expect(Self.isNear(prediction.energyJoules, 1.56))
    #expect(Self.isNear(prediction.energyDelayProduct, 1.56 * 0.0312))
    #expect(Self.isNear(prediction.hostEnergyJoules, 6.24))
  }

  @Test("Half of the kernel's acceleration is reached where LogCA's second mark is, or never")
  func halfAcceleration() {
    var workload = Self.workload(hostSeconds: 6.24e-3)
    // A = 6.24; 3.12 times needs 6.24 − 3.12 · 3 > 0, which it is not.
    #expect(BoardSamples.model().prediction(for: workload).halfAccelerationScale == nil)
    workload.bytesIn = 0
    workload.bytesOut = 0
    // 3.12 · 0.1 / (6.24 − 3.12 · 1) = 0.1.
    let resident = BoardSamples.model().prediction(for: workload)
    #expect(Self.isNear(resident.halfAccelerationScale, 0.1))
  }

  @Test("Optimistic pays the launch once and hides transfers, pessimistic hides nothing")
  func scenarios() {
    var workload = Self.workload(hostSeconds: 6.24e-3)
    // 10 · max(1, 1.01, 1.01) + 0.1 = 10.2 ms.
    var totals = BoardSamples.model().prediction(for: workload).scenarios.map(\.totalSeconds)
    #expect(totals.count == 3)
    #expect(zip(totals, [10.2e-3, 31.2e-3, 31.2e-3]).allSatisfy { Self.isNear($0, $1) })
    workload.overlaps = true
    // Low end of hbm, 200 GB/s: the kernel takes 2 ms, all 4.12 ms. High end: link binds.
    totals = BoardSamples.model(interval: 2e11...8e11).prediction(for: workload).scenarios
      .map(\.totalSeconds)
    #expect(zip(totals, [10.2e-3, 11.1e-3, 41.2e-3]).allSatisfy { Self.isNear($0, $1) })
  }

  @Test("What must change is said with the value that is needed, or that nothing single is enough")
  func needs() {
    let needs = BoardSamples.model().prediction(for: Self.workload(hostSeconds: 2.08e-3)).needs
    // 1×: 2.08 − 1.12 = 0.96 ms are left for 2 ms of bytes on the link: × 2.083.
    // 2×: 1.04 ms is less than kernel and launch, 1.1 ms.
    #expect(
      needs.map(\.text) == [
        "for 1×: host link in 20.83 GB/s instead of 10 GB/s, out 10.42 GB/s instead of 5 GB/s,"
          + " or data that stay on the board, or transfers that overlap the kernel",
        "for 2×: nothing single is enough",
      ])
  }

  @Test("A link as fast as the needs ask for gives that speed-up", arguments: [UInt64(1), 2, 3, 4])
  func linkNeedIsEnough(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let host = Double.random(in: 1.3e-3...3e-3, using: &generator)
    let workload = Self.workload(hostSeconds: host)
    // What is left of the host's time for 2 ms of bytes on the link.
    let factor = 2e-3 / (host - 1.12e-3)
    let settings = try OffloadSettings(parsing: [
      "host-to-device=\(1e10 * factor) B/s", "device-to-host=\(5e9 * factor) B/s",
    ])
    let changed = settings.applied(to: BoardSamples.model()).prediction(for: workload)
    #expect(Self.isNear(changed.speedup, 1))
  }

  @Test(
    "Scenarios are ordered, the interval holds the speed-up, more bandwidth is never slower",
    arguments: [UInt64(1), 2, 3, 5, 8, 13, 21, 34])
  func properties(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var workload = Workload(name: "any")
    workload.operations = Double.random(in: 1...1e12, using: &generator)
    workload.bytes = Double.random(in: 1e9...1e11, using: &generator)
    workload.bytesIn = Double.random(in: 0...1e9, using: &generator)
    workload.bytesOut = Double.random(in: 0...1e9, using: &generator)
    workload.hostSeconds = Double.random(in: 1e-3...10, using: &generator)
    workload.calls = Int.random(in: 1...1000, using: &generator)
    workload.overlaps = Bool.random(using: &generator)
    var model = BoardSamples.model(interval: 3.5e11...4.5e11)
    model.applicationTime = TimeSpan(20_000)
    let prediction = model.prediction(for: workload)
    let totals = prediction.scenarios.map(\.totalSeconds)
    #expect(totals.count == 3 && totals == totals.sorted())
    let speedup = try #require(prediction.speedup)
    #expect(prediction.speedupLow ?? speedup <= speedup)
    #expect(speedup <= prediction.speedupHigh ?? speedup)
    // Amdahl: between 1 and the part's speed-up.
    let application = try #require(prediction.applicationSpeedup)
    #expect(application >= min(1, speedup) && application <= max(1, speedup))
    let faster = try OffloadSettings(parsing: ["memory=800 GB/s", "pcie=20 GB/s"])
    let total = try #require(faster.applied(to: model).prediction(for: workload).totalSeconds)
    #expect(total <= totals[1])
  }

  @Test("An application that is shorter than its calls has no speed-up, and that is said")
  func impossibleApplication() {
    var model = BoardSamples.model()
    model.applicationTime = TimeSpan(1e-3)
    let prediction = model.prediction(for: Self.workload(hostSeconds: 6.24e-3))
    #expect(prediction.applicationSpeedup == nil)
    #expect(prediction.assumptions.contains { $0.contains("1 ms is less than the 62.4 ms") })
  }

  @Test("Numbers that overflow or vanish end in empty cells, not in a trap")
  func extremes() {
    for amount in [0, Double.leastNonzeroMagnitude, 1e308, Double.greatestFiniteMagnitude] {
      var workload = Self.workload(hostSeconds: 1e-300)
      workload.operations = amount
      workload.bytes = amount
      workload.bytesIn = amount
      workload.calls = .max
      var model = BoardSamples.model()
      model.applicationTime = TimeSpan(1e308)
      model.boardPower = Power(1e308)
      let cells = model.prediction(for: workload).cells
      #expect(!cells.contains { $0.contains("nan") })
    }
  }

  @Test("Boards are ranked by time, and touching intervals are no difference")
  func ranking() {
    var fast = OffloadPrediction(name: "k", board: "a")
    fast.totalSeconds = 1
    fast.fastestSeconds = 0.9
    fast.slowestSeconds = 1.1
    var near = OffloadPrediction(name: "k", board: "b")
    near.totalSeconds = 1.05
    var far = OffloadPrediction(name: "k", board: "c")
    far.totalSeconds = 2
    let ranking = OffloadRanking([far, OffloadPrediction(name: "k", board: "d"), near, fast])
    #expect(ranking.predictions.map(\.board) == ["a", "b", "c"])
    #expect(ranking.isWithinInterval(near) && !ranking.isWithinInterval(far))
    #expect(ranking.margin(of: far) == 2)
  }

  @Test("A name that cannot be set is answered with those that can, nearest first")
  func settings() {
    let wrong = #expect(throws: OffloadSettings.Failure.self) {
      try OffloadSettings(parsing: ["lanch=1 us"])
    }
    #expect(wrong?.description.contains("the names are launch, ") == true)
    for text in ["pcie", "pcie=12", "pcie=0 GB/s", "=", "", "launch=1 GB/s"] {
      #expect(throws: OffloadSettings.Failure.self) { try OffloadSettings(parsing: [text]) }
    }
  }

  private static func workload(hostSeconds: Double) -> Workload {
    var workload = Workload(name: "worked")
    workload.operations = 5e8
    workload.bytes = 4e8
    workload.bytesIn = 1e7
    workload.bytesOut = 5e6
    workload.hostSeconds = hostSeconds
    workload.calls = 10
    return workload
  }

  /// Equal but for the rounding of a few sums.
  private static func isNear(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) <= 1e-9 * expected } ?? false
  }
}
