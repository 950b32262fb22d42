import KernelIR
import Specs
import Testing

@testable import DataflowModel

@Suite("Shipped kernels")
struct ShippedKernelTests {
  @Test(
    "Every shipped kernel takes as many cycles stepped, by events and by blocks",
    arguments: ["memory-probe", "onchip", "roofline", "stream"], ["u280", "u200"])
  func equalCycles(kernel name: String, board: String) throws {
    let board = try Shipped.catalog.board(board)
    let kernel = try Shipped.catalog.kernel(name)
    for memory in board.memories {
      for operation in kernel.operations {
        for schedule in kernel.schedules {
          var design = DesignPoint(board: board, kernel: kernel, memory: memory)
          design.operation = operation.name
          design.schedule = schedule
          design.tileBeats = 64
          try compare(design, kernel, board)
        }
      }
    }
  }

  private func compare(_ design: DesignPoint, _ kernel: KernelSpec, _ board: BoardSpec) throws {
    let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
    var run = RunArguments(beats: 1024)
    run.passes = 2
    run.workingSetBeats = 512
    let memory = try #require(board.memory(named: design.memory))
    for group in UnitGroup.distinct(design: design, program: program) {
      let timer = RegionTimer(
        program: program, design: design, memory: memory, group: group,
        names: run.sizes(tileBeats: design.tileBeats))
      for graph in program.regions.flatMap(timer.graphs) {
        var oracle = SteppedOracle(graph)
        let expected = oracle.run(limit: 2_000_000)
        var engine = DataflowEngine(graph)
        #expect(try engine.run() == expected, "\(design.operation) \(design.memory)")
        var blocks = BlockRun(graph)
        #expect(try blocks.run() == expected, "\(design.operation) \(design.memory)")
      }
    }
  }
}
