import Foundation
import KernelIR
import Specs
import Testing

@testable import HLSGenerator

/// A kernel and a type; every operation, schedule and pattern of it is one testbench.
struct TestbenchCase: CustomTestStringConvertible, Sendable {
  let kernel: String
  let type: ElementType

  var testDescription: String { "\(kernel) \(type.rawValue)" }

  static func all() throws -> [TestbenchCase] {
    try SampleDesigns.catalog.kernelNames.flatMap { name in
      try SampleDesigns.catalog.kernel(name).types.map { TestbenchCase(kernel: name, type: $0) }
    }
  }

  /// Every kernel, each with another type; with `EXHAUSTIVE_TESTS` every type of each.
  static func some(where isWanted: (ElementType) -> Bool = { _ in true }) throws -> [TestbenchCase]
  {
    if isExhaustive { return try all().filter { isWanted($0.type) } }
    return try SampleDesigns.catalog.kernelNames.enumerated().compactMap { number, name in
      let types = try SampleDesigns.catalog.kernel(name).types.filter(isWanted)
      return types.isEmpty ? nil : TestbenchCase(kernel: name, type: types[number % types.count])
    }
  }

  /// Whether everything is to be tried, which takes an hour.
  static let isExhaustive = ProcessInfo.processInfo.environment["EXHAUSTIVE_TESTS"] != nil
}

/// A text of a kernel file and what breaks it.
struct Mutant: CustomTestStringConvertible, Sendable {
  let kernel: String
  let operation: String
  let original: String
  let replacement: String

  init(_ kernel: String, _ operation: String, _ original: String, _ replacement: String) {
    self.kernel = kernel
    self.operation = operation
    self.original = original
    self.replacement = replacement
  }

  var testDescription: String { "\(kernel) \(operation): \(replacement)" }
}

private let compilers: [String] = ["g++", "clang++"].filter {
  GeneratedDesignCheck(compiler: $0).compilerPath != nil
}

@Suite("Testbenches of generated designs")
struct TestbenchTests {
  private func check(
    _ compiler: String, _ options: [String] = ["-O0"]
  ) -> GeneratedDesignCheck {
    var check = GeneratedDesignCheck(compiler: compiler)
    check.options = options
    return check
  }

  private func expectPass(
    _ design: GeneratedDesign, _ compiler: String, _ options: [String] = ["-O0"]
  ) throws {
    let result = try check(compiler, options).run(try SampleDesigns.dialect().files(for: design))
    let point = design.design
    let name = "\(point.kernel) \(point.operation) \(point.elementType.rawValue) \(point.schedule)"
    guard case .passed(let output) = result else {
      Issue.record("\(name) with \(compiler): \(result)")
      return
    }
    #expect(output.hasPrefix("passed: ") && !output.contains("warning"), "\(name): \(output)")
  }

  @Test(
    "Every operation of every kernel and type agrees with its reference, with one compiler or another",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"),
    arguments: try TestbenchCase.all())
  func all(testbench: TestbenchCase) throws {
    for (number, design) in try SampleDesigns.all(testbench.kernel, testbench.type).enumerated() {
      let turn = number + testbench.type.bits / 16
      let chosen =
        TestbenchCase.isExhaustive ? compilers : [compilers[turn % compilers.count]]
      for compiler in chosen { try expectPass(design, compiler) }
    }
  }

  @Test(
    "Full-width ports, long chains, single lanes and large memories simulate",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"))
  func shapes() throws {
    let wide = try SampleDesigns.design("roofline", "fma", .f32) {
      $0.lanes = 16
      $0.chain = 8
      $0.tileBeats = 512
      $0.computeUnits = 2
    }
    let single = try SampleDesigns.design("stream", "triad", .f64) { $0.lanes = 1 }
    let mixed = try SampleDesigns.design("roofline", "mul", .i64) {
      $0.lanes = 1
      $0.chain = 1
    }
    let large = try SampleDesigns.design("onchip", "read", .i64) {
      $0.lanes = 16
      $0.tileBeats = 4096
      $0.storage = .uram
    }
    for design in [wide, single, mixed, large] { try expectPass(design, compilers[0]) }
    #expect(try SampleDesigns.file("onchip.cpp", of: large).contains("LARGE_MEMORY element_t bank"))
  }

  @Test(
    "Kernels neither leave their arrays nor meet undefined behaviour",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"),
    arguments: [
      ("roofline", "mul", ElementType.i16), ("stream", "triad", .i32),
      ("memory-probe", "read-write", .i8), ("onchip", "write", .i16),
      ("pointer-chase", "read", .i64),
    ])
  func sanitizers(kernel: String, operation: String, type: ElementType) throws {
    let sanitizers = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    let design = try SampleDesigns.design(kernel, operation, type)
    try expectPass(design, compilers[0], sanitizers)
  }

  @Test(
    "A kernel that was broken on purpose fails its testbench",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"),
    arguments: [
      Mutant("roofline", "fma", "if (tap == 0) y = stage[1];", "if (tap == 0) y = stage[2];"),
      Mutant("roofline", "fma", "if (pass != 0) x = tile", "if (pass > 1) x = tile"),
      Mutant("roofline", "fma", "* 128 + beat] = x_beat", "* 128 + beat + 1] = x_beat"),
      Mutant("roofline", "fma", "if (pass + 1 == passes)", "if (pass == 0)"),
      Mutant("roofline", "fma", "y_beat[lane] = y;", "y_beat[LANES - 1 - lane] = y;"),
      Mutant("roofline", "fma", "element_t sum = product + b;", "element_t sum = product - b;"),
      Mutant("roofline", "add", "? b : a;", "? a : b;"),
      Mutant("stream", "triad", "turn < tiles;", "turn + 1 < tiles;"),
      Mutant("memory-probe", "read", "& mask)", "& (mask >> 1))"),
      Mutant("memory-probe", "write", "beat == access_beats", "beat > access_beats"),
      Mutant(
        "pointer-chase", "read", "links[uint32_t(here_beat[0]) & mask]", "links[access & mask]"),
      Mutant("pointer-chase", "read", "here_beat[lane] = here;", "here_beat[lane] = here & 15;"),
      Mutant("onchip", "read", "pass < passes;", "pass + 1 < passes;"),
    ])
  func mutants(mutant: Mutant) throws {
    let design = try SampleDesigns.design(mutant.kernel, mutant.operation, .i32) { point in
      if point.kernel == "roofline" { point.chain = 4 }
    }
    var files = try SampleDesigns.dialect().files(for: design)
    #expect(files[0].contents.contains(mutant.original))
    files[0].contents = files[0].contents.replacing(mutant.original, with: mutant.replacement)
    let result = try check(compilers[0]).run(files)
    guard case .failed(let output) = result else {
      Issue.record("the mutant `\(mutant.replacement)` was not noticed: \(result)")
      return
    }
    #expect(output.contains("failed: run ") || output.contains("empty stream"), "\(output)")
  }

  @Test("Without a compiler the check says what it looked for")
  func noCompiler() throws {
    let design = try SampleDesigns.design("roofline", "fma", .f32)
    let files = try SampleDesigns.dialect().files(for: design)
    let result = try GeneratedDesignCheck(compiler: "no-such-compiler").run(files)
    #expect(result == .noCompiler(["no-such-compiler"]))
  }

  @Test(
    "A testbench that never ends is stopped and reported",
    .enabled(if: !compilers.isEmpty, "needs g++ or clang++"))
  func timeout() throws {
    var check = GeneratedDesignCheck(compiler: compilers[0])
    check.seconds = 3
    let file = GeneratedFile(
      path: "endless_tb.cpp",
      contents: "int main() { volatile int x = 1; while (x != 0) { } return 0; }\n")
    guard case .failed(let output) = try check.run([file]) else {
      Issue.record("an endless testbench did not fail")
      return
    }
    #expect(output.hasPrefix("running the testbench took more than 3 seconds"))
  }
}
