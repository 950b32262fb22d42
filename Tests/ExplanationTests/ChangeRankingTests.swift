import KernelIR
import Measurements
import ModelRunner
import Quantities
import Runners
import Specs
import Testing

@testable import Explanation

@Suite("Ranking of changes")
struct ChangeRankingTests {
  private func explanation(
    _ kernelName: String, on boardName: String, _ values: [DesignKey: String]
  ) async throws -> Explanation {
    let board = try ShippedSpecs.board(boardName)
    var builder = DesignBuilder(
      board: board, kernel: try ShippedSpecs.kernel(kernelName), values: values)
    let row = try ModelledDesign(try builder.job(), board: builder.board).row
    let rebuild = try RowRebuild(
      row, subject: "row", board: board, kernel: ShippedSpecs.kernel(kernelName))
    return try await Explanation(rebuild, board: board)
  }

  @Test("A reader with few short bursts gains most from more of them: twice as many, half the time")
  func latencyBound() async throws {
    let found = try await explanation(
      "memory-probe", on: "u200",
      [.operation: "read", .outstanding: "4", .burstBeats: "4", .size: "256KiB"])
    let best = try #require(found.changes.first { !$0.needsTiming })
    #expect(best.name == "outstanding bursts 4 → 8")
    #expect(abs(best.speedup - 2) < 0.05)
    #expect(found.limits.first?.kind == .latency)
    #expect(found.refused.contains { $0.name == "port 512 → 1024 bits" })
  }

  @Test("A compute-bound chain gains most from twice the operators, nothing from the memory")
  func computeBound() async throws {
    let found = try await explanation(
      "roofline", on: "u280",
      [.chain: "4", .lanes: "4", .passes: "64", .size: "64KiB", .outstanding: "8"])
    let best = try #require(found.changes.first { !$0.needsTiming })
    #expect(
      ["lanes 4 → 8 (port 128 → 256 bits)", "chain 4 → 8, in half the passes"].contains(best.name))
    #expect(best.speedup > 1.8)
    #expect(found.advice.hasPrefix("What would help most: \(best.name). The model then gives "))
    #expect(found.advice.hasSuffix("but whether timing closes is not modelled."))
    #expect(found.limits.first?.kind == .compute)
    for name in ["outstanding bursts 8 → 16", "burst 64 → 128 beats"] {
      #expect(found.changes.first { $0.name == name }?.helps == false, "\(name)")
    }
  }

  @Test("A port narrower than its memory gains most from width")
  func narrowPort() async throws {
    let found = try await explanation(
      "memory-probe", on: "u200", [.operation: "read", .portBits: "64", .size: "64KiB"])
    let best = try #require(found.changes.first { !$0.needsTiming })
    #expect(best.name == "port 64 → 128 bits")
    #expect(found.limits.first?.kind == .ports)
  }

  @Test("Random short reads are helped most by an order that keeps rows open")
  func randomReads() async throws {
    let found = try await explanation(
      "memory-probe", on: "u280",
      [
        .operation: "read", .pattern: "random", .memory: "hbm", .size: "64KiB",
        .workingSet: "16MiB",
      ])
    #expect(
      found.changes.contains { $0.name == "addresses random → one after the other" && $0.helps })
  }

  @Test("Phases that take turns are helped by overlap")
  func phased() async throws {
    let found = try await explanation(
      "stream", on: "520n", [.operation: "copy", .schedule: "phased", .size: "256KiB"])
    #expect(found.changes.contains { $0.name == "schedule phased → overlapped" && $0.helps })
  }

  @Test("Another grid is another problem, not a change of the design")
  func problems() throws {
    let board = try ShippedSpecs.board()
    for (kernel, isProposed) in [("stencil", false), ("fft", false), ("ptrans", true)] {
      var builder = DesignBuilder(
        board: board, kernel: try ShippedSpecs.kernel(kernel), values: [:])
      let changes = ChangeCandidates(
        job: try builder.job(), board: board, shippedBoard: board
      ).all.map(\.name)
      let settings = DesignParameter.allCases.map(\.rawValue)
      #expect(
        changes.contains { name in settings.contains { name.hasPrefix("\($0) ") } } == isProposed)
    }
  }

  @Test("Every change does the same work: bytes and operations of the row")
  func sameWork() throws {
    for (kernel, values) in [
      ("roofline", [DesignKey.chain: "4", .lanes: "4", .passes: "64", .size: "64KiB"]),
      ("stream", [.operation: "add", .schedule: "phased", .size: "64KiB"]),
      ("memory-probe", [.stride: "4KiB", .accessBytes: "256", .lanes: "4", .size: "64KiB"]),
      ("memory-probe", [.operation: "read-write", .size: "64KiB"]),
      ("onchip", [.lanes: "8", .passes: "8"]),
      ("ptrans", [.problemSize: "256", .block: "64"]),
    ] {
      let board = try ShippedSpecs.board()
      var builder = DesignBuilder(
        board: board, kernel: try ShippedSpecs.kernel(kernel), values: values)
      let job = try builder.job()
      let row = try ModelledDesign(job, board: board).row
      var modelled = 0
      for change in ChangeCandidates(job: job, board: board, shippedBoard: board).all {
        guard case .possible(let changed, let other) = change.outcome,
          let design = try? ModelledDesign(changed, board: other)
        else { continue }
        modelled += 1
        #expect(design.row.bytesRead == row.bytesRead, "\(kernel): \(change.name)")
        #expect(design.row.operations == row.operations, "\(kernel): \(change.name)")
        // Each unit of the probe's reader writes one checksum.
        guard row.operation != "read" else { continue }
        #expect(design.row.bytesWritten == row.bytesWritten, "\(kernel): \(change.name)")
      }
      #expect(modelled >= 3)
    }
  }

  @Test("Gains within 1 % of the time count as equal and keep their order; the rest is sorted")
  func order() {
    func change(_ name: String, _ seconds: Double) -> RankedChange {
      RankedChange(
        name: name, seconds: seconds, gain: 100 - seconds, speedup: 100 / seconds,
        needsTiming: false)
    }
    let ranked = ChangeRanking.ranked(
      [change("a", 99.5), change("b", 50.4), change("c", 50), change("d", 120), change("e", 60)],
      seconds: 100)
    #expect(ranked.map(\.name) == ["b", "c", "e", "a", "d"])
    #expect(ranked.map(\.helps) == [true, true, true, false, false])
  }
}
