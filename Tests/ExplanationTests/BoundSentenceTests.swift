import KernelIR
import ModelRunner
import Quantities
import Runners
import Specs
import TestSupport
import Testing

@testable import DataflowModel
@testable import Explanation

@Suite("What bounds a run, in words")
struct BoundSentenceTests {
  private func design(
    _ kernelName: String, on boardName: String, _ values: [DesignKey: String]
  ) throws -> ModelledDesign {
    var builder = DesignBuilder(
      board: try ShippedSpecs.board(boardName), kernel: try ShippedSpecs.kernel(kernelName),
      values: values)
    return try ModelledDesign(try builder.job(), board: builder.board)
  }

  private func sentence(_ design: ModelledDesign, _ stalls: StallBreakdown) -> String {
    let seconds = Double(stalls.total) / design.job.design.clock.value
    let result = ModelResult(cycles: stalls.total, seconds: seconds, stalls: stalls)
    return BoundSentence(
      design: design, result: result, limits: DesignLimits(design).all
    ).text
  }

  @Test("Every cause has its sentence with the arithmetic of the design")
  func everyCause() throws {
    let reader = try design(
      "memory-probe", on: "u200",
      [.operation: "read", .outstanding: "4", .burstBeats: "4", .size: "256KiB"])
    let chain = try design(
      "roofline", on: "u280", [.chain: "4", .lanes: "4", .passes: "64", .size: "64KiB"])
    var text = ""
    for cause in StallCause.allCases {
      var stalls = StallBreakdown(cause, cycles: cause == .compute ? 210_000 : 14_000)
      stalls[cause == .refresh ? .rowMiss : .refresh] = cause == .compute ? 60_000 : 4_000
      text += "\(cause.rawValue)\n  \(sentence(cause == .compute ? chain : reader, stalls))\n"
    }
    #expect(Golden.difference(text, "bound_sentences.txt") == nil)
  }

  @Test("The memory latency covers outstanding × burst bytes per round trip")
  func latency() throws {
    let reader = try design(
      "memory-probe", on: "u200",
      [.operation: "read", .outstanding: "4", .burstBeats: "4", .size: "256KiB"])
    let memory = try #require(reader.board.memory(named: "ddr")).device
    let limits = DesignLimits(reader)
    let trip = try #require(limits.roundTrip).value
    #expect(abs(trip - (memory.controller.readLatency.value + 3 / 300e6)) < 1e-15)
    let limit = try #require(limits.all.first { $0.kind == .latency })
    #expect(abs(limit.seconds - 262_144 / (4 * 256) * trip) < 1e-12)
  }

  @Test("Ports and channels take at least bytes over width times clock, or over the peak")
  func bandwidth() throws {
    let stream = try design(
      "stream", on: "u280", [.operation: "triad", .memory: "ddr", .size: "1MiB"])
    let limits = DesignLimits(stream).all
    let ports = try #require(limits.first { $0.kind == .ports })
    #expect(abs(ports.seconds - 1_048_576 / (64 * 300e6)) < 1e-12)
    let channels = try #require(limits.first { $0.kind == .channels })
    #expect(abs(channels.seconds - 3 * 1_048_576 / (2 * 19.2e9)) < 1e-9)
  }

  @Test("The compute limit is lanes · operators · 2 · units · clock")
  func compute() throws {
    let chain = try design(
      "roofline", on: "u280", [.chain: "4", .lanes: "4", .passes: "64", .size: "64KiB"])
    let limit = try #require(DesignLimits(chain).all.first { $0.kind == .compute })
    let operations = Double(65_536 / 4 * 4 * 2 * 64)
    #expect(abs(limit.seconds - operations / (4 * 4 * 2 * 300e6)) < 1e-12)
  }
}
