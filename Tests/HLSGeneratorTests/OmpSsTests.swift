import KernelIR
import Specs
import TestSupport
import Testing

@testable import HLSGenerator

@Suite("Tasks of OmpSs@FPGA")
struct OmpSsTests {
  private static let hasCompiler = GeneratedDesignCheck(compiler: "g++").compilerPath != nil

  @Test(
    "Every operation of every kernel agrees with its reference", .enabled(if: hasCompiler),
    arguments: SampleDesigns.catalog.kernelNames)
  func all(kernel: String) throws {
    let types = try SampleDesigns.catalog.kernel(kernel).types
    let dialect = try SampleDesigns.ompSs()
    for design in try SampleDesigns.all(kernel, types[0]) {
      let result = try GeneratedDesignCheck(compiler: "g++", recipe: dialect.simulation).run(
        try dialect.files(for: design))
      guard case .passed = result else {
        Issue.record("\(kernel) \(design.design.operation): \(result)")
        continue
      }
    }
  }

  @Test("The function of the kernel is the task: arrays by direction with their lengths")
  func task() throws {
    let design = try SampleDesigns.design("stream", "triad", .f32) { $0.computeUnits = 3 }
    let files = try SampleDesigns.ompSs().files(for: design)
    let kernel = files.first { $0.path == "stream.cpp" }?.contents ?? ""
    #expect(
      kernel.contains(
        """
        #pragma omp target device(fpga) copy_deps no_localmem_copies num_instances(3)
        #pragma omp task in([b_beats]b, [c_beats]c) out([a_beats]a)
        void stream(const beat_t *b, const beat_t *c, beat_t *a, uint32_t tiles, element_t s,
                    uint32_t b_beats, uint32_t c_beats, uint32_t a_beats) {
        """))
    #expect(!kernel.contains("INTERFACE"))
    let makefile = files.first { $0.path == "Makefile" }?.contents ?? ""
    #expect(makefile.contains("BOARD ?= alveo_u280_hbm"))
  }

  @Test("A board that the build tool does not know is refused with those it knows")
  func boards() throws {
    let board = try SampleDesigns.catalog.board("u50")
    let kernel = try SampleDesigns.catalog.kernel("stream")
    let point = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    let design = try GeneratedDesign(kernel: kernel, board: board, design: point, command: "test")
    let error = #expect(throws: GenerationError.self) {
      try SampleDesigns.ompSs().validate(design)
    }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains("no board for u50 with hbm"))
  }
}
