import Specs
import TestSupport
import Testing

@testable import KernelIR

/// A stencil of a user's file and its operations.
struct UserStencil: CustomTestStringConvertible, Sendable {
  let expression: String
  let inputs: [String]
  let operations: Int

  var testDescription: String { expression }

  static let all = [
    UserStencil(
      expression: "w * u[0,0] + (u[-1,0] + u[1,0]) * w + (u[0,-1] + u[0,1])", inputs: ["u"],
      operations: 6),
    // One-sided, and farther in x than in y.
    UserStencil(expression: "u - w * (u[0,3] - u[2,-1])", inputs: ["u"], operations: 3),
    // A second array of which only the cell itself is read, and one with neighbours.
    UserStencil(
      expression: "u[0,0] + w * (p + u[1,0] - v[0,-1] * v[-2,2])", inputs: ["u", "p", "v"],
      operations: 5),
    UserStencil(
      expression: "max(u[0,0,0], u[-1,0,1]) - w * k[0,1,0] + min(u[1,0,0], k)",
      inputs: ["u", "k"], operations: 5),
  ]
}

@Suite("Stencils by expression and by square")
struct StencilFormTests {
  private func small(_ stencil: UserStencil, lanes: Int, steps: Int) throws -> SmallDesign {
    let text = UserKernelText.stencil(
      stencil.expression, inputs: stencil.inputs, types: ["f32", "i32"],
      operations: stencil.operations)
    var small = SmallDesign(try ShippedSpecs.kernel(text: text), board: try ShippedSpecs.board())
    small.design.lanes = lanes
    small.design.parameters = [
      .width: max(lanes, 8), .height: 5, .radius: 1, .steps: steps,
    ]
    return small
  }

  @Test(
    "Every expression agrees with the definition for every beat, step and type",
    arguments: UserStencil.all, [(1, 1), (4, 3), (16, 2)])
  func agreement(stencil: UserStencil, shape: (lanes: Int, steps: Int)) throws {
    var small = try small(stencil, lanes: shape.lanes, steps: shape.steps)
    for type in [ElementType.f32, .i32] {
      small.design.elementType = type
      for run in try #require(small.kernel.shape(of: small.design)).reducedRuns {
        #expect(try small.difference(small.program(), like: run) == nil, "\(type)")
      }
    }
  }

  @Test("A value by hand: the neighbours are those that the brackets say, y first")
  func byHand() throws {
    let small = try small(UserStencil.all[1], lanes: 4, steps: 1)
    let shape = StencilShape(kernel: small.kernel, design: small.design)
    let run = shape.run(problemSize: 5 * 8)
    let reference = ReferenceResult<Float>(
      kernel: small.kernel, operation: try small.lowering().operation, design: small.design,
      run: run)
    let found = shape.expected(reference)
    func u(_ y: Int, _ x: Int) -> Float { reference.input(y * 8 + x, 0) }
    #expect(found[1 * 8 + 2] == u(1, 2) - 0.25 * (u(1, 5) - u(3, 1)))
    // x = 0 has no neighbour at −1, x = 5 none at +3, and the last two rows none at +2.
    #expect(found[1 * 8] == u(1, 0) && found[1 * 8 + 5] == u(1, 5) && found[3 * 8 + 2] == u(3, 2))
  }

  @Test("Ports and bytes are those of all arrays")
  func arrays() throws {
    let small = try small(UserStencil.all[2], lanes: 4, steps: 2)
    let program = try small.program()
    #expect(program.ports.count == 4 && program.arrays.map(\.name) == ["u", "p", "v", "o"])
    let work = WorkCount(program, sizes: ["rows": 6])
    #expect(work.bytesRead == ["u": 192, "p": 192, "v": 192])
    // Two steps of 8 − 3 columns and 6 − 3 rows.
    #expect(work.operations == 2 * 5 * 3 * 5)
  }

  @Test("The square of every radius agrees with the definition", arguments: 1...3)
  func square(radius: Int) throws {
    var small = try SmallDesign("conv2d")
    for type in [ElementType.f32, .i16] {
      small.design.elementType = type
      small.design.parameters = [.width: 12, .height: 1, .radius: radius, .steps: 2]
      for run in try #require(small.kernel.shape(of: small.design)).reducedRuns {
        #expect(try small.difference(small.program(), like: run) == nil)
      }
    }
    let program = try small.program()
    let side = 2 * radius + 1
    #expect(program.scalars.map(\.name) == (0..<side * side).map { "k\($0)" })
    let work = WorkCount(program, sizes: ["rows": 20])
    let inside = (12 - 2 * radius) * (20 - 2 * radius)
    #expect(work.operations == 2 * inside * (2 * side * side - 1))
  }

  @Test("Coefficients are given ring by ring, so that a square has those of a smaller one")
  func rings() {
    let names = (0..<25).map { "k\($0)" }
    let (small, large) = (
      StencilPattern.box(radius: 1, coefficients: names),
      StencilPattern.box(radius: 2, coefficients: names)
    )
    #expect(small.taps.map(\.coefficient) == [1, 2, 3, 4, 0, 5, 6, 7, 8].map { "k\($0)" })
    #expect(small.taps.allSatisfy { tap in large.taps.contains(tap) })
    #expect(Set(large.taps.map(\.coefficient)).count == 25)
  }

  @Test("A radius beside an expression, and more coefficients than there are, are refused")
  func refusals() throws {
    var user = try small(UserStencil.all[0], lanes: 4, steps: 1)
    user.design.parameters[.radius] = 2
    #expect(throws: DesignError.self) { try user.lowering() }
    var square = try SmallDesign("conv2d")
    square.design.parameters = [.width: 64, .height: 1, .radius: 4, .steps: 1]
    let error = #expect(throws: DesignError.self) { try square.lowering() }
    #expect(error?.reasons.first?.contains("81 coefficients") == true)
  }

  @Test("Distances where there are none, or of different dimensions, are mistakes of the file")
  func mistakes() throws {
    func finding(_ expression: String, isStencil: Bool = true) -> String {
      let write = isStencil ? UserKernelText.stencil : UserKernelText.elementwise
      do {
        _ = try ShippedSpecs.kernel(text: write(expression, ["u"], ["f32"], 1))
        return ""
      } catch { return "\(error)" }
    }
    #expect(finding("u[0,1] + u") == "")
    #expect(finding("u + u").contains("found no distances"))
    #expect(finding("u[0,1] + u[0,0,1]").contains("distances in 2 and 3 dimensions"))
    #expect(finding("u[1] + u").contains("distances in 1 dimensions"))
    #expect(finding("u[0,1] + u", isStencil: false).contains("`structure` is not `stencil`"))
  }
}
