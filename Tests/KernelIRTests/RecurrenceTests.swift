import Specs
import Testing

@testable import KernelIR

@Suite("Expressions that are applied again and again")
struct RecurrenceTests {
  private func small(_ operation: String, repeats: Int, lanes: Int = 4) throws -> SmallDesign {
    var small = try SmallDesign("shoc-maxflops")
    small.design.operation = operation
    small.design.lanes = lanes
    small.design.parameters = [.repeats: repeats]
    return small
  }

  @Test(
    "Every form agrees with its definition for every number of applications",
    arguments: ["add", "mul", "madd", "mulmadd"], [1, 2, 7])
  func agreement(operation: String, repeats: Int) throws {
    for lanes in [1, 4] {
      let small = try small(operation, repeats: repeats, lanes: lanes)
      for run in RecurrenceShape(kernel: small.kernel, design: small.design).reducedRuns {
        #expect(try small.difference(small.program(), like: run) == nil)
      }
    }
  }

  @Test("Values by hand: twice 10 − s · 0.98828125 from 1")
  func byHand() throws {
    let small = try small("madd", repeats: 2)
    let shape = RecurrenceShape(kernel: small.kernel, design: small.design)
    let reference = ReferenceResult<Float>(
      kernel: small.kernel, operation: try small.lowering().operation, design: small.design,
      run: shape.run(problemSize: 8))
    let w: Float = 0.98828125
    let once = 10 - 1 * w
    #expect(shape.expected(reference).first == 10 - once * w)
  }

  @Test("Operations, operators and depth grow with the applications; ports and bytes do not")
  func growth() throws {
    let (short, long) = (try small("mulmadd", repeats: 1), try small("mulmadd", repeats: 10))
    let works = try [short, long].map { WorkCount(try $0.program(), sizes: ["beats": 50]) }
    #expect(works.map(\.operations) == [600, 6000])
    #expect(works[0].bytesRead == works[1].bytesRead)
    let costs = try [short, long].map { ResourceEstimate(try $0.program(), board: $0.board) }
    #expect(costs[1].operators.dsp == 10 * costs[0].operators.dsp)
    let depths = try [short, long].map { try $0.program().processes[1].depth - 2 }
    #expect(depths[1] == 10 * depths[0])
    #expect(throws: DesignError.self) { try small("add", repeats: 0).lowering() }
  }
}
