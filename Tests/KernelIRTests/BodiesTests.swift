import Specs
import Testing

@testable import KernelIR

@Suite("All-pairs gravity")
struct BodiesTests {
  private func small(
    held: Int, lanes: Int, type: ElementType = .f32
  ) throws -> SmallDesign {
    var small = try SmallDesign("nbody")
    small.design.lanes = lanes
    small.design.elementType = type
    small.design.parameters = [.held: held]
    return small
  }

  @Test(
    "Blocks and beats of every shape give the sum by its definition, bit by bit",
    arguments: [(8, 4), (8, 8), (4, 1), (32, 16), (16, 2)])
  func agreement(held: Int, lanes: Int) throws {
    for type in [ElementType.f32, .f64] where lanes * type.bits <= 512 {
      let small = try small(held: held, lanes: lanes, type: type)
      for run in BodiesShape(design: small.design).reducedRuns {
        #expect(try small.difference(small.program(), like: run) == nil)
      }
    }
  }

  @Test("Two bodies attract each other along the line between them, as Newton says")
  func twoBodies() throws {
    let small = try small(held: 2, lanes: 1, type: .f64)
    // At 0 and at 3 on the x axis, with masses of 2 and 5; a softening of 1/16.
    let bodies: [Double] = [0, 3, 0, 0, 0, 0, 2, 5]
    var interpreter = Interpreter<Double>(
      program: try small.program(), sizes: ["rows": 1, "blocks": 1],
      arrays: [
        "bodies": bodies, "others": bodies, "accelerations": Array(repeating: 9, count: 6),
      ])
    try interpreter.run()
    let found = try #require(interpreter.arrays["accelerations"])
    let cube = (9.0625 * 9.0625 * 9.0625).squareRoot()
    #expect(abs(found[0] - 5 * 3 / cube) < 1e-14)
    #expect(abs(found[1] + 2 * 3 / cube) < 1e-14)
    #expect(found[2...] == [0, 0, 0, 0])
  }

  @Test("A block takes a cycle per beat of bodies and body that acts; 20 operations each")
  func work() throws {
    let small = try small(held: 64, lanes: 16)
    let program = try small.program()
    let interact = try #require(program.processes.first { $0.name == "interact" })
    #expect(interact.loops.reduce(1) { $0 * $1.turns } == 64 * 64 / 16)
    let shape = BodiesShape(design: small.design)
    let run = shape.run(problemSize: 256)
    let work = WorkCount(program, of: small.kernel, design: small.design, run: run)
    #expect(work.operations == 20 * 256 * 256)
    #expect(work.bytesRead == ["bodies": 256 * 3 * 4, "others": 4 * 256 * 4 * 4])
    #expect(work.bytesWritten == ["accelerations": 256 * 3 * 4])
  }

  @Test("The form takes 18 operations an interaction")
  func counted() throws {
    let small = try small(held: 16, lanes: 4)
    let work = WorkCount(try small.program(), sizes: ["rows": 1, "blocks": 1])
    #expect(work.operations == 18 * 16 * 16)
  }

  @Test("Only blocks shorter than the way through an adder stretch the interval")
  func interval() throws {
    func interval(_ held: Int) throws -> Int? {
      try small(held: held, lanes: 16).program().processes
        .first { $0.name == "interact" }?.initiationInterval
    }
    let add = try #require(
      small(held: 16, lanes: 16).board.operators.toolDefault(of: .add, type: .f32)?.latency)
    #expect(try interval(1024) == 1)
    #expect(try interval(32) == (add + 4 + 1) / 2)
  }

  @Test("Units take equal shares of the blocks; blocks that beats do not divide are refused")
  func shares() throws {
    var design = try small(held: 64, lanes: 16).design
    design.computeUnits = 3
    let shape = BodiesShape(design: design)
    #expect(shape.problemSize(shape.run(problemSize: 1000)) == 960)
    for (held, lanes) in [(40, 16), (8, 16), (16, 3), (1 << 17, 16), (0, 1), (Int.max, 4)] {
      let small = try small(held: held, lanes: lanes)
      #expect(throws: DesignError.self) { try small.lowering() }
    }
  }
}
