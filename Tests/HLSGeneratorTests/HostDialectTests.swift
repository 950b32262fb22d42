import KernelIR
import Specs
import TestSupport
import Testing

@testable import HLSGenerator

@Suite("Kernels in C for processors")
struct HostDialectTests {
  private static let compilers: [String] = ["gcc", "clang"].filter {
    GeneratedDesignCheck(compiler: $0).compilerPath != nil
  }

  @Test(
    "Every operation of every kernel agrees with its vectors, with one compiler or another",
    .enabled(if: !compilers.isEmpty, "needs gcc or clang"),
    arguments: try TestbenchCase.some { $0 != .f16 })
  func all(testbench: TestbenchCase) throws {
    for (number, design) in try SampleDesigns.all(testbench.kernel, testbench.type).enumerated() {
      var point = design.design
      point.computeUnits = 1
      let single = try GeneratedDesign(
        kernel: design.kernel, board: design.board, design: point, command: design.command)
      try expectPass(single, Self.compilers[number % Self.compilers.count])
    }
  }

  private func expectPass(
    _ design: GeneratedDesign, _ compiler: String, options: [String] = ["-O1"]
  ) throws {
    let dialect = HostDialect()
    let point = design.design
    let name = "\(point.kernel) \(point.operation) \(point.elementType.rawValue) \(point.lanes)"
    let files: [GeneratedFile]
    do { files = try dialect.files(for: design) } catch {
      #expect("\(error)".contains("one after another"), "\(name): \(error)")
      return
    }
    var check = GeneratedDesignCheck(compiler: compiler, recipe: dialect.simulation)
    check.options = options
    guard case .passed = try check.run(files) else {
      Issue.record("\(name) with \(compiler): \(try check.run(files))")
      return
    }
  }

  @Test("Stores past the caches store the same", arguments: ["fma", "add", "mul"])
  func pastCaches(operation: String) throws {
    guard let compiler = Self.compilers.first else { return }
    let options = ["-O2", "-march=native", "-DCACHE_BYTES=0"]
    for type in [ElementType.i8, .i32, .f32, .f64] {
      let chain = try SampleDesigns.design("roofline", operation, type) { $0.chain = 6 }
      try expectPass(chain, compiler, options: options)
    }
    try expectPass(SampleDesigns.design("stream", "triad", .f64), compiler, options: options)
    try expectPass(SampleDesigns.design("stream", "add", .i16), compiler, options: options)
  }

  @Test("What one thread cannot run, and parameters of other tools, are refused")
  func refusals() throws {
    let design = try SampleDesigns.design("roofline", "fma", .f32) {
      $0.computeUnits = 2
      $0.parameters[.cacheLines] = 4
    }
    let error = #expect(throws: GenerationError.self) { try HostDialect().validate(design) }
    let text = "\(error.map(String.init(describing:)) ?? "")"
    #expect(text.contains("found 2 compute units") && text.contains("cache_lines=4"), "\(text)")
  }
}
