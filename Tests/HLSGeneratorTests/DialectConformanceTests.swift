import HLSGenerator
import KernelIR
import Quantities
import Specs
import TestSupport
import Testing

@Suite("Dialects")
struct DialectConformanceTests {
  @Test("Vitis keeps every promise of a dialect")
  func vitis() throws {
    #expect(try DialectConformance.check(try SampleDesigns.dialect()) == [])
  }

  @Test("OpenCL keeps every promise of a dialect")
  func openCL() throws {
    #expect(try DialectConformance.check(try SampleDesigns.openCL()) == [])
  }

  @Test("OmpSs@FPGA keeps every promise of a dialect")
  func ompSs() throws {
    #expect(try DialectConformance.check(try SampleDesigns.ompSs()) == [])
  }

  @Test("Bambu keeps every promise of a dialect")
  func bambu() throws {
    #expect(try DialectConformance.check(BambuDialect()) == [])
  }

  @Test("A dialect that breaks promises is found out")
  func broken() throws {
    let problems = try DialectConformance.check(BrokenDialect())
    #expect(problems.contains { $0.contains("no manifest.json") })
    #expect(problems.contains { $0.contains("leaves the folder") })
    #expect(problems.contains { $0.contains("does not end with one newline") })
    #expect(problems.contains { $0.contains("the same path") })
  }

  @Test("Refusals name the tool, the reason and the way out, all at once")
  func refusals() throws {
    let design = try SampleDesigns.design("roofline", "fma", .f32) {
      $0.clock = Frequency(250_500_000)
      $0.lanes = 16
      $0.bindings = [
        StageBinding(
          stages: 1,
          multiply: OperatorCost(
            operation: .mul, type: .f32, implementation: "magic", cost: ResourceCount(),
            latency: 3, provenance: Provenance(source: "test", evidence: .assumed)),
          add: nil)
      ]
    }
    #expect(Golden.difference(message(design) + "\n", "vitis_refusals.txt") == nil)
  }

  @Test("Names of a kernel file that mean something in C++ are refused")
  func names() throws {
    let sample = try SampleDesigns.design("stream", "triad", .f32)
    var program = sample.program
    program.arrays[0].name = "register"
    program.arrays[1].name = "beat"
    program.arrays[2].name = "größe"
    let design = GeneratedDesign(
      kernel: sample.kernel, operation: sample.operation, board: sample.board,
      design: sample.design, program: program, resources: sample.resources,
      placement: sample.placement, command: sample.command)
    #expect(Golden.difference(message(design) + "\n", "vitis_names.txt") == nil)
  }

  @Test("A fused multiply-add that rounds once is refused")
  func fused() throws {
    let fused = OperatorCost(
      operation: .fma, type: .f32, implementation: "dsp", cost: ResourceCount(dsp: 1), latency: 4,
      provenance: Provenance(source: "test", evidence: .assumed))
    let design = try SampleDesigns.design("roofline", "fma", .f32) {
      $0.bindings = [StageBinding(stages: 1, multiply: fused, add: nil)]
    }
    #expect(message(design).contains("no fused multiply-add for f32"))
  }

  private func message(_ design: GeneratedDesign) -> String {
    do {
      return "accepted: \(try SampleDesigns.dialect().files(for: design).map(\.path))"
    } catch {
      return "\(error)"
    }
  }
}

private struct BrokenDialect: HLSDialect {
  var name: String { "broken" }
  var simulation: SimulationRecipe { SimulationRecipe(language: .cpp) }

  func validate(_ design: GeneratedDesign) throws(GenerationError) {}

  func files(for design: GeneratedDesign) throws -> [GeneratedFile] {
    [
      GeneratedFile(path: "../kernel.cpp", contents: "no newline"),
      GeneratedFile(path: "../kernel.cpp", contents: "\n"),
    ]
  }
}
