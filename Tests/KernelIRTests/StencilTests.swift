import Specs
import Testing

@testable import KernelIR

@Suite("Stencils with delay lines")
struct StencilTests {
  private func small(
    _ operation: String, radius: Int, steps: Int = 1, lanes: Int = 4, width: Int? = nil,
    height: Int? = nil
  ) throws -> SmallDesign {
    var small = try SmallDesign("stencil")
    small.design.operation = operation
    small.design.lanes = lanes
    let least = (2 * radius + lanes) / lanes * lanes
    small.design.parameters = [
      .width: width ?? least, .height: height ?? 2 * radius + 1, .radius: radius, .steps: steps,
    ]
    return small
  }

  @Test(
    "Every radius, number of steps and beat agrees with the definition, in the order of its sums",
    arguments: ["jacobi2d", "jacobi3d"],
    [(1, 1, 1), (1, 3, 4), (2, 2, 2), (3, 1, 16), (5, 1, 2)])
  func agreement(operation: String, shape: (radius: Int, steps: Int, lanes: Int)) throws {
    for type in [ElementType.f32, .f64, .i32] {
      for beats in [1, 3] {
        var small = try small(
          operation, radius: shape.radius, steps: shape.steps, lanes: shape.lanes,
          width: max(2 * shape.radius + 1, beats * shape.lanes + shape.lanes)
            / shape.lanes * shape.lanes + (shape.lanes == 1 ? 0 : shape.lanes))
        small.design.elementType = type
        if type == .f64 { small.design.lanes = min(8, shape.lanes) }
        for run in StencilShape(kernel: small.kernel, design: small.design).reducedRuns {
          #expect(try small.difference(small.program(), like: run) == nil, "\(type) \(beats)")
        }
      }
    }
  }

  @Test("A stage holds two rows or planes per unit of radius, in delay lines and registers")
  func history() throws {
    for (operation, cells) in [("jacobi2d", 64), ("jacobi3d", 64 * 7)] {
      for radius in [1, 3] {
        let small = try small(operation, radius: radius, steps: 2, width: 64, height: 7)
        let program = try small.program()
        let words = program.buffers.filter { $0.name.hasPrefix("line_2") }.map(\.depth)
        #expect(words.reduce(0, +) == 2 * radius * cells / 4)
        #expect(program.buffers.allSatisfy { ($0.storage == .register) == ($0.depth == 1) })
      }
    }
  }

  @Test("Every stage goes through the rows once and needs as many more as its radius")
  func cycles() throws {
    let program = try small("jacobi2d", radius: 2, steps: 3, lanes: 16, width: 256).program()
    let turns = program.processes.map { process in
      process.loops.reduce(1) { $0 * Int($1.count.value(["rows": 100])) }
    }
    #expect(turns == [1600, 1632, 1632, 1632, 1600])
    #expect(program.processes.allSatisfy { $0.initiationInterval == 1 })
  }

  @Test("Bytes are one read and one write per cell; operations those of the cells inside")
  func work() throws {
    let flat = try small("jacobi2d", radius: 2, steps: 3, width: 64)
    let plane = WorkCount(try flat.program(), sizes: ["rows": 50])
    #expect(plane.operations == 3 * 60 * 46 * (8 * 2 + 1))
    #expect(plane.bytesRead == ["old": 64 * 50 * 4])
    #expect(plane.bytesWritten == ["next": 64 * 50 * 4])
    let solid = try small("jacobi3d", radius: 1, steps: 2, width: 64, height: 9)
    let space = WorkCount(try solid.program(), sizes: ["planes": 20])
    #expect(space.operations == 2 * 62 * 7 * 18 * 13)
  }

  @Test("Grids that a radius or a beat does not fit, and steps out of range, are refused")
  func refusals() throws {
    for (radius, steps, width) in [(2, 1, 4), (1, 1, 30), (0, 1, 64), (1, 0, 64), (9, 1, 64)] {
      let small = try small("jacobi2d", radius: radius, steps: steps, width: width)
      #expect(throws: DesignError.self) { try small.lowering() }
    }
    let low = try small("jacobi3d", radius: 2, width: 64, height: 4)
    let error = #expect(throws: DesignError.self) { try low.lowering() }
    #expect(error?.reasons == ["height: found 4, but a radius of 2 needs 5 cells or more"])
    // The height means nothing in two dimensions.
    _ = try small("jacobi2d", radius: 2, width: 64, height: 1).lowering()
  }

  @Test("Sizes are cells of all units; too few rows and too many beats are refused")
  func sizes() throws {
    let small = try small("jacobi3d", radius: 1, width: 64, height: 8)
    var design = small.design
    design.computeUnits = 2
    let shape = StencilShape(kernel: small.kernel, design: design)
    let run = shape.run(problemSize: 2 * 512 * 20 + 100)
    #expect(run.shape == ["planes": 20])
    #expect(shape.problemSize(run) == 2 * 512 * 20)
    #expect(shape.runReasons(run).isEmpty)
    var wrong = run
    wrong.shape = ["planes": 2]
    #expect(shape.runReasons(wrong).count == 1)
    wrong.shape = ["planes": Int.max]
    #expect(shape.runReasons(wrong).count == 1)
  }
}
