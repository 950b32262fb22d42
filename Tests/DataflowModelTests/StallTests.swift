import KernelIR
import Quantities
import Specs
import TestSupport
import Testing

@testable import DataflowModel

@Suite("Stall breakdown")
struct StallTests {
  @Test("The causes sum to the cycles of every random graph", arguments: 0..<10)
  func sums(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &+ 1_000_000)
    let graph = RandomGraph.longGraph(&random)
    var run = BlockRun(graph)
    #expect(try run.run() == run.breakdown.total)
    for cause in StallCause.allCases { #expect(run.breakdown[cause] >= 0, "\(cause)") }
  }

  @Test(
    "The largest stall is what the design makes it",
    arguments: [
      ("read", 4, 4, StallCause.outstanding), ("read", 64, 8, .refresh),
      ("write", 4, 32, .burstGap),
    ])
  func largest(operation: String, burst: Int, outstanding: Int, cause: StallCause) throws {
    let stalls = try stalls(operation, board: "u200", beats: 65536) {
      $0.burstBeats = burst
      $0.outstanding = outstanding
    }
    let worst = StallCause.allCases.filter { $0 != .compute }.max { stalls[$0] < stalls[$1] }
    #expect(worst == cause, "\(stalls)")
  }

  @Test("Two kernels' worth of demand on one channel is bound by its data bus")
  func sharedChannel() throws {
    let stalls = try stalls("read", board: "u200", beats: 65536) {
      $0.computeUnits = 2
    }
    let worst = StallCause.allCases.filter { $0 != .compute }.max { stalls[$0] < stalls[$1] }
    #expect(worst == .dataBus, "\(stalls)")
  }

  @Test("A tile that is recomputed often spends its time computing")
  func recomputedTile() throws {
    let board = try Shipped.catalog.board("u280")
    let kernel = try Shipped.catalog.kernel("roofline")
    let design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
    var run = RunArguments(beats: 1024)
    run.passes = 64
    let stalls = try BoardModel(board: board).time(program, design: design, run: run).stalls
    #expect(stalls[.compute] * 10 > stalls.total * 9, "\(stalls)")
  }

  private func stalls(
    _ operation: String, board: String, beats: Int, change: (inout DesignPoint) -> Void
  ) throws -> StallBreakdown {
    let board = try Shipped.catalog.board(board)
    let probe = try Shipped.probe(operation, board: board, beats: beats, change: change)
    let result = try BoardModel(board: board).time(
      probe.program, design: probe.design, run: probe.run)
    #expect(result.stalls.total == result.cycles)
    return result.stalls
  }
}
