import KernelIR
import Specs
import Testing

@testable import DataflowModel

@Suite("Shipped kernels")
struct ShippedKernelTests {
  @Test(
    "Every shipped kernel takes as many cycles stepped, by events and by blocks",
    arguments: [
      "fft", "lu", "memory-probe", "nbody", "onchip", "ptrans", "roofline", "spmv", "stencil",
      "stream",
      "symgs",
    ],
    ["u280", "u200"])
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
          design.parameters.merge(Self.parameters[kernel.structure] ?? [:]) { $1 }
          try compare(design, kernel, board)
        }
      }
    }
  }

  /// Parameters and sizes that keep the stepped runs of shaped kernels short.
  private static let parameters: [KernelStructure: [DesignParameter: Int]] = [
    .fft: [.log2n: 7], .ptrans: [.block: 32],
    .stencil: [.width: 64, .height: 5, .radius: 2, .steps: 3], .spmv: [.held: 512],
    .symgs: [.held: 512], .nbody: [.held: 64], .lu: [.block: 16],
  ]
  private static let sizes: [KernelStructure: Int] = [
    .fft: 20, .ptrans: 96, .stencil: 6400, .spmv: 512, .symgs: 64, .nbody: 128, .lu: 32,
  ]

  private func compare(_ design: DesignPoint, _ kernel: KernelSpec, _ board: BoardSpec) throws {
    let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
    var run = RunArguments(beats: 1024)
    run.passes = 2
    run.workingSetBeats = 512
    if let shape = kernel.shape(of: design) {
      run = shape.run(problemSize: Self.sizes[kernel.structure])
    }
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
