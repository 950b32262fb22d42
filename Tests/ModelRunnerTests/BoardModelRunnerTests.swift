import KernelIR
import Measurements
import Quantities
import Runners
import Specs
import Testing

@testable import ModelRunner

@Suite("The board model as a runner")
struct BoardModelRunnerTests {
  private func row(_ job: RunJob) async throws -> Measurement {
    let runner = BoardModelRunner()
    try runner.check(job)
    let rows = try await runner.run(job)
    #expect(rows.count == job.repetitions)
    return try #require(rows.first)
  }

  private func compute(lanes: Int, chain: Int, units: Int, megahertz: Double) throws -> RunJob {
    try ShippedSpecs.job("roofline") { job in
      job.design.lanes = lanes
      job.design.chain = chain
      job.design.computeUnits = units
      job.design.channels = 2 * units
      job.design.clock = .megahertz(megahertz)
      job.run = RunArguments(beats: 1024)
      job.run.passes = 200
      job.run.tap = OperatorChain.taps(length: chain).count - 1
    }
  }

  @Test(
    "With many passes the throughput is lanes · chain · 2 · units · clock within 2 %",
    arguments: [(1, 1, 1, 300.0), (4, 3, 2, 300), (16, 8, 1, 450), (8, 10, 3, 150)])
  func computePeak(lanes: Int, chain: Int, units: Int, megahertz: Double) async throws {
    let row = try await row(
      compute(lanes: lanes, chain: chain, units: units, megahertz: megahertz))
    let peak = Double(lanes * chain * 2 * units) * megahertz * 1e6
    let share = try #require(row.throughput?.value) / peak
    #expect(share <= 1 && share > 0.98, "\(share)")
  }

  @Test("More lanes never lower the throughput of a chain")
  func moreLanes() async throws {
    var previous = 0.0
    for lanes in [1, 2, 4, 8, 16] {
      let row = try await row(compute(lanes: lanes, chain: 4, units: 1, megahertz: 300))
      let throughput = try #require(row.throughput?.value)
      #expect(throughput >= previous)
      previous = throughput
    }
  }

  @Test(
    "No memory run is faster than its ports or its channels",
    arguments: ["copy", "triad", "read", "write", "read-write"], [1, 2, 4, 32])
  func memoryLimits(operation: String, channels: Int) async throws {
    let isStream = ["copy", "triad"].contains(operation)
    for (lanes, megahertz) in [(16, 300.0), (16, 600), (2, 300), (3, 300), (24, 300)] {
      let job = try ShippedSpecs.job(isStream ? "stream" : "memory-probe") { job in
        job.design.operation = operation
        job.design.elementType = isStream ? .f32 : .i32
        job.design.lanes = lanes
        job.design.channels = channels
        job.design.computeUnits = 2
        job.design.clock = .megahertz(megahertz)
        job.run = RunArguments(beats: 2048)
        job.run.accessBeats = 2048
        job.run.strideBeats = 2048
        job.run.workingSetBeats = 2048
      }
      try await expectWithinLimits(job)
    }
  }

  private func expectWithinLimits(_ job: RunJob) async throws {
    guard case .kernel(let kernel) = job.work else { return }
    let row = try await row(job)
    let bandwidth = try #require(row.bandwidth)
    let memory = try #require(job.board.memory(named: kernel.design.memory))
    let perUnit = kernel.kernel.portsPerUnit(
      operation: kernel.design.operation, schedule: kernel.design.schedule)
    // The port of a probe that does both reads and writes at the same time.
    let directions = kernel.design.operation == "read-write" ? 2 : 1
    let ports = directions * perUnit * kernel.design.computeUnits
    let portLimit = Double(ports * kernel.design.portBits / 8) * kernel.design.clock.value
    let channelLimit = memory.device.peakBandwidth.value * Double(kernel.design.channels)
    #expect(bandwidth.value > 0)
    #expect(bandwidth.value <= portLimit)
    #expect(bandwidth.value <= channelLimit)
    #expect(row.resultCheck == .passed)
  }

  @Test(
    "Rows are modelled, checked, complete and numbered; repetitions are equal",
    arguments: ["roofline", "stream", "memory-probe", "onchip", "pointer-chase"])
  func rows(kernelName: String) async throws {
    let job = try ShippedSpecs.job(kernelName, repetitions: 3) { job in
      job.run.accessBeats = kernelName == "pointer-chase" ? 1 : 16
      job.run.strideBeats = 16
      job.run.workingSetBeats = 64
    }
    let rows = try await BoardModelRunner().run(job)
    #expect(rows.map(\.repetition) == [0, 1, 2])
    let first = try #require(rows.first)
    #expect(first.evidence == .modelled)
    #expect(first.runner == "model")
    #expect(first.timeSource == .modelCycles)
    #expect(first.resultCheck == .passed)
    #expect(first.status == .ok)
    #expect(first.bytesMoved != nil)
    #expect(first.lut != nil && first.ff != nil && first.bram != nil)
    let cycles = try #require(first.cycles)
    #expect(first.seconds == Double(cycles) / 300e6)
    for var row in rows {
      row.repetition = 0
      #expect(row == first)
    }
  }

  @Test("The same job gives the same rows again, with one runner and with another")
  func deterministic() async throws {
    let job = try compute(lanes: 4, chain: 3, units: 2, megahertz: 300)
    let runner = BoardModelRunner()
    let first = try await runner.run(job)
    #expect(try await runner.run(job) == first)
    #expect(try await BoardModelRunner().run(job) == first)
  }

  @Test("A design that does not fit is refused by the check, and a failed row when run")
  func doesNotFit() async throws {
    let job = try ShippedSpecs.job("roofline") { job in
      job.design.elementType = .f64
      job.design.lanes = 8
      job.design.chain = 1000
      job.design.tileBeats = 1 << 14
      job.run = RunArguments(beats: 1 << 14)
    }
    let runner = BoardModelRunner()
    let error = #expect(throws: DesignError.self) { try runner.check(job) }
    let row = try #require(try await runner.run(job).first)
    #expect(row.status == .failed)
    #expect(row.message == error?.description)
    #expect(row.message.contains("1 compute unit does not fit"))
    #expect(row.seconds == nil)
    #expect(row.resultCheck == .notChecked)
  }

  @Test("Absurd designs are failed rows, not traps", arguments: [Int.min, -1, 0, Int.max])
  func absurd(value: Int) async throws {
    for name in ["roofline", "stream", "memory-probe", "onchip", "pointer-chase"] {
      let job = try ShippedSpecs.job(name) { job in
        job.design.lanes = value
        job.design.chain = value
        job.design.computeUnits = value
        job.run.beats = value
        job.run.tap = value
      }
      let runner = BoardModelRunner()
      #expect(throws: DesignError.self) { try runner.check(job) }
      let row = try #require(try await runner.run(job).first)
      #expect(row.status == .failed)
      #expect(!row.message.isEmpty)
    }
  }

  @Test("A transfer takes latency plus size over rate; a launch moves nothing")
  func transfers() async throws {
    let board = try ShippedSpecs.board()
    let rows = try await HostTransfer.Direction.allCases.asyncMap { direction in
      let transfer = HostTransfer(direction: direction, size: .mebibytes(1))
      return try await row(RunJob(work: .transfer(transfer), board: board, repetitions: 1))
    }
    let link = board.hostLink
    let size = 1_048_576.0
    #expect(rows[0].seconds == link.latency.value + size / link.hostToDevice.value)
    #expect(rows[1].seconds == link.latency.value + size / link.deviceToHost.value)
    #expect(rows[2].seconds == link.launchOverhead.value)
    #expect(rows[2].bytesMoved == nil)
    #expect(rows.allSatisfy { $0.evidence == .modelled && $0.memory == "host" })
  }
}

extension Sequence {
  fileprivate func asyncMap<Output>(_ transform: (Element) async throws -> Output) async rethrows
    -> [Output]
  {
    var outputs: [Output] = []
    for element in self { outputs.append(try await transform(element)) }
    return outputs
  }
}
