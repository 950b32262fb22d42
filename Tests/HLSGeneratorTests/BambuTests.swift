import Foundation
import KernelIR
import Specs
import TestSupport
import Testing

@testable import HLSGenerator

@Suite("Kernels in C for Bambu")
struct BambuTests {
  private static let compilers: [String] = ["gcc", "clang"].filter {
    GeneratedDesignCheck(compiler: $0).compilerPath != nil
  }

  private func expectPass(_ design: GeneratedDesign, _ compiler: String) throws {
    let dialect = BambuDialect()
    let point = design.design
    let name = "\(point.kernel) \(point.operation) \(point.elementType.rawValue) \(point.lanes)"
    let files: [GeneratedFile]
    do { files = try dialect.files(for: design) } catch {
      #expect("\(error)".contains("one after another"), "\(name): \(error)")
      return
    }
    let result = try GeneratedDesignCheck(compiler: compiler, recipe: dialect.simulation)
      .run(files)
    guard case .passed = result else {
      Issue.record("\(name) with \(compiler): \(result)")
      return
    }
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

  @Test("Widths of one element and of a whole port agree", arguments: [1, 16])
  func widths(lanes: Int) throws {
    guard let compiler = Self.compilers.first else { return }
    try expectPass(SampleDesigns.design("roofline", "mul", .i32) { $0.lanes = lanes }, compiler)
    try expectPass(SampleDesigns.design("stream", "triad", .f32) { $0.lanes = lanes }, compiler)
  }

  @Test(
    "What Bambu takes is written as it takes it: names with values, pragmas before what they mean")
  func pragmas() throws {
    let design = try SampleDesigns.design("roofline", "fma", .i32) { $0.chain = 4 }
    let text = try BambuDialect().files(for: design)[0].contents
    #expect(
      text.contains(
        """
        #pragma HLS interface port=x mode=m_axi offset=direct bundle=gmem0
        #pragma HLS interface port=y mode=m_axi offset=direct bundle=gmem1
        void roofline(
        """))
    #expect(text.contains("#pragma HLS unroll factor=4\n  for (uint32_t k = 0; k < 4; ++k) {"))
    #expect(!text.contains("s_axilite") && !text.contains("PIPELINE"))
  }

  @Test("What Bambu cannot express is refused, all at once")
  func refusals() throws {
    let design = try SampleDesigns.design("roofline", "fma", .f16) { $0.computeUnits = 2 }
    let error = #expect(throws: GenerationError.self) { try BambuDialect().validate(design) }
    let text = "\(error.map(String.init(describing:)) ?? "")"
    #expect(text.contains("no operators of f16") && text.contains("found 2 compute units"))
  }

  @Test("A vector that was changed is noticed")
  func mutant() throws {
    guard let compiler = Self.compilers.first else { return }
    let design = try SampleDesigns.design("stream", "triad", .i16)
    var files = try BambuDialect().files(for: design)
    files[0].contents = files[0].contents.replacing("b + product", with: "b - product")
      .replacing("(element_t)(b + ", with: "(element_t)(b - ")
    let result = try GeneratedDesignCheck(
      compiler: compiler, recipe: BambuDialect().simulation
    ).run(files)
    guard case .failed(let output) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(output.contains("failed: run 1"))
  }

  @Test("Of many elements the sum notices one that is wrong, and the file stays short")
  func sum() throws {
    guard let compiler = Self.compilers.first else { return }
    let design = try SampleDesigns.design("stream", "triad", .i16) {
      $0.lanes = 32
      $0.tileBeats = 512
    }
    var files = try BambuDialect().files(for: design)
    #expect(files.contains { $0.path.hasSuffix("_tb.c") && $0.contents.utf8.count < 60_000 })
    let recipe = BambuDialect().simulation
    let check = GeneratedDesignCheck(compiler: compiler, recipe: recipe)
    guard case .passed = try check.run(files) else {
      Issue.record("the testbench fails on the kernel as it is")
      return
    }
    // Only an element far behind those that are listed is changed.
    let kernel = files[0].contents
    let end = try #require(kernel.lastIndex(of: "}"))
    files[0].contents = kernel[..<end] + "  a[20000] ^= 1;\n" + kernel[end...]
    guard case .failed(let output) = try check.run(files) else {
      Issue.record("a wrong element is not noticed")
      return
    }
    #expect(output.contains("failed: run 1: an element of a from [4096] on is wrong"))
  }

  @Test(
    "Cycles follow the laws of Bambu's schedules: 7 + 2K per element of int, 7 + 10K of float",
    arguments: [(1, 9, 17), (2, 11, 27), (4, 15, 47)])
  func cycles(chain: Int, integer: Int, float: Int) throws {
    for (type, each) in [(ElementType.i32, integer), (.f32, float)] {
      let design = try SampleDesigns.design("roofline", "fma", type) {
        $0.lanes = 1
        $0.chain = chain
        $0.tileBeats = 512
      }
      let sizes: [String: UInt32] = ["tiles": 3, "passes": 1, "tap": 0]
      #expect(BambuCycles(design: design).cycles(sizes) == 3 * 512 * each + 2)
    }
  }

  @Test(
    "A copy takes 3 cycles and both delays per element", arguments: [(2, 7), (10, 23), (50, 103)])
  func delays(delay: Int, each: Int) throws {
    let design = try SampleDesigns.design("stream", "copy", .i32) { $0.lanes = 1 }
    let schedule = BambuCycles(design: design, readDelay: delay, writeDelay: delay)
    #expect(schedule.cycles(["tiles": 4]) == 4 * 16 * each + 2)
  }

  @Test(
    "A copy behind caches takes what was measured: 5.5 and 11.6 cycles per element",
    arguments: [(2, 5.5), (50, 11.6)])
  func cachedDelays(delay: Int, measured: Double) throws {
    let design = try SampleDesigns.design("stream", "copy", .i32) {
      $0.lanes = 1
      $0.parameters[.cacheLines] = 16
    }
    let schedule = BambuCycles(design: design, readDelay: delay, writeDelay: delay)
    let cycles = try #require(schedule.cycles(["tiles": 64]))
    #expect(abs(Double(cycles) / (64 * 16) / measured - 1) < 0.01)
    #expect(schedule.assumption == nil)
  }

  @Test("A cache has a line of 64 bytes, a bus as wide, and is written back where it is written to")
  func caches() throws {
    let design = try SampleDesigns.design("stream", "triad", .f64) {
      $0.parameters[.cacheLines] = 32
    }
    let text = try BambuDialect().files(for: design)[0].contents
    #expect(
      text.contains(
        """
        #pragma HLS cache bundle=gmem0 line_count=32 line_size=8 bus_size=512 ways=1 \
        num_write_outstanding=2 rep_policy=lru write_policy=wt

        """), "\(text)")
    #expect(text.contains("rep_policy=lru write_policy=wb\nvoid stream("))
    if let compiler = Self.compilers.first { try expectPass(design, compiler) }
  }

  @Test(
    "Caches are refused where no tool makes them, and their lines where they are no power of two")
  func refusedCaches() throws {
    let design = try SampleDesigns.design("stream", "copy", .i32) {
      $0.parameters[.cacheLines] = 16
    }
    let dialects: [any HLSDialect] = [
      try SampleDesigns.dialect(), try SampleDesigns.openCL(), try SampleDesigns.ompSs(),
    ]
    for dialect in dialects {
      let error = #expect(throws: GenerationError.self) { try dialect.validate(design) }
      let text = "\(error.map(String.init(describing:)) ?? "")"
      #expect(text.contains("cache_lines=16"), "\(dialect.name): \(text)")
    }
    let wrong = #expect(throws: DesignError.self) {
      _ = try SampleDesigns.design("stream", "copy", .i32) { $0.parameters[.cacheLines] = 12 }
    }
    let text = "\(wrong.map(String.init(describing:)) ?? "")"
    #expect(text.contains("found 12, expected a power of two from 2 to 1024"), "\(text)")
  }

  @Test("Elements of a beat go through a port one after another; types without operators are alike")
  func wide() throws {
    for type in [ElementType.i32, .f64, .i8] {
      let design = try SampleDesigns.design("stream", "copy", type) { $0.lanes = 4 }
      let schedule = BambuCycles(design: design)
      #expect(schedule.cycles(["tiles": 4]) == 4 * 16 * (3 + 4 * 2 + 4 * 2) + 2)
      #expect(schedule.assumption != nil)
    }
  }

  @Test(
    "Designs that the laws say nothing about have no prediction, and say why",
    arguments: [
      ("stream", "triad", ElementType.f64, 1, "operators of i32 and f32"),
      ("dot", "dot", .f32, 4, "with one lane"), ("lu", "diagonal", .f32, 1, "divisions"),
      ("random-access", "update", .i64, 1, "follow from contents"),
    ])
  func unknown(
    kernel: String, operation: String, type: ElementType, lanes: Int, reason: String
  ) throws {
    let design = try SampleDesigns.design(kernel, operation, type) { $0.lanes = lanes }
    let schedule = BambuCycles(design: design)
    #expect(schedule.refusals.contains { $0.contains(reason) }, "\(schedule.refusals)")
    #expect(schedule.cycles(["tiles": 1]) == nil)
    let files = try BambuDialect().files(for: design)
    let manifest = files.first { $0.path == "manifest.json" }?.contents ?? ""
    #expect(!manifest.contains("predicted_cycles"))
    #expect(files.contains { $0.path == "README.md" && $0.contents.contains("is not known") })
  }

  @Test("The manifest says what the runs of the testbench take, and that it is modelled")
  func manifest() throws {
    let design = try SampleDesigns.design("stream", "copy", .i32) { $0.lanes = 1 }
    let files = try BambuDialect().files(for: design)
    let manifest = files.first { $0.path == "manifest.json" }?.contents ?? ""
    #expect(manifest.contains("\"predicted_cycles\" : \(2 * 16 * 7 + 2)"), "\(manifest)")
    #expect(manifest.contains("\"evidence\" : \"modelled\""))
    #expect(manifest.contains("\"tool\" : \"bambu 2024.10\""))
  }

  /// Synthesis and simulation of the circuit, where the tool is installed.
  private static let bambu = CommandRun.locate(
    ["bambu"], path: ProcessInfo.processInfo.environment["PATH"] ?? "")

  @Test(
    "The circuit that Bambu makes gives the expected elements",
    .enabled(if: bambu != nil, "needs bambu in PATH"),
    arguments: [("stream", "triad", ElementType.i32), ("roofline", "fma", .f32)])
  func circuit(kernel: String, operation: String, type: ElementType) throws {
    let design = try SampleDesigns.design(kernel, operation, type) { $0.lanes = 1 }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-bambu-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try GeneratedFile.write(try BambuDialect().files(for: design), to: folder.path)
    let make = try #require(
      CommandRun.locate(["make"], path: ProcessInfo.processInfo.environment["PATH"] ?? ""))
    let run = CommandRun(make, ["simulation"], folder: folder, seconds: 600)
    #expect(run.end == .exited(0), "\(run.output)")
    #expect(run.output.contains("passed: "))
  }
}
