import DataflowModel
import KernelIR
import Quantities
import Specs
import Testing

@Suite("Chains of dependent reads on the model")
struct ChaseTests {
  private func seconds(
    accesses: Int, isRandom: Bool = true, outstanding: Int = 1, name: String = "u200"
  ) throws -> Double {
    let board = try Shipped.catalog.board(name)
    let kernel = try Shipped.catalog.kernel("pointer-chase")
    var design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    design.outstanding = outstanding
    design.isRandom = isRandom
    var run = RunArguments(beats: accesses)
    run.workingSetBeats = 1 << 18
    let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
    return try BoardModel(board: board).time(program, design: design, run: run).seconds
  }

  @Test("Deeper ports do not help a chain: each access waits for the one before")
  func outstanding() throws {
    #expect(try seconds(accesses: 500) == seconds(accesses: 500, outstanding: 32))
  }

  @Test(
    "An access takes the read latency of the board, and less than a refresh more on average",
    arguments: ["u200", "u280"])
  func latency(name: String) throws {
    let controller = try Shipped.catalog.board(name).memories[0].device.controller
    let each =
      try (seconds(accesses: 2000, name: name) - seconds(accesses: 1000, name: name)) / 1000
    #expect(each > controller.readLatency.value)
    #expect(each < 1.15 * controller.readLatency.value)
  }

  @Test("Scattered links take longer than neighbours in open rows")
  func pattern() throws {
    #expect(try seconds(accesses: 1000) > seconds(accesses: 1000, isRandom: false))
  }
}
