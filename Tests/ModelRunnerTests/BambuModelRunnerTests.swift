import KernelIR
import Measurements
import Quantities
import Runners
import Specs
import Testing

@testable import ModelRunner

@Suite("Circuits of Bambu as the model times them")
struct BambuModelRunnerTests {
  private func job(
    _ kernel: String, _ operation: String, change: (inout KernelJob) -> Void = { _ in }
  ) throws -> RunJob {
    try ShippedSpecs.job(kernel) { job in
      job.design.operation = operation
      job.design.elementType = .f32
      job.design.lanes = 1
      job.design.computeUnits = 1
      job.design.clock = .megahertz(300)
      job.run = RunArguments(beats: 1024)
      change(&job)
    }
  }

  @Test("A copy takes 7 cycles an element and 2 more; its row says whose they are")
  func copy() async throws {
    let runner = BambuModelRunner()
    let job = try job("stream", "copy")
    try runner.check(job)
    let row = try #require(try await runner.run(job).first)
    #expect(row.cycles == 7 * 1024 + 2)
    #expect(row.seconds == Double(7 * 1024 + 2) / 300e6)
    #expect(row.tool == "bambu 2024.10" && row.evidence == .modelled)
    #expect(row.timeSource == .modelCycles && row.resultCheck == .passed)
    #expect(row.memory == "simulation" && row.dsp == nil && row.initiationInterval == nil)
    #expect(row.message.contains("memory answers after 2 cycles"))
  }

  @Test("What Bambu cannot express, or no law covers, is refused before it runs")
  func refusals() throws {
    let jobs = [
      try job("stream", "copy") { $0.design.computeUnits = 2 },
      try job("stream", "add") { $0.design.elementType = .f64 },
      try job("stream", "add") { $0.design.clock = .megahertz(200) },
    ]
    for job in jobs { #expect(throws: (any Error).self) { try BambuModelRunner().check(job) } }
  }
}
