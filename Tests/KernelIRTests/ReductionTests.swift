import Specs
import TestSupport
import Testing

@testable import KernelIR

@Suite("Reductions with partial results")
struct ReductionTests {
  private func small(
    _ operation: String, _ type: ElementType = .f32, lanes: Int = 4, partials: Int = 32
  ) throws -> SmallDesign {
    var small = try SmallDesign("dot")
    small.design.operation = operation
    small.design.elementType = type
    small.design.lanes = lanes
    small.design.parameters = [.partials: partials]
    return small
  }

  @Test(
    "Every number of lanes, partial results and turns agrees with the definition",
    arguments: ["dot", "asum"], [1, 2, 16])
  func agreement(operation: String, lanes: Int) throws {
    for type in [ElementType.f32, .i16] {
      for partials in [16, 64] {
        let small = try small(operation, type, lanes: lanes, partials: partials)
        for run in ReductionShape(kernel: small.kernel, design: small.design).reducedRuns {
          #expect(try small.difference(small.program(), like: run) == nil, "\(type) \(partials)")
        }
      }
    }
  }

  @Test("Where rounding plays no part, the result is the plain sum of all products")
  func plainSum() throws {
    let small = try small("dot", .i32, lanes: 8)
    let shape = ReductionShape(kernel: small.kernel, design: small.design)
    let run = shape.run(problemSize: 3 * 8 * 32)
    let reference = ReferenceResult<UInt32>(
      kernel: small.kernel, operation: try small.lowering().operation, design: small.design,
      run: run)
    let plain = (0..<768).reduce(UInt32(0)) {
      $0 &+ reference.input($1, 0) &* reference.input($1, 1)
    }
    #expect(shape.expected(reference) == [plain])
  }

  @Test("There is a beat in every cycle, and the tail waits for the operator")
  func pace() throws {
    let small = try small("dot")
    let program = try small.program()
    let adder = try #require(
      small.board.operators.toolDefault(of: .add, type: .f32)
    ).latency
    #expect(program.processes.map(\.initiationInterval) == [1, 1, 1, adder + 1])
    #expect(program.ports.count == 2 && program.arrays.map(\.port) == ["gmem0", "gmem1", "gmem0"])
  }

  @Test("One operation per element combines, but for the first; bytes are those of the inputs")
  func work() throws {
    let small = try small("dot", lanes: 4)
    let work = WorkCount(try small.program(), sizes: ["turns": 5])
    let elements = 5 * 32 * 4
    #expect(work.operations == 2 * elements - 1)
    #expect(work.bytesRead == ["a": 4 * elements, "b": 4 * elements])
    #expect(work.bytesWritten == ["r": 4])
  }

  @Test("Fewer partial results than the pipeline is long are refused with the number to use")
  func refusals() throws {
    let deep = try small("dot", partials: 4)
    let error = #expect(throws: DesignError.self) { try deep.program() }
    #expect(error?.reasons.first?.contains("--set partials=16") == true)
    #expect(throws: DesignError.self) { try small("dot", partials: 33).lowering() }
  }

  @Test("The largest and the smallest of all are found, whatever the lanes", arguments: [1, 4])
  func extremes(lanes: Int) throws {
    for combine in ["max", "min"] {
      let text = UserKernelText.reduction(
        "abs(p - 20) * w", inputs: ["p"], types: ["i16"], operations: 3, combine: combine,
        result: "total")
      var small = SmallDesign(try ShippedSpecs.kernel(text: text), board: try ShippedSpecs.board())
      small.design.elementType = .i16
      small.design.lanes = lanes
      let run = RunArguments(beats: 1)
      #expect(try small.difference(small.program(), like: run) == nil)
      let shape = try #require(small.kernel.shape(of: small.design))
      let reference = ReferenceResult<UInt16>(
        kernel: small.kernel, operation: try small.lowering().operation, design: small.design,
        run: shape.reducedRuns[0])
      // Inputs are 1, 4, …, 181; 19 and 22 are nearest to 20.
      #expect(shape.expected(reference) == [combine == "max" ? 161 * 7 : 1 * 7])
    }
  }

  @Test("A user's norm with a scalar and a square root works from the file alone")
  func user() throws {
    let text = UserKernelText.reduction(
      "(p - q) * (p - q) * w", inputs: ["p", "q"], types: ["f32", "f64"], operations: 5,
      combine: "+", result: "sqrt(total) / w")
    for lanes in [1, 8] {
      for type in [ElementType.f32, .f64] {
        var small = SmallDesign(
          try ShippedSpecs.kernel(text: text), board: try ShippedSpecs.board())
        small.design.elementType = type
        small.design.lanes = lanes
        for run in ReductionShape(kernel: small.kernel, design: small.design).reducedRuns {
          #expect(try small.difference(small.program(), like: run) == nil)
        }
      }
    }
  }

  @Test("Counts, keys and names that do not suit a reduction are found")
  func mistakes() throws {
    func finding(_ text: String) -> String {
      do {
        _ = try ShippedSpecs.kernel(text: text)
        return ""
      } catch { return "\(error)" }
    }
    let right = UserKernelText.reduction(
      "p * w", inputs: ["p"], types: ["f32"], operations: 2, combine: "+", result: "total")
    #expect(finding(right) == "")
    #expect(
      finding(right.replacing("element: 2", with: "element: 1"))
        .contains("expected 2, the operations in the expression and the one that combines"))
    #expect(finding(right.replacing("combine: \"+\"", with: "combine: \"*\"")).contains("min"))
    #expect(finding(right.replacing("result: \"total\"", with: "result: \"p\"")).contains("total"))
    let stray = UserKernelText.elementwise(
      "p", inputs: ["p"], types: ["f32"], operations: 0
    ).replacing("expression:", with: "combine: \"+\"\n    expression:")
    #expect(finding(stray).contains("only where `structure` is `reduction`"))
  }
}
