import Specs
import Testing

@testable import KernelIR

@Suite("LU factorisation of blocks")
struct LUTests {
  private func small(
    block: Int, lanes: Int, type: ElementType = .f32, step: LUStep = .diagonal
  ) throws -> SmallDesign {
    var small = try SmallDesign("lu")
    small.design.operation = step.rawValue
    small.design.lanes = lanes
    small.design.elementType = type
    small.design.parameters = [.block: block]
    return small
  }

  @Test(
    "Blocks and beats of every shape give every step by its definition, bit by bit",
    arguments: [LUStep.diagonal, .top, .left, .inner],
    [(8, 1), (8, 2), (8, 8), (16, 4), (32, 8), (1, 1), (2, 2), (9, 3)])
  func agreement(step: LUStep, shape: (block: Int, lanes: Int)) throws {
    for type in [ElementType.f32, .f64] {
      let small = try small(block: shape.block, lanes: shape.lanes, type: type, step: step)
      for run in LUShape(design: small.design).reducedRuns {
        #expect(try small.difference(small.program(), like: run) == nil)
      }
    }
  }

  @Test("The factors multiplied give the matrix")
  func product() throws {
    let (small, block) = (try small(block: 16, lanes: 4, type: .f64), 16)
    let shape = LUShape(design: small.design)
    let run = try #require(shape.reducedRuns.last)
    let program = try small.program()
    let operation = try #require(small.kernel.operations.first)
    let reference = ReferenceResult<Double>(
      kernel: small.kernel, operation: operation, design: small.design, run: run)
    let factors = reference.expected()
    let matrix: [Double] = try #require(shape.contents(of: program.arrays[0], run))
    for row in 0..<block {
      for column in 0..<block {
        let sum = (0...min(row, column)).reduce(0.0) { sum, k in
          let lower = k == row ? 1 : factors[row * block + k]
          return sum + lower * factors[k * block + column]
        }
        #expect(abs(sum - matrix[row * block + column]) < 1e-12)
      }
    }
  }

  @Test("The four steps of a matrix of two by two blocks give its factors")
  func blocked() throws {
    let (block, order) = (8, 16)
    var matrix = Self.matrix(order)
    let whole = Self.factors(matrix, order)
    func part(_ row: Int, _ column: Int) -> [Double] {
      (0..<block * block).map {
        matrix[(row * block + $0 / block) * order + column * block + $0 % block]
      }
    }
    func run(_ step: LUStep, _ inputs: [String: [Double]]) throws -> [Double] {
      let program = try small(block: block, lanes: 4, type: .f64, step: step).program()
      var interpreter = Interpreter<Double>(program: program, sizes: ["blocks": 1], arrays: inputs)
      try interpreter.run()
      return try #require(interpreter.arrays[step.result])
    }
    func zeros() -> [Double] { Array(repeating: 0, count: block * block) }
    func put(_ values: [Double], _ row: Int, _ column: Int) {
      for place in values.indices {
        matrix[(row * block + place / block) * order + column * block + place % block] =
          values[place]
      }
    }
    put(try run(.diagonal, ["a": part(0, 0), "factors": zeros()]), 0, 0)
    let known = ["factors": part(0, 0), "updated": zeros()]
    put(try run(.top, known.merging(["a": part(0, 1)]) { $1 }), 0, 1)
    put(try run(.left, known.merging(["a": part(1, 0)]) { $1 }), 1, 0)
    let inner = ["left": part(1, 0), "top": part(0, 1), "a": part(1, 1), "updated": zeros()]
    put(try run(.inner, inner), 1, 1)
    put(try run(.diagonal, ["a": part(1, 1), "factors": zeros()]), 1, 1)
    #expect(zip(matrix, whole).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  private static func matrix(_ order: Int) -> [Double] {
    (0..<order * order).map {
      let value: Double = TestData.element($0, array: 0, type: .f64)
      return $0 / order == $0 % order ? value + Double(2 * order) : value
    }
  }

  /// Elimination without blocks.
  private static func factors(_ matrix: [Double], _ order: Int) -> [Double] {
    var factors = matrix
    for k in 0..<order {
      for row in k + 1..<order {
        factors[row * order + k] /= factors[k * order + k]
        for column in k + 1..<order {
          factors[row * order + column] -= factors[row * order + k] * factors[k * order + column]
        }
      }
    }
    return factors
  }

  @Test(
    "A program without one of its processes does not give the results",
    arguments: [LUStep.diagonal, .top, .left, .inner])
  func broken(step: LUStep) throws {
    let small = try small(block: 8, lanes: 2, step: step)
    let run = try #require(LUShape(design: small.design).reducedRuns.first)
    let names = Set(try small.program().processes.map(\.name))
    for name in names {
      var program = try small.program()
      program.body = program.body.map { $0.without(name) }
      #expect(try small.difference(program, like: run) != nil, "\(name)")
    }
  }

  @Test("Operations are those of the triangles and squares that a step works on")
  func counts() throws {
    for (step, each) in [(LUStep.top, 16 * 16 * 15), (.left, 16 * 16 * 16), (.inner, 2 * 4096)] {
      let small = try small(block: 16, lanes: 4, step: step)
      let run = LUShape(design: small.design).run(problemSize: 3 * 16)
      let work = WorkCount(
        try small.program(), of: small.kernel, design: small.design, run: run)
      #expect(work.operations == 3 * each, "\(step)")
      let read = work.bytesRead.values.reduce(0, +)
      #expect(read == (step == .inner ? 7 : 4) * 16 * 16 * 4)
    }
  }

  @Test("A step takes a row's beats, a column and the whole block; operations are the triangles'")
  func work() throws {
    let small = try small(block: 64, lanes: 8, type: .f64)
    let shape = LUShape(design: small.design)
    let program = try small.program()
    let iterations = program.processes.map { $0.loops.reduce(1) { $0 * $1.turns } }
    #expect(iterations == [512, 8, 64, 512, 512])
    #expect(program.processes.allSatisfy { $0.initiationInterval == 1 })
    let run = shape.run(problemSize: 3 * 64)
    let work = WorkCount(program, of: small.kernel, design: small.design, run: run)
    #expect(work.bytesRead == ["a": 3 * 64 * 64 * 8])
    #expect(work.bytesWritten == ["factors": 3 * 64 * 64 * 8])
    let operations = (0..<64).reduce(0) { $0 + (63 - $1) + 2 * (63 - $1) * (63 - $1) }
    #expect(work.operations == 3 * operations)
  }

  @Test("Units take equal shares of the blocks; sizes are rounded down to them")
  func shares() throws {
    var design = try small(block: 256, lanes: 16).design
    design.computeUnits = 3
    let shape = LUShape(design: design)
    let run = shape.run(problemSize: 4096)
    #expect(run.shape == ["blocks": 5])
    #expect(shape.problemSize(run) == 3840)
    #expect(shape.runReasons(run).isEmpty)
  }

  @Test("Blocks that a beat does not divide, and runs beyond 2³² beats, are refused")
  func refusals() throws {
    for (block, lanes) in [(44, 8), (8, 16), (16, 3), (2048, 16)] {
      let small = try small(block: block, lanes: lanes)
      #expect(throws: DesignError.self) { try small.lowering() }
    }
    let shape = LUShape(design: try small(block: 1024, lanes: 1).design)
    #expect(shape.runReasons(shape.run(problemSize: 1 << 40)).count == 1)
    #expect(shape.runReasons(shape.run(problemSize: 1 << 22)).count == 1)
  }
}

extension Phase {
  /// The phase without the processes of a name.
  fileprivate func without(_ name: String) -> Phase {
    switch self {
    case .loop(let loop, let phases): .loop(loop, phases.map { $0.without(name) })
    case .region(.sequence(let loop, let processes)):
      .region(.sequence(loop: loop, processes.filter { $0.name != name }))
    case .region(.dataflow(let processes)):
      .region(.dataflow(processes.filter { $0.name != name }))
    }
  }
}
