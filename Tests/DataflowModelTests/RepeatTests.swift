import KernelIR
import Specs
import Testing

@testable import DataflowModel

/// Long regular runs: what is skipped, and that it is skipped without a cycle of difference.
@Suite("Regular runs")
struct RepeatTests {
  /// A pattern of reads by a probe: beats from access to access, and beats after which it begins
  /// anew.
  struct Pattern: CustomTestStringConvertible {
    let stride: Int
    let workingSet: Int
    var testDescription: String { "stride \(stride), working set \(workingSet)" }
  }

  @Test(
    "Reads that begin anew again and again are skipped exactly",
    arguments: [
      Pattern(stride: 1, workingSet: 512), Pattern(stride: 64, workingSet: 4096),
      Pattern(stride: 256, workingSet: 65_536), Pattern(stride: 3, workingSet: 2048),
    ], ["hbm", "ddr"])
  func wraps(pattern: Pattern, memory: String) throws {
    var run = RunArguments(beats: 49_152)
    run.strideBeats = pattern.stride
    run.workingSetBeats = pattern.workingSet
    let effort = try equalEffort("memory-probe", "read", memory: memory, run)
    #expect(effort.skippedCycles > 2 * effort.steppedCycles, "\(effort)")
  }

  @Test("A copy is skipped exactly", arguments: ["hbm", "ddr"])
  func copy(memory: String) throws {
    let effort = try equalEffort(
      "stream", "copy", memory: memory, RunArguments(beats: 49_152))
    #expect(effort.skippedCycles > effort.steppedCycles / 2, "\(effort)")
  }

  @Test("A pattern that comes back to its addresses shows its period")
  func period() throws {
    var run = RunArguments(beats: 400_000)
    run.strideBeats = 64
    run.workingSetBeats = 1024
    let graph = try Self.graph("memory-probe", "read", memory: "ddr", run)
    var blocks = BlockRun(graph)
    let cycles = try blocks.run()
    #expect(blocks.effort.period > 0 && blocks.effort.period < cycles / 2, "\(blocks.effort)")
  }

  /// Compares a run by events and by blocks; returns what the latter took.
  private func equalEffort(
    _ kernel: String, _ operation: String, memory: String, _ run: RunArguments
  ) throws -> ModelEffort {
    let graph = try Self.graph(kernel, operation, memory: memory, run)
    var engine = DataflowEngine(graph)
    let expected = try engine.run()
    var blocks = BlockRun(graph)
    #expect(try blocks.run() == expected, "\(blocks.effort)")
    return blocks.effort
  }

  /// One unit on one channel of an Alveo U280.
  private static func graph(
    _ kernel: String, _ operation: String, memory: String, _ run: RunArguments
  ) throws -> DataflowGraph {
    let board = try Shipped.catalog.board("u280")
    let kernel = try Shipped.catalog.kernel(kernel)
    let place = try #require(board.memory(named: memory))
    var design = DesignPoint(board: board, kernel: kernel, memory: place)
    design.operation = operation
    design.schedule = .overlapped
    design.computeUnits = 1
    design.channels = 1
    let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
    let group = try #require(UnitGroup.distinct(design: design, program: program).first)
    let timer = RegionTimer(
      program: program, design: design, memory: place, group: group,
      names: run.sizes(tileBeats: design.tileBeats))
    return try #require(program.regions.flatMap(timer.graphs).first)
  }
}
