import KernelIR
import Specs
import TestSupport
import Testing

@testable import HLSGenerator

@Suite("Testbenches of kernels that users write")
struct UserKernelTestbenchTests {
  private static let compilers = ["g++", "clang++"].filter {
    GeneratedDesignCheck(compiler: $0).compilerPath != nil
  }

  private func kernel(_ text: String) throws -> KernelSpec {
    try UserKernelText.withFile(text) { try SampleDesigns.catalog.kernel($0) }
  }

  private func expectPass(_ design: GeneratedDesign) throws {
    let files = try SampleDesigns.dialect().files(for: design)
    for compiler in Self.compilers {
      let result = try GeneratedDesignCheck(compiler: compiler).run(files)
      guard case .passed(let output) = result else {
        Issue.record("\(design.design.elementType) with \(compiler): \(result)")
        return
      }
      #expect(output.hasPrefix("passed: ") && !output.contains("warning"), "\(output)")
    }
  }

  @Test(
    "Divisions, roots, minima, maxima and signs simulate in every type and schedule",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"), arguments: ElementType.allCases)
  func operators(type: ElementType) throws {
    let text =
      type.isFloat
      ? UserKernelText.elementwise(
        "-max(sqrt(p / q), abs(q - p) * w) + min(p * w, -q) / abs(w - p)", inputs: ["p", "q"],
        types: [type.rawValue], operations: 10)
      : UserKernelText.elementwise(
        "-max(p, abs(q - p) * w) + min(p * w, -q)", inputs: ["p", "q"], types: [type.rawValue],
        operations: 6)
    for (lanes, schedule) in [(1, KernelSchedule.overlapped), (4, .phased)] {
      let design = try SampleDesigns.design(kernel(text), "mine", type) {
        $0.lanes = lanes
        $0.schedule = schedule
      }
      try expectPass(design)
    }
  }

  @Test(
    "Reductions of one and several lanes simulate, with a result that is made of the total",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"), arguments: [1, 2, 16])
  func reductions(lanes: Int) throws {
    let cases = [
      ("+", "sqrt(total) / w", ElementType.f32), ("max", "total", .i16), ("min", "w - total", .f16),
    ]
    for (combine, result, type) in cases {
      let text = UserKernelText.reduction(
        "abs(p - q) * w", inputs: ["p", "q"], types: [type.rawValue], operations: 3,
        combine: combine, result: result)
      try expectPass(
        SampleDesigns.design(kernel(text), "mine", type) {
          $0.lanes = lanes
        })
    }
  }

  @Test("Differences are asked for by their own name")
  func differences() throws {
    for (type, name) in [(ElementType.f32, "fsub"), (.f64, "dsub"), (.f16, "hsub"), (.i32, "sub")] {
      let text = UserKernelText.elementwise(
        "(p - q) * w", inputs: ["p", "q"], types: [type.rawValue], operations: 2)
      let design = try SampleDesigns.design(kernel(text), "mine", type)
      let code = try SampleDesigns.file(".cpp", of: design)
      #expect(code.contains("difference_1 op=\(name) impl="), "\(code)")
      #expect(!code.contains("op=\(name.dropLast(3))add"))
    }
  }

  @Test("Arrays cannot be called as temporaries are", arguments: ["sum_1", "x_product_12"])
  func temporaries(name: String) throws {
    let text = UserKernelText.elementwise(
      "(\(name) - q) * w", inputs: [name, "q"], types: ["f32"], operations: 2)
    let design = try SampleDesigns.design(kernel(text), "mine", .f32)
    #expect(throws: GenerationError.self) { try SampleDesigns.dialect().validate(design) }
    #expect(!KernelExpression.isTemporary("sum_a") && !KernelExpression.isTemporary("sums_1"))
  }

  @Test(
    "Stencils of two and three dimensions and several arrays simulate",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"), arguments: [(1, 2), (4, 1), (16, 2)])
  func stencils(shape: (lanes: Int, steps: Int)) throws {
    let cases = [
      ("w * u[0,0] + (u[-1,0] + u[1,0]) / p[0,2]", ["u", "p"], 4, ElementType.f32),
      ("max(u, k[0,1,-1]) - w * u[-1,0,1] + u[1,0,0]", ["u", "k"], 4, .i16),
    ]
    for (expression, inputs, operations, type) in cases {
      let text = UserKernelText.stencil(
        expression, inputs: inputs, types: [type.rawValue], operations: operations)
      try expectPass(
        SampleDesigns.design(kernel(text), "mine", type) {
          $0.lanes = shape.lanes
          $0.parameters = [
            .width: max(8, shape.lanes), .height: 4, .radius: 1, .steps: shape.steps,
          ]
        })
    }
  }

  @Test(
    "Squares of every radius simulate", .enabled(if: !compilers.isEmpty, "needs g++ or clang++"),
    arguments: [(1, 1, 2), (2, 4, 1), (3, 2, 2), (1, 16, 1)])
  func squares(shape: (radius: Int, lanes: Int, steps: Int)) throws {
    try expectPass(
      SampleDesigns.design("conv2d", "conv2d", .f32) {
        $0.lanes = shape.lanes
        $0.parameters = [.width: 32, .height: 1, .radius: shape.radius, .steps: shape.steps]
      })
  }

  @Test(
    "Chains of every form simulate", .enabled(if: !compilers.isEmpty, "needs g++ or clang++"),
    arguments: [("add", 1, 16), ("mul", 5, 1), ("madd", 4, 4), ("mulmadd", 3, 2)])
  func chains(shape: (operation: String, repeats: Int, lanes: Int)) throws {
    try expectPass(
      SampleDesigns.design("shoc-maxflops", shape.operation, .f32) {
        $0.lanes = shape.lanes
        $0.parameters = [.repeats: shape.repeats]
      })
  }

  @Test(
    "Lattices of every width and number of steps simulate",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"),
    arguments: [(3, 1, ElementType.f32), (6, 3, .f32), (5, 1, .f16)])
  func lattices(shape: (width: Int, steps: Int, type: ElementType)) throws {
    try expectPass(
      SampleDesigns.design("lbm", "d2q9", shape.type) {
        $0.lanes = 16
        $0.parameters = [.width: shape.width, .steps: shape.steps]
      })
  }

  @Test(
    "A kernel of an expression that was broken on purpose fails its testbench",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"),
    arguments: [
      Mutant("dot", "dot", "if (turn != 0) partial_before", "if (turn > 1) partial_before"),
      Mutant("dot", "dot", "row_lanes_beat[2] + row_lanes_beat[3]", "row_lanes_beat[2]"),
      Mutant("dot", "sum", "if (turn + 1 == turns)", "if (turn == 0)"),
      Mutant("dot", "dot", "number >= 1 && number < 32 ?", "number >= 2 && number < 32 ?"),
      Mutant("conv2d", "conv2d", "k1 *", "(k1 + k2) *"),
      Mutant("conv2d", "conv2d", "row < rows + 1", "row <= rows + 1"),
      Mutant("lbm", "d2q9", "column >= 1", "column >= 2"),
      Mutant("lbm", "d2q9", "relaxed_1[0][3] = ", "relaxed_1[0][2] = "),
      Mutant(
        "shoc-maxflops", "mulmadd", "const element_t after_2 =", "const element_t after_2 = v *"),
    ])
  func mutants(mutant: Mutant) throws {
    let type: ElementType = ["dot", "conv2d"].contains(mutant.kernel) ? .i32 : .f32
    let design = try SampleDesigns.design(mutant.kernel, mutant.operation, type) {
      switch mutant.kernel {
      case "dot": $0.parameters = [.partials: 32]
      case "lbm": $0.parameters = [.width: 5, .steps: 1]
      case "conv2d": $0.parameters = [.width: 16, .height: 1, .radius: 1, .steps: 1]
      default: $0.parameters = [.repeats: 3]
      }
    }
    var files = try SampleDesigns.dialect().files(for: design)
    #expect(files[0].contents.contains(mutant.original))
    files[0].contents = files[0].contents.replacing(mutant.original, with: mutant.replacement)
    let result = try GeneratedDesignCheck(compiler: Self.compilers[0]).run(files)
    guard case .failed(let output) = result else {
      Issue.record("`\(mutant.replacement)` was not noticed: \(result)")
      return
    }
    #expect(output.contains("failed: run "), "\(output)")
  }

  @Test("Dividers and square roots are bound with the latency of the operator table")
  func bound() throws {
    let text = UserKernelText.elementwise(
      "sqrt(p / q)", inputs: ["p", "q"], types: ["f16", "f32", "f64"], operations: 2)
    for (type, letter) in [(ElementType.f16, "h"), (.f32, "f"), (.f64, "d")] {
      let design = try SampleDesigns.design(kernel(text), "mine", type)
      let code = try SampleDesigns.file("mine.cpp", of: design)
      let table = design.board.operators
      let quotient = try #require(table.implementations(of: .div, type: type).first)
      let root = try #require(table.implementations(of: .sqrt, type: type).first)
      #expect(
        code.contains("=quotient_1 op=\(letter)div impl=fabric latency=\(quotient.latency)"))
      #expect(code.contains("=root_1 op=\(letter)sqrt impl=fabric latency=\(root.latency)"))
    }
  }
}
