import Specs
import Testing

@testable import KernelIR

@Suite("Lattice Boltzmann")
struct LatticeTests {
  private func small(
    _ type: ElementType, width: Int, steps: Int, lanes: Int = 16
  ) throws -> SmallDesign {
    var small = try SmallDesign("lbm")
    small.design.elementType = type
    small.design.lanes = lanes
    small.design.parameters = [.width: width, .steps: steps]
    return small
  }

  @Test(
    "Every width and number of steps agrees with the definition",
    arguments: [(3, 1), (5, 3), (8, 2)])
  func agreement(shape: (width: Int, steps: Int)) throws {
    for type in [ElementType.f32, .f16] {
      let small = try small(type, width: shape.width, steps: shape.steps)
      for run in LatticeShape(design: small.design).reducedRuns {
        #expect(try small.difference(small.program(), like: run) == nil)
      }
    }
    let wide = try small(.f16, width: 4, steps: 1, lanes: 32)
    #expect(try wide.difference(wide.program(), like: RunArguments(beats: 1)) == nil)
  }

  /// Mass and momentum of one cell whose neighbours all are as given.
  @Test("A collision keeps the sum of the populations and their momentum")
  func conservation() throws {
    let small = try small(.f32, width: 3, steps: 1)
    let shape = LatticeShape(design: small.design)
    let reference = ReferenceResult<Double>(
      kernel: small.kernel, operation: try small.lowering().operation, design: small.design,
      run: shape.run(problemSize: 9))
    let after = shape.expected(reference)
    let directions = LatticeShape.directions
    func pulled(_ number: Int) -> Double {
      let (x, y) = (1 - directions[number][0], 1 - directions[number][1])
      return reference.input((y * 3 + x) * 16 + number, 0)
    }
    for factor in [{ _ in 1.0 }, { Double(directions[$0][0]) }, { Double(directions[$0][1]) }]
      as [(Int) -> Double]
    {
      let before = (0..<9).reduce(0) { $0 + factor($1) * pulled($1) }
      let now = (0..<9).reduce(0) { $0 + factor($1) * after[4 * 16 + $1] }
      #expect(abs(before - now) < 1e-12)
    }
    // Cells of the border and other elements stay.
    #expect(after[3 * 16 + 1] == reference.input(3 * 16 + 1, 0))
    #expect(after[4 * 16 + 12] == reference.input(4 * 16 + 12, 0))
  }

  @Test("Operations are those of the arithmetic of one cell, and as the kernel file says")
  func work() throws {
    let small = try small(.f32, width: 10, steps: 3)
    let program = try small.program()
    let perCell = program.processes[1].body.reduce(0) { count, statement in
      if case .array(_, _, let expression, _) = statement {
        count + expression.operationCount
      } else {
        count
      }
    }
    #expect(perCell == LatticeShape.operationsPerCell)
    #expect(small.kernel.operations.map(\.operationsPerElement) == [perCell])
    let shape = LatticeShape(design: small.design)
    let run = shape.run(problemSize: 10 * 20)
    #expect(shape.operations(run, of: program) == 3 * 8 * 18 * perCell)
    let work = WorkCount(program, sizes: run.sizes(tileBeats: 1))
    #expect(work.bytesRead == ["f": 200 * 64] && work.bytesWritten == ["g": 200 * 64])
  }

  @Test("Beats that have no room for nine populations are refused")
  func refusal() throws {
    let error = #expect(throws: DesignError.self) {
      try small(.f32, width: 8, steps: 1, lanes: 8).lowering()
    }
    #expect(error?.reasons.first?.contains("9 populations") == true)
  }
}
