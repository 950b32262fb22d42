import Specs
import Testing

@testable import KernelIR

@Suite("Sparse matrix-vector product")
struct SparseTests {
  private func small(lanes: Int, type: ElementType = .f32) throws -> SmallDesign {
    var small = try SmallDesign("spmv")
    small.design.lanes = lanes
    small.design.elementType = type
    return small
  }

  @Test("Beats of every width give the operator by its definition", arguments: [1, 2, 4, 8, 16])
  func agreement(lanes: Int) throws {
    for type in [ElementType.f32, .f64] where lanes * type.bits <= 512 {
      let small = try small(lanes: lanes, type: type)
      for run in SparseShape(design: small.design).reducedRuns {
        #expect(try small.difference(small.program(), like: run) == nil)
      }
    }
  }

  @Test("Rows have 8, 12, 18 or 27 entries, and the closed forms count them and their beats")
  func matrix() throws {
    for (edge, lanes) in [(2, 1), (3, 4), (4, 16), (5, 8), (8, 3)] {
      let matrix = StencilMatrix(edge: edge, lanes: lanes)
      let rows = try #require(matrix.rows)
      let counts = (0..<rows).map { matrix.entries(of: $0).count }
      #expect(Set(counts).isSubset(of: [8, 12, 18, 27]))
      #expect(edge < 4 || Set(counts).count == 4)
      #expect(counts.reduce(0, +) == matrix.nonzeros)
      #expect(matrix.stored.reduce(0) { $0 + $1.count / lanes } == matrix.beats)
      #expect(matrix.stored.allSatisfy { $0.count % lanes == 0 })
    }
  }

  @Test("Rows of any lengths that the stream of row ends tells are summed apart")
  func otherRows() throws {
    let small = try small(lanes: 2)
    let lengths = [1, 3, 1, 14, 2, 1, 7, 3]
    let beats = lengths.reduce(0, +)
    var ends: [Float] = []
    for length in lengths { ends.append((ends.last ?? 0) + Float(length)) }
    let columns = (0..<2 * beats).map { Float($0 * 5 % 8) }
    let values = (0..<2 * beats).map { Float($0 % 11 + 1) }
    let x: [Float] = [1, 2, 3, 5, 7, 11, 13, 17]
    var interpreter = Interpreter<Float>(
      program: try small.program(), sizes: ["words": 4, "beats": UInt32(beats)],
      arrays: [
        "ends": ends, "columns": columns, "values": values, "x": x,
        "y": Array(repeating: 0, count: 8),
      ])
    try interpreter.run()
    var first = 0
    let expected = lengths.map { length -> Float in
      defer { first += 2 * length }
      return (first..<first + 2 * length).reduce(0) { $0 + values[$1] * x[Int(columns[$1])] }
    }
    #expect(interpreter.arrays["y"] == expected)
  }

  @Test("Row ends that go back, run out or stop before the last beat are reported")
  func wrongEnds() throws {
    let small = try small(lanes: 4)
    let shape = SparseShape(design: small.design)
    let run = try #require(shape.reducedRuns.first)
    let program = try small.program()
    var arrays: [String: [Float]] = [:]
    for array in program.arrays {
      arrays[array.name] =
        shape.contents(of: array, run)
        ?? Array(repeating: 1, count: shape.elements(of: array, run))
    }
    for change in [(10, Float(0)), (63, 5000), (63, 0)] {
      var wrong = arrays
      wrong["ends"]?[change.0] = change.1
      var interpreter = Interpreter(program: program, sizes: run.sizes(tileBeats: 1), arrays: wrong)
      #expect(throws: DesignError.self) { try interpreter.run() }
    }
    arrays["columns"]?[7] = 512
    var interpreter = Interpreter(program: program, sizes: run.sizes(tileBeats: 1), arrays: arrays)
    #expect(throws: DesignError.self) { try interpreter.run() }
  }

  @Test("A beat moves places of four bytes and values; only entries of the matrix are operations")
  func work() throws {
    let small = try small(lanes: 8, type: .f64)
    let shape = SparseShape(design: small.design)
    let run = shape.run(problemSize: 512)
    let program = try small.program()
    let work = WorkCount(program, of: small.kernel, design: small.design, run: run)
    // 216 rows of 27 in 4 beats, 216 of 18 in 3, 72 of 12 in 2 and 8 of 8 in 1.
    let beats = 216 * 4 + 216 * 3 + 72 * 2 + 8
    #expect(work.bytesRead["columns"] == beats * 8 * 4)
    #expect(work.bytesRead["values"] == beats * 8 * 8)
    #expect(work.bytesRead["ends"] == 512 * 4)
    #expect(work.bytesRead["x"] == 512 * 8)
    #expect(work.bytesWritten == ["y": 512 * 8])
    #expect(work.operations == 2 * 22 * 22 * 22)
    #expect(program.ports.map(\.bits) == [32, 256, 512, 64])
  }

  @Test("Two lanes share a copy of the vector; a word of it holds a beat")
  func resources() throws {
    var small = try small(lanes: 8, type: .f64)
    small.design.parameters = [.held: 32_768]
    let estimate = ResourceEstimate(try small.program(), board: small.board)
    // 4096 words of 512 bits: 8 blocks wide, 8 deep.
    #expect(estimate.buffers.bram == 4 * 64)
    small.design.parameters = [.held: 1 << 20]
    let need = ResourceEstimate(try small.program(), board: small.board).computeUnit
    let error = #expect(throws: DesignError.self) {
      try Placement(units: 1, need: need, board: small.board, subject: "spmv")
    }
    #expect(error?.reasons.contains { $0.contains("\(need.bram)") } == true)
  }

  @Test(
    "A vector that does not fit the memory that the design has for it is refused with both sizes")
  func refusals() throws {
    let small = try small(lanes: 16)
    let lowering = try small.lowering()
    let shape = SparseShape(design: small.design)
    try lowering.check(shape.run(problemSize: 512))
    let error = #expect(throws: DesignError.self) {
      try lowering.check(shape.run(problemSize: 20 * 20 * 20))
    }
    #expect(error?.reasons.contains { $0.contains("8000") && $0.contains("holds 512") } == true)
    var other = shape.run(problemSize: 512)
    other.shape["beats"] = 7
    #expect(throws: DesignError.self) { try lowering.check(other) }
    #expect(shape.problemSize(shape.run(problemSize: 600)) == 512)
    var odd = small
    odd.design.parameters = [.held: 513]
    #expect(throws: DesignError.self) { try odd.lowering() }
  }
}
