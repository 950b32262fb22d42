import KernelIR
import Measurements
import Quantities
import Specs
import TestSupport
import Testing

@testable import Runners

@Suite("Rows of jobs")
struct MeasurementOfJobTests {
  private func job(_ kernelName: String, _ change: (inout KernelJob) -> Void = { _ in }) throws
    -> (KernelJob, BoardSpec)
  {
    let board = try ShippedSpecs.board()
    let kernel = try ShippedSpecs.kernel(kernelName)
    let design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    var job = KernelJob(kernel: kernel, design: design, run: RunArguments(beats: 1024))
    change(&job)
    return (job, board)
  }

  @Test("A roofline row names the operators in effect; a longer build is named in the message")
  func tap() throws {
    let (short, board) = try job("roofline") {
      $0.design.chain = 8
      $0.run.tap = 1
      $0.run.passes = 4
    }
    let row = Measurement(job: short, board: board)
    #expect(row.chain == 2)
    #expect(row.passes == 4)
    #expect(row.message == "tap 2 of a build with a chain of 8")
    #expect(row.evidence == .modelled)
    #expect(row.problemSize == 1024 * 16)
    #expect(row.portBits == 512)
  }

  @Test("Patterns of the probe: one long access is sequential, short ones strided or random")
  func patterns() throws {
    let (base, board) = try job("memory-probe") {
      $0.run.accessBeats = 64
      $0.run.workingSetBeats = 64
      $0.run.strideBeats = 64
    }
    #expect(Measurement(job: base, board: board).pattern == "sequential")
    var short = base
    short.run.accessBeats = 2
    let strided = Measurement(job: short, board: board)
    #expect(strided.pattern == "strided")
    #expect(strided.strideBytes == 64 * 64)
    #expect(strided.accessBytes == 2 * 64)
    #expect(strided.workingSetBytes == 64 * 64)
    short.design.isRandom = true
    let random = Measurement(job: short, board: board)
    #expect(random.pattern == "random")
    #expect(random.strideBytes == nil)
  }

  @Test("On-chip rows name the storage, no channels and no port")
  func onChip() throws {
    let (onChip, board) = try job("onchip") { $0.design.storage = .uram }
    let row = Measurement(job: onChip, board: board)
    #expect(row.memory == "uram")
    #expect(row.channels == nil)
    #expect(row.portBits == nil)
    #expect(row.workingSetBytes == 512 * 8 * 8)
  }

  @Test("Absurd jobs have labels and rows, with what leaves 64 bits unknown", arguments: 0..<40)
  func absurd(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let values = [Int.min, -1, 0, 1, 1 << 40, Int.max]
    func value() -> Int { values.randomElement(using: &random) ?? 0 }
    let names = ["roofline", "stream", "memory-probe", "onchip"]
    let (job, board) = try job(names[Int(seed % 4)]) { job in
      job.design.lanes = value()
      job.design.chain = value()
      job.design.computeUnits = value()
      job.design.tileBeats = value()
      job.run.beats = value()
      job.run.passes = value()
      job.run.tap = value()
      job.run.accessBeats = value()
      job.run.strideBeats = value()
      job.run.workingSetBeats = value()
    }
    #expect(!job.label.isEmpty)
    let row = Measurement(job: job, board: board)
    if job.run.beats == .max, job.design.lanes == .max { #expect(row.problemSize == nil) }
    #expect(row.board == "u280")
  }
}
