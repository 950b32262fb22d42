import Specs
import Testing

@testable import KernelIR

@Suite("Symmetric Gauss-Seidel sweep")
struct SweepTests {
  private func small(lanes: Int, type: ElementType = .f32) throws -> SmallDesign {
    var small = try SmallDesign("symgs")
    small.design.lanes = lanes
    small.design.elementType = type
    return small
  }

  @Test("Beats of every width give the sweep by its definition", arguments: [1, 2, 4, 8, 16])
  func agreement(lanes: Int) throws {
    for type in [ElementType.f32, .f64] where lanes * type.bits <= 512 {
      let small = try small(lanes: lanes, type: type)
      for run in SweepShape(design: small.design).reducedRuns {
        #expect(try small.difference(small.program(), like: run) == nil)
      }
    }
  }

  @Test("A row's entries are those of the matrix but the diagonal; its neighbours are outermost")
  func rows() throws {
    for (edge, lanes) in [(4, 16), (4, 1), (6, 8)] {
      let matrix = StencilMatrix(edge: edge, lanes: lanes)
      for (row, stored) in matrix.swept.enumerated() {
        let entries = matrix.entries(of: row).filter { $0.column != row }
        let found = stored.filter { $0.value != 0 }.map(\.column).sorted()
        #expect(found == entries.map(\.column) && stored.count == matrix.evenBeats * lanes)
        let next = stored.firstIndex { $0.value != 0 && $0.column == row + 1 }
        let last = stored.lastIndex { $0.value != 0 && $0.column == row - 1 }
        #expect(next ?? 0 == 0 && last ?? stored.count - 1 == stored.count - 1)
      }
    }
  }

  @Test("An element is read as many beats after it was written as a row has, at the earliest")
  func distance() throws {
    let small = try small(lanes: 4)
    let matrix = StencilMatrix(edge: 4, lanes: 4)
    let promised = try #require(try small.program().buffers.first?.readDistance)
    for (row, stored) in matrix.swept.enumerated() {
      for (place, entry) in stored.enumerated() where entry.value != 0 && entry.column < row {
        let written = (entry.column + 1) * matrix.evenBeats - 1
        #expect(row * matrix.evenBeats + place / 4 - written >= promised)
      }
      for (place, entry) in stored.enumerated() where entry.value != 0 && entry.column > row {
        let written = entry.column * matrix.evenBeats
        #expect(written - (row * matrix.evenBeats + place / 4) >= promised)
      }
    }
  }

  @Test("Rows wait for each other: a row's beats take the way from an element to the next")
  func interval() throws {
    let small = try small(lanes: 8, type: .f64)
    let program = try small.program()
    let sweeps = program.processes.filter { $0.name.hasPrefix("sweep") }
    let table = small.board.operators
    let add = try #require(table.toolDefault(of: .add, type: .f64)?.latency)
    let multiply = try #require(table.toolDefault(of: .mul, type: .f64)?.latency)
    // Read, product, three levels of sums, the sum of the row, difference, product, write.
    let way = 4 + multiply + 3 * add + add + add + multiply
    #expect(sweeps.map(\.initiationInterval) == [max(add, (way + 3) / 4), max(add, (way + 3) / 4)])
  }

  @Test("The matrix is read twice, vectors move once; entries of the matrix count four times")
  func work() throws {
    let small = try small(lanes: 8, type: .f64)
    let shape = SweepShape(design: small.design)
    let run = shape.run(problemSize: 512)
    let work = WorkCount(
      try small.program(), of: small.kernel, design: small.design, run: run)
    #expect(work.bytesRead["columns"] == 2 * 512 * 32 * 4)
    #expect(work.bytesRead["values"] == 2 * 512 * 32 * 8)
    for vector in ["x", "b", "inverse"] { #expect(work.bytesRead[vector] == 512 * 8) }
    #expect(work.bytesWritten == ["updated": 512 * 8])
    #expect(work.operations == 4 * 22 * 22 * 22)
  }
}
