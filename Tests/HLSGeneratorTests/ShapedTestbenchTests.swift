import Foundation
import KernelIR
import Specs
import Testing

@testable import HLSGenerator

@Suite("Testbenches of kernels with blocks and planes")
struct ShapedTestbenchTests {
  private static let hasCompiler = GeneratedDesignCheck(compiler: "g++").compilerPath != nil

  private func expectPass(_ design: GeneratedDesign, _ name: String) throws {
    var check = GeneratedDesignCheck(compiler: "g++")
    check.options = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    let result = try check.run(try SampleDesigns.dialect().files(for: design))
    guard case .passed(let output) = result else {
      Issue.record("\(name): \(result)")
      return
    }
    #expect(output.hasPrefix("passed: ") && !output.contains("warning"), "\(name): \(output)")
  }

  @Test(
    "Matrix blocks, arrays and beats of every shape simulate", .enabled(if: hasCompiler),
    arguments: [(8, 4, 2), (8, 4, 8), (4, 4, 1)])
  func matrix(block: Int, array: Int, lanes: Int) throws {
    let design = try SampleDesigns.design("gemm", "multiply", .f32) {
      $0.lanes = lanes
      $0.parameters = [.block: block, .array: array]
    }
    try expectPass(design, "\(block) \(array) \(lanes)")
  }

  @Test(
    "Transposed blocks of every shape simulate", .enabled(if: hasCompiler),
    arguments: [(16, 2), (4, 1)], [KernelSchedule.phased, .overlapped])
  func transposition(shape: (block: Int, lanes: Int), schedule: KernelSchedule) throws {
    let (block, lanes) = shape
    let design = try SampleDesigns.design("ptrans", "transpose", .f64) {
      $0.lanes = lanes
      $0.schedule = schedule
      $0.parameters = [.block: block]
    }
    try expectPass(design, "\(block) \(lanes)")
  }

  @Test(
    "Steps of a factorisation with blocks of every shape simulate", .enabled(if: hasCompiler),
    arguments: ["diagonal", "top", "left", "inner"],
    [
      (8, 1, ElementType.f64), (8, 8, .f64), (1, 1, .f32), (32, 16, .f32),
    ])
  func factors(
    step: String, shape: (block: Int, lanes: Int, type: ElementType)
  ) throws {
    let design = try SampleDesigns.design("lu", step, shape.type) {
      $0.lanes = shape.lanes
      $0.parameters = [.block: shape.block]
    }
    try expectPass(design, "\(step) \(shape)")
  }

  @Test(
    "Stencils of every radius, chain and beat simulate", .enabled(if: hasCompiler),
    arguments: ["jacobi2d", "jacobi3d"],
    [(1, 3, 1), (3, 1, 16)])
  func stencil(operation: String, shape: (radius: Int, steps: Int, lanes: Int)) throws {
    let design = try SampleDesigns.design("stencil", operation, .f32) {
      $0.lanes = shape.lanes
      $0.parameters = [
        .width: max(12, 3 * shape.lanes), .height: 2 * shape.radius + 2, .radius: shape.radius,
        .steps: shape.steps,
      ]
    }
    try expectPass(design, "\(operation) \(shape)")
  }

  @Test(
    "Sparse products, sweeps and all-pairs sums with beats of every width simulate",
    .enabled(if: hasCompiler), arguments: ["spmv multiply", "symgs sweep", "nbody accelerations"],
    [1, 2, 16])
  func sparse(kernel: String, lanes: Int) throws {
    let words = kernel.split(separator: " ").map(String.init)
    let type = lanes > 8 ? ElementType.f32 : .f64
    let design = try SampleDesigns.design(words[0], words[1], type) {
      $0.lanes = lanes
      $0.parameters = [.held: words[0] == "nbody" ? max(4, lanes) : 512]
    }
    try expectPass(design, "\(kernel) \(lanes)")
  }

  @Test(
    "A sparse product that was broken on purpose fails its testbench", .enabled(if: hasCompiler),
    arguments: [
      ("number % 4];", "(number + 1) % 4];"), ("beat + 1 == part_end) row", "part == 0) row"),
      ("part = beat + 1 == part_end ? 0", "part = beat == part_end ? 0"),
      ("if (part != 0) earlier", "earlier"), ("held_x[lane / 2]", "held_x[0]"),
    ])
  func brokenProduct(original: String, replacement: String) throws {
    let design = try SampleDesigns.design("spmv", "multiply", .f64)
    var files = try SampleDesigns.dialect().files(for: design)
    // Copies are equal, so reading one of them for all lanes is no mistake unless one is wrong.
    let isCopy = replacement == "held_x[0]"
    var broken = files[0].contents.replacing(original, with: replacement)
    if isCopy { broken = broken.replacing("copy = 0; copy < 2", with: "copy = 1; copy < 2") }
    #expect(broken != files[0].contents)
    files[0].contents = broken
    let result = try GeneratedDesignCheck(compiler: "g++").run(files)
    guard case .failed(let output) = result else {
      Issue.record("`\(replacement)` was not noticed: \(result)")
      return
    }
    #expect(output.contains("failed: run ") || output.contains("stream"), "\(output)")
  }

  @Test("Delay lines name the distance after which a word is read again, registers do not")
  func delayLines() throws {
    let design = try SampleDesigns.design("stencil", "jacobi2d", .f32) {
      $0.parameters = [.width: 64, .height: 1, .radius: 1, .steps: 1]
    }
    let text = try SampleDesigns.file("stencil.cpp", of: design)
    #expect(
      text.contains("DEPENDENCE variable=line_1_0 type=inter direction=RAW distance=15 true"))
    #expect(text.contains("static element_t line_1_1[1][4];"))
    #expect(!text.contains("variable=line_1_1 type=inter"))
    #expect(text.contains("if (row < rows)") && text.contains("if (row >= 1)"))
  }

  @Test("Tiles that all processes go through become a dataflow region in a loop")
  func tiles() throws {
    let design = try SampleDesigns.design("ptrans", "transpose", .f32) {
      $0.schedule = .overlapped
      $0.parameters = [.block: 16]
    }
    let text = try SampleDesigns.file("ptrans.cpp", of: design)
    let loop = try #require(text.range(of: "tile_number < tiles; ++tile_number) {"))
    let body = text[loop.upperBound...].prefix { $0 != "}" }
    #expect(body.contains("pragma HLS DATAFLOW") && body.contains("element_t block_a[64][4];"))
    #expect(text.contains("const uint32_t row_block = tile_number / blocks;"))
    #expect(text.contains("const uint32_t column_block = tile_number % blocks;"))
    #expect(text.contains("all_tiles(a, b, c, rows * blocks, rows, blocks);"))
  }

  @Test(
    "Transforms and beats of every length simulate", .enabled(if: hasCompiler),
    arguments: [(2, 4, ElementType.f32), (4, 16, .f32), (9, 4, .f32), (7, 8, .f64)])
  func transform(log2n: Int, lanes: Int, type: ElementType) throws {
    for operation in ["forward", "inverse"] {
      let design = try SampleDesigns.design("fft", operation, type) {
        $0.lanes = lanes
        $0.parameters = [.log2n: log2n]
      }
      try expectPass(design, "\(operation) \(log2n) \(lanes)")
    }
  }

  @Test(
    "A transform that was broken on purpose fails its testbench", .enabled(if: hasCompiler),
    arguments: [
      ("(block & 1) < 1", "(block & 1) >= 1"), ("upper * 4 + word", "upper * 4"),
      ("0.9238795f, -0.38268343f", "0.9238795f, -0.28268343f"),
      ("if (block != 0) points_1", "if (block != 2) points_1"),
      ("side < 1 ? total_beat", "side >= 1 ? total_beat"),
    ])
  func brokenTransform(original: String, replacement: String) throws {
    let design = try SampleDesigns.design("fft", "forward", .f32)
    var files = try SampleDesigns.dialect().files(for: design)
    let broken = files[0].contents.replacing(original, with: replacement)
    #expect(broken != files[0].contents)
    files[0].contents = broken
    let result = try GeneratedDesignCheck(compiler: "g++").run(files)
    guard case .failed(let output) = result else {
      Issue.record("`\(replacement)` was not noticed: \(result)")
      return
    }
    #expect(output.contains("failed: run ") || output.contains("empty stream"), "\(output)")
  }

  @Test("Factors are a memory that is only read; those of one word are constants")
  func tables() throws {
    let text = try SampleDesigns.file(
      "fft.cpp", of: SampleDesigns.design("fft", "forward", .f32) { $0.parameters = [.log2n: 8] })
    #expect(text.contains("static const element_t roots_0[128][2] = {"))
    #expect(text.contains("variable=roots_0 type=rom_1p impl=bram"))
    #expect(text.contains("variable=roots_5 type=rom_1p impl=lutram") == false)
    #expect(text.contains("variable=pair_0_memory type=ram_2p impl=lutram"))
    #expect(!text.contains("roots_7"))
  }

  @Test("Tiles that processes hand over at different loops are refused with what to do")
  func handover() throws {
    let design = try SampleDesigns.design("gemm", "multiply", .f32) {
      $0.schedule = .overlapped
      $0.parameters = [.block: 8, .array: 4]
    }
    let error = #expect(throws: GenerationError.self) {
      try SampleDesigns.dialect().files(for: design)
    }
    let reasons = error?.reasons ?? []
    #expect(reasons.contains { $0.contains("sums") && $0.contains("--schedule phased") })
  }

  @Test("An array that is bound names an implementation for every product and sum")
  func bound() throws {
    let table = try SampleDesigns.catalog.board("u280").operators
    let design = try SampleDesigns.design("gemm", "multiply", .f32) {
      $0.parameters = [.block: 8, .array: 4]
      $0.bindings = [
        StageBinding(
          stages: 1, multiply: table.implementations(of: .mul, type: .f32).first,
          add: table.implementations(of: .add, type: .f32).first)
      ]
    }
    let text = try SampleDesigns.file("gemm.cpp", of: design)
    #expect(text.contains("variable=product_1 op=fmul impl=fabric"))
    #expect(text.contains("variable=sum_2 op=fadd impl=fabric"))
    if Self.hasCompiler { try expectPass(design, "bound") }
  }
}
