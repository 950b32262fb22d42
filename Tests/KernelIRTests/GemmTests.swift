import Specs
import Testing

@testable import KernelIR

@Suite("Blocked matrix product")
struct GemmTests {
  private func small(
    block: Int, array: Int, lanes: Int, type: ElementType = .f32
  ) throws -> SmallDesign {
    var small = try SmallDesign("gemm")
    small.design.lanes = lanes
    small.design.elementType = type
    small.design.parameters = [.block: block, .array: array]
    return small
  }

  @Test(
    "Blocks, arrays and beats of every shape give the product by its definition",
    arguments: [(8, 4, 4), (8, 2, 8), (8, 8, 2), (4, 1, 1), (16, 4, 8), (12, 4, 3), (24, 2, 6)])
  func agreement(block: Int, array: Int, lanes: Int) throws {
    for type in [ElementType.f32, .f64, .i8, .i64] {
      var small = try small(block: block, array: array, lanes: lanes, type: type)
      for schedule in small.kernel.schedules {
        small.design.schedule = schedule
        let program = try small.program()
        for run in GemmShape(design: small.design).reducedRuns {
          #expect(try small.difference(program, like: run) == nil)
        }
      }
    }
  }

  @Test("A block takes B²/W cycles to load and (B/R)³ to multiply, 2·R³ operations each")
  func cycles() throws {
    let small = try small(block: 64, array: 8, lanes: 16)
    let processes = try small.program().processes
    let iterations = processes.map { $0.loops.reduce(1) { $0 * $1.turns } }
    #expect(iterations == [64 * 64 / 16, 8 * 8 * 8, 64 * 64 / 16])
    let sizes: [String: UInt32] = ["rows": 2, "blocks": 4]
    let work = WorkCount(try small.program(), sizes: sizes)
    let elements = 2 * 64 * 4 * 64
    #expect(work.operations == elements * (2 * 4 * 64 + 3))
    #expect(work.bytesRead["a"] == elements * 4 * 4)
    #expect(work.bytesRead["b"] == elements * 4 * 4)
    #expect(work.bytesRead["c"] == elements * 4)
    #expect(work.bytesWritten["updated"] == elements * 4)
  }

  @Test("A short turn over the sums stretches the initiation interval")
  func recurrence() throws {
    let long = try small(block: 128, array: 8, lanes: 16).program().processes[1]
    let short = try small(block: 16, array: 8, lanes: 16).program().processes[1]
    #expect(long.initiationInterval == 1)
    #expect(short.initiationInterval == (short.depth + 3) / 4)
  }

  @Test("Units take equal shares of the block rows; sizes are rounded down to them")
  func shares() throws {
    var design = try small(block: 256, array: 8, lanes: 16).design
    design.computeUnits = 3
    let shape = GemmShape(design: design)
    let run = shape.run(problemSize: 4096)
    #expect(shape.problemSize(run) == 3840)
    #expect(run.shape == ["blocks": 15, "rows": 5])
  }

  @Test("Blocks that the array or a beat does not divide are refused")
  func refusals() throws {
    for (block, array, lanes) in [
      (40, 8, 16), (64, 5, 16), (8, 4, 16), (8, 16, 4), (8192, 8, 16), (16, 4, 3),
    ] {
      let small = try small(block: block, array: array, lanes: lanes)
      #expect(throws: DesignError.self) { try small.lowering() }
    }
  }
}
