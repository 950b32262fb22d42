import KernelIR
import Specs
import TestSupport
import Testing

@testable import HLSGenerator

@Suite("Chains without memory ports for Bambu: pipelined functions, and processes between streams")
struct BambuChainTests {
  private static let compilers: [String] = ["gcc", "clang"].filter {
    GeneratedDesignCheck(compiler: $0).compilerPath != nil
  }

  private func chain(
    _ operation: String, _ type: ElementType, length: Int = 4, _ parameter: DesignParameter,
    _ value: Int
  ) throws -> GeneratedDesign {
    try SampleDesigns.design("roofline", operation, type) {
      $0.lanes = 1
      $0.chain = length
      $0.parameters[parameter] = value
    }
  }

  @Test(
    "Every operation and type agrees with its vectors",
    .enabled(if: !compilers.isEmpty, "needs gcc or clang"),
    arguments: ["fma", "add", "mul"], [ElementType.i8, .i16, .i32, .i64, .f32])
  func agrees(operation: String, type: ElementType) throws {
    let designs = [
      try chain(operation, type, .functionInterval, 1),
      try chain(operation, type, length: 1, .functionInterval, 2),
      try chain(operation, type, length: 5, .processes, 1),
      try chain(operation, type, length: 5, .processes, 3),
      try chain(operation, type, length: 1, .processes, 1),
    ]
    for (number, design) in designs.enumerated() {
      let compiler = Self.compilers[number % Self.compilers.count]
      try expectPass(design, compiler)
    }
  }

  private func expectPass(_ design: GeneratedDesign, _ compiler: String) throws {
    let dialect = try SampleDesigns.bambu()
    let result = try GeneratedDesignCheck(compiler: compiler, recipe: dialect.simulation)
      .run(dialect.files(for: design))
    guard case .passed = result else {
      Issue.record("\(design.design.parameters) with \(compiler): \(result)")
      return
    }
  }

  @Test("A stage that is wrong is noticed")
  func mutant() throws {
    guard let compiler = Self.compilers.first else { return }
    let dialect = try SampleDesigns.bambu()
    var files = try dialect.files(for: chain("fma", .i32, .processes, 4))
    files[0].contents = files[0].contents.replacing("product_3 + b", with: "product_3 - b")
    let result = try GeneratedDesignCheck(compiler: compiler, recipe: dialect.simulation).run(files)
    guard case .failed(let output) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(output.contains("failed: run 1"))
  }

  @Test("A function is pipelined as a whole, with its floating-point operators, and has no ports")
  func function() throws {
    let files = try SampleDesigns.bambu().files(for: chain("fma", .f32, .functionInterval, 1))
    #expect(
      files[0].contents.contains(
        """
        #pragma HLS pipeline II=1
        float roofline(
        """) || files[0].contents.contains("#pragma HLS pipeline II=1\nelement_t roofline("))
    #expect(!files[0].contents.contains("m_axi"))
    let makefile = files.first { $0.path == "Makefile" }?.contents ?? ""
    #expect(makefile.contains("-p=$(KERNEL)=1,__float"))
    #expect(!files.contains { $0.contents.contains("m_param_alloc") })
  }

  @Test("Processes have distinct streams, no pointers, no arguments, and share all stages")
  func processes() throws {
    let files = try SampleDesigns.bambu().files(for: chain("add", .i32, length: 5, .processes, 3))
    #expect(files[0].path == "roofline.cpp")
    let text = files[0].contents
    #expect(
      text.contains(
        """
          #pragma HLS dataflow
          stage_0.compute(in, after_stage_0);
          stages_1_to_2.compute(after_stage_0, after_stages_1_to_2);
          stages_3_to_4.compute(after_stages_1_to_2, out);
        """)
        || text.contains("#pragma HLS dataflow\n  stage_0.compute(in, after_stage_0);"), "\(text)")
    #expect(!text.contains("*"))
    #expect(files.contains { $0.path == "csim/hls_stream.h" })
  }

  @Test(
    "Depths and cycles per token are those that were measured",
    arguments: [(ElementType.i32, 4, 7), (.f32, 4, 24), (.f32, 1, 5)])
  func laws(type: ElementType, length: Int, depth: Int) throws {
    let function = try chain("fma", type, length: length, .functionInterval, 1)
    #expect(BambuChainLaw(design: function).depth == depth)
    let one = try chain("fma", .i32, .processes, 1)
    let four = try chain("fma", .i32, .processes, 4)
    #expect(BambuChainLaw(design: one).cyclesPerToken == 10)
    #expect(BambuChainLaw(design: four).cyclesPerToken == 4)
    let slow = try chain("fma", type, length: length, .functionInterval, 2)
    #expect(BambuChainLaw(design: slow).depth == nil)
    #expect(BambuChainLaw(design: slow).sentence.contains("is not known"))
    #expect(BambuCycles(design: one).cycles(["tiles": 1, "passes": 1, "tap": 2]) == nil)
  }

  @Test("What cannot be had is refused with its reason, by designs and by other tools")
  func refusals() throws {
    func reasons(_ kernel: String, _ change: (inout DesignPoint) -> Void) -> String {
      let error = #expect(throws: DesignError.self) {
        _ = try SampleDesigns.design(
          kernel, kernel == "roofline" ? "fma" : "copy", .i32, change: change)
      }
      return "\(error.map(String.init(describing:)) ?? "")"
    }
    let both = reasons("roofline") {
      $0.lanes = 2
      $0.chain = 2
      $0.parameters = [.functionInterval: 0, .processes: 3, .cacheLines: 4]
    }
    for part in [
      "found 0, expected 1 to 64", "found 3, expected 1 to 2", "give one of them",
      "leave cache_lines out", "use --lanes 1",
    ] { #expect(both.contains(part), "\(part) in \(both)") }
    #expect(reasons("stream") { $0.parameters[.processes] = 1 }.contains("only roofline kernels"))

    let wide = try chain("fma", .f64, .functionInterval, 1)
    let error = #expect(throws: GenerationError.self) {
      try SampleDesigns.bambu().validate(wide)
    }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains("not tried with Bambu"))
    let streams = try chain("fma", .i32, .processes, 2)
    let dialects: [any HLSDialect] = [
      try SampleDesigns.dialect(), try SampleDesigns.openCL(), try SampleDesigns.ompSs(),
    ]
    for dialect in dialects {
      let refusal = #expect(throws: GenerationError.self) { try dialect.validate(streams) }
      let text = "\(refusal.map(String.init(describing:)) ?? "")"
      #expect(text.contains("processes=2: "), "\(dialect.name): \(text)")
    }
  }
}
