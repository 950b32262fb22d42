import OffloadPredictor
import Quantities
import Testing

@Suite("Predictions over sizes, on several nodes, and against measurements")
struct SizeSweepTests {
  private static var workload: Workload {
    var workload = Workload(name: "k")
    (workload.operations, workload.bytes) = (0, 2e10)
    (workload.bytesIn, workload.bytesOut) = (1e10, 1e10)
    workload.hostSeconds = 10
    return workload
  }

  @Test("Sizes double from one end to the other, and both ends are there")
  func sizes() throws {
    #expect(try SizeSweep(parsing: "size=1KiB..4KiB").sizes == [1024, 2048, 4096])
    #expect(try SizeSweep(parsing: "size=1 KiB..3 KiB").sizes == [1024, 2048, 3072])
  }

  @Test(
    "Ranges that are none are refused with what is expected",
    arguments: [
      ("1KiB..4KiB", "expected size=FROM..TO"), ("size=1KiB", "expected size=FROM..TO"),
      ("size=4KiB..1KiB", "to a larger one"), ("size=0 B..1KiB", "to a larger one"),
      ("size=x..1KiB", "found"), ("size=1KiB..", "found"),
    ])
  func wrongSizes(text: String, words: String) {
    let error = #expect(throws: SizeSweep.Failure.self) { _ = try SizeSweep(parsing: text) }
    let description = error?.description ?? ""
    #expect(
      description.contains(words) && description.contains("--sweep \(text)"), "\(description)")
  }

  @Test("A sweep holds the prediction of every size, and its marks are where the curve says")
  func sweep() throws {
    let model = BoardSamples.model()
    let sizes = try SizeSweep(parsing: "size=1KiB..1GiB")
    let sweep = try #require(model.sweep(Self.workload, over: sizes))
    #expect(sweep.points.count == 21 && sweep.callBytes == 2e10)
    // hbm 400 GB/s, link 10 and 5 GB/s: one byte in and one out take 2/4e11 + 1/1e10 + 1/5e9 s; the host
    // takes 10 s for 1e10 of each; 100 µs launch and twice 10 µs latency do not grow.
    let growing = 2 / 4e11 + 1 / 1e10 + 1 / 5e9
    let even = 2 * (1e-4 + 2e-5) / (10 / 1e10 - growing)
    let found = try #require(sweep.breakEvenBytes)
    #expect(abs(found / even - 1) < 1e-9)
    for point in sweep.points {
      let pays = (point.prediction.speedup ?? 0) >= 1
      #expect(pays == (point.bytes >= found), "\(point.bytes)")
    }
    // The kernel alone is 10 / 0.05 = 200 times as fast; half of it, 100, is out of the link's reach.
    #expect(sweep.halfAccelerationBytes == nil)
    #expect(sweep.rows.allSatisfy { $0.count == OffloadSweep.header.count })
  }

  @Test("A kernel without a size has no sweep")
  func noSize() throws {
    var workload = Workload(name: "k")
    (workload.operations, workload.seconds) = (1e9, 1)
    let sizes = try SizeSweep(parsing: "size=1KiB..4KiB")
    #expect(BoardSamples.model().sweep(workload, over: sizes) == nil)
  }

  @Test("Four nodes do a quarter each, and three quarters of the data go through the network")
  func nodes() throws {
    let machine = try ScaleOut(nodes: 4, network: "100 Gb/s")
    #expect(machine.network.value == 12.5e9)
    #expect(try ScaleOut(nodes: 4, network: "12.5 GB/s") == machine)
    let estimate = try #require(BoardSamples.model().estimate(of: Self.workload, on: machine))
    // Kernel 2e10/4e11 = 50 ms, in 1 s, out 2 s, fixed 120 µs; the network 2e10 · 3/4 / 12.5e9 = 1.2 s.
    let part = (0.05 + 1 + 2) / 4 + 1.2e-4
    #expect(abs(estimate.networkSeconds - 1.2) < 1e-12)
    #expect(abs(estimate.seconds - (part + 1.2)) < 1e-12)
    #expect(abs(estimate.speedupOverOne - (3.05 + 1.2e-4) / (part + 1.2)) < 1e-12)
    #expect(abs(try #require(estimate.speedup) - 10 / (part + 1.2)) < 1e-12)
  }

  @Test(
    "Machines that are none are refused", arguments: [(1, "100 Gb/s"), (4, "100"), (4, "0 Gb/s")])
  func wrongNodes(nodes: Int, network: String) {
    #expect(throws: ScaleOut.Failure.self) { _ = try ScaleOut(nodes: nodes, network: network) }
  }

  @Test("Without a link nothing is moved or launched")
  func shared() {
    let model = OffloadModel(roofline: BoardSamples.roofline(), link: .none)
    let prediction = model.prediction(for: Self.workload)
    #expect(prediction.totalSeconds == 0.05 && prediction.transferSeconds == 0)
    #expect(prediction.speedup == 200 && prediction.bound == "hbm")
    #expect(prediction.assumptions.contains { $0.contains("link: none") })
    #expect(!prediction.assumptions.contains { $0.contains("not known") })
    #expect(!prediction.reason.contains("not known"))
  }

  @Test("Errors are predicted over measured less 1; what has no counterpart is named")
  func check() throws {
    let text = """
      name,board,total_seconds,kernel_seconds
      k,u280,3.0,0.1
      k,u250,1,
      k,u280,,
      """
    let times = try MeasuredTimes.read(from: Array(text.utf8), file: "m.csv")
    let prediction = BoardSamples.model().prediction(for: Self.workload)
    let check = PredictionCheck([prediction], with: times)
    #expect(check.errors.map(\.quantity) == ["total", "kernel"])
    // 50 ms, 1 s, 2 s and 120 µs were predicted; overlapped it would be 2 s.
    #expect(abs(check.errors[0].error - (3.05012 / 3 - 1)) < 1e-12)
    #expect(check.errors[0].isWithinScenarios == true)
    #expect(check.errors[1].error == -0.5 && check.errors[1].isWithinScenarios == nil)
    #expect(check.unmatched.count == 2 && check.largestError == -0.5)
  }

  @Test("Every mistake in a file of measured times is named with its line")
  func wrongTimes() {
    for (text, words) in [
      ("name,seconds\nk,1\n", "name, board, and total_seconds"),
      ("name,board,total_seconds\nk,u280,-1\nk,u280,x\n", "m.csv:3: total_seconds"),
      ("name,board,total_seconds\n", "a header without rows"),
    ] {
      let error = #expect(throws: OffloadError.self) {
        _ = try MeasuredTimes.read(from: Array(text.utf8), file: "m.csv")
      }
      let description = error.map { "\($0)" } ?? ""
      #expect(description.contains(words), "\(description)")
    }
  }
}
