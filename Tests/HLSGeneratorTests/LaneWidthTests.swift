import Foundation
import KernelIR
import Specs
import Testing

@testable import HLSGenerator

/// A kernel, a type and a number of lanes.
struct LaneCase: CustomTestStringConvertible, Sendable {
  let kernel: String
  let type: ElementType
  let lanes: Int

  var testDescription: String { "\(kernel) \(type.rawValue) \(lanes) lanes" }

  /// One, three and sixteen lanes of every kernel, each with another type; with `EXHAUSTIVE_TESTS`
  /// every type of each.
  static func some() throws -> [LaneCase] {
    let catalog = SampleDesigns.catalog
    return try catalog.kernelNames.enumerated().flatMap { number, kernel in
      let types = try catalog.kernel(kernel).types
      return [1, 3, 16].enumerated().flatMap { place, lanes in
        let chosen = types[(number + place) % types.count]
        return (TestbenchCase.isExhaustive ? types : [chosen]).map {
          LaneCase(kernel: kernel, type: $0, lanes: lanes)
        }
      }
    }
  }

  /// The kernels that have no design of so many lanes, and a word of the reason.
  var refusal: String? {
    switch kernel {
    case "fft" where lanes < 4: "butterfly"
    case "lbm" where lanes < 9: "populations"
    case "random-access" where lanes == 3: "low bits"
    default: nil
    }
  }

  /// The designs; none where the kernel says why it has none of so many lanes, or where so many
  /// operators do not fit.
  func designs() throws -> [GeneratedDesign] {
    do {
      let designs = try SampleDesigns.all(kernel, type, lanes: lanes)
      #expect(refusal == nil, "expected a refusal")
      return designs
    } catch let error as DesignError {
      if lanes == 16, "\(error)".contains("1 compute unit does not fit") { return [] }
      guard let refusal, "\(error)".contains(refusal) else { throw error }
      #expect("\(error)".contains(kernel) && "\(error)".contains("lanes"))
      return []
    }
  }
}

@Suite("Beats of one, three and sixteen lanes")
struct LaneWidthTests {
  private static let hasCompilers =
    GeneratedDesignCheck(compiler: "g++").compilerPath != nil
    && GeneratedDesignCheck(compiler: "gcc").compilerPath != nil

  /// With a testbench that compares every element and stays within its memory.
  private func expectPass(_ design: GeneratedDesign, _ dialect: any HLSDialect) throws {
    let name = "\(dialect.name): \(design.design.operation) \(design.design.schedule)"
    let files: [GeneratedFile]
    do { files = try dialect.files(for: design) } catch {
      #expect("\(error)".contains("one after another"), "\(name): \(error)")
      return
    }
    let compiler = dialect.simulation.language == .c ? "gcc" : "g++"
    var check = GeneratedDesignCheck(compiler: compiler, recipe: dialect.simulation)
    check.options = ["-O0"]
    let result = try check.run(files)
    guard case .passed(let output) = result else {
      Issue.record("\(name): \(result)")
      return
    }
    #expect(output.contains("passed: ") && !output.contains("warning"), "\(name): \(output)")
  }

  @Test(
    "Kernels in C++ agree with their references", .enabled(if: hasCompilers),
    arguments: try LaneCase.some())
  func vitis(lanes: LaneCase) throws {
    let dialect = try SampleDesigns.dialect()
    for design in try lanes.designs() { try expectPass(design, dialect) }
  }

  @Test(
    "Kernels in C for Bambu agree with their references", .enabled(if: hasCompilers),
    arguments: try LaneCase.some().filter { $0.type != .f16 })
  func bambu(lanes: LaneCase) throws {
    for design in try lanes.designs() where design.design.computeUnits == 1 {
      try expectPass(design, BambuDialect())
    }
  }

  @Test(
    "Kernels in C for processors agree with their references", .enabled(if: hasCompilers),
    arguments: try LaneCase.some().filter { $0.type != .f16 })
  func host(lanes: LaneCase) throws {
    for design in try lanes.designs() where design.design.computeUnits == 1 {
      try expectPass(design, HostDialect())
    }
  }

  @Test(
    "Tasks of OmpSs@FPGA are given as many words as the kernel reads", .enabled(if: hasCompilers),
    arguments: [1, 3, 16])
  func ompSs(lanes: Int) throws {
    let dialect = try SampleDesigns.ompSs()
    for type in [ElementType.f64, .i16] {
      let design = try SampleDesigns.design("stream", "triad", type) { $0.lanes = lanes }
      try expectPass(design, dialect)
    }
  }

  @Test(
    "A beat that is several words of its port paces the processes that move it",
    arguments: [
      (3, ElementType.f32, 32, 3), (12, .f32, 128, 3), (16, .f64, 512, 2), (32, .i16, 512, 1),
    ])
  func words(lanes: Int, type: ElementType, bits: Int, cycles: Int) throws {
    let design = try SampleDesigns.design("stream", "triad", type) { $0.lanes = lanes }
    #expect(design.program.ports.allSatisfy { $0.bits == bits })
    for process in design.program.processes {
      let isMover = process.name != "compute"
      #expect(process.initiationInterval == (isMover ? cycles : 1), "\(process.name)")
    }
    let text = try SampleDesigns.file("stream.cpp", of: design)
    #expect(text.contains("max_widen_bitwidth=\(bits)"))
    #expect(text.contains("pragma HLS PIPELINE II=\(cycles)"))
    #expect(text.contains("port_word < \(cycles)") == (cycles > 1))
  }

  @Test("A port that is narrower than its beats is chosen, and must divide them")
  func narrow() throws {
    let design = try SampleDesigns.design("stream", "copy", .f32) {
      $0.lanes = 16
      $0.chosenPortBits = 128
    }
    #expect(design.program.portWords(of: design.program.arrays[0]) == 4)
    try expectPass(design, try SampleDesigns.dialect())
    for bits in [1024, 96, 16, 0, -32] {
      #expect(throws: DesignError.self) {
        try SampleDesigns.design("stream", "copy", .f32) {
          $0.lanes = 16
          $0.chosenPortBits = bits
        }
      }
    }
  }

  @Test(
    "Words in the wrong place are noticed", .enabled(if: hasCompilers),
    arguments: [
      ("* 2 + port_word]", "* 2]"), ("[port_word * 8 + port_lane]", "[port_lane]"),
      ("port_word < 2", "port_word < 1"),
    ])
  func mutants(original: String, replacement: String) throws {
    let design = try SampleDesigns.design("stream", "triad", .f64) { $0.lanes = 16 }
    var files = try SampleDesigns.dialect().files(for: design)
    let broken = files[0].contents.replacing(original, with: replacement)
    #expect(broken != files[0].contents)
    files[0].contents = broken
    guard case .failed(let output) = try GeneratedDesignCheck(compiler: "g++").run(files) else {
      Issue.record("`\(replacement)` was not noticed")
      return
    }
    #expect(output.contains("failed: run "), "\(output)")
  }
}
