import HLSGenerator
import KernelIR
import Specs
import TestSupport
import Testing

@Suite("Kernels for Vitis HLS")
struct VitisKernelFileTests {
  @Test(
    "A roofline kernel of every type is printed as recorded",
    arguments: ElementType.allCases)
  func roofline(type: ElementType) throws {
    let design = try SampleDesigns.design("roofline", "fma", type) { $0.chain = 4 }
    let text = try SampleDesigns.file("roofline.cpp", of: design)
    #expect(Golden.difference(text, "roofline_fma_\(type.rawValue).cpp.txt") == nil)
  }

  @Test("Chains of additions and products alternate their coefficients", arguments: ["add", "mul"])
  func alternating(operation: String) throws {
    let design = try SampleDesigns.design("roofline", operation, .f32) { $0.chain = 3 }
    let text = try SampleDesigns.file("roofline.cpp", of: design)
    #expect(Golden.difference(text, "roofline_\(operation)_f32.cpp.txt") == nil)
  }

  @Test("A triad of every type is printed as recorded", arguments: ElementType.allCases)
  func triad(type: ElementType) throws {
    let design = try SampleDesigns.design("stream", "triad", type)
    let text = try SampleDesigns.file("stream.cpp", of: design)
    #expect(Golden.difference(text, "stream_triad_\(type.rawValue).cpp.txt") == nil)
  }

  @Test("A phased triad keeps its chunks in memories of the top function")
  func phased() throws {
    let design = try SampleDesigns.design("stream", "triad", .f32) { $0.schedule = .phased }
    let text = try SampleDesigns.file("stream.cpp", of: design)
    #expect(Golden.difference(text, "stream_triad_f32_phased.cpp.txt") == nil)
  }

  @Test(
    "Probes of every operation and pattern are printed as recorded",
    arguments: ["read", "write", "read-write"], [false, true])
  func probe(operation: String, isRandom: Bool) throws {
    let design = try SampleDesigns.design("memory-probe", operation, .i32) {
      $0.isRandom = isRandom
    }
    let text = try SampleDesigns.file("memory_probe.cpp", of: design)
    let pattern = isRandom ? "random" : "strided"
    #expect(Golden.difference(text, "memory_probe_\(operation)_\(pattern).cpp.txt") == nil)
  }

  @Test(
    "On-chip sweeps of every operation are printed as recorded",
    arguments: ["read", "write", "read-write"])
  func onChip(operation: String) throws {
    let design = try SampleDesigns.design("onchip", operation, .i32) { $0.storage = .uram }
    let text = try SampleDesigns.file("onchip.cpp", of: design)
    #expect(Golden.difference(text, "onchip_\(operation).cpp.txt") == nil)
  }

  @Test(
    "Probes and on-chip sweeps of the other types are printed as recorded",
    arguments: [ElementType.i8, .i16, .i64])
  func otherTypes(type: ElementType) throws {
    let probe = try SampleDesigns.design("memory-probe", "read", type)
    let probeText = try SampleDesigns.file("memory_probe.cpp", of: probe)
    #expect(Golden.difference(probeText, "memory_probe_read_\(type.rawValue).cpp.txt") == nil)
    let onChip = try SampleDesigns.design("onchip", "read-write", type)
    let onChipText = try SampleDesigns.file("onchip.cpp", of: onChip)
    #expect(
      Golden.difference(onChipText, "onchip_read-write_\(type.rawValue).cpp.txt") == nil)
  }

  @Test("A single lane needs no vectors and no lane loops")
  func singleLane() throws {
    let design = try SampleDesigns.design("roofline", "fma", .f32) {
      $0.lanes = 1
      $0.chain = 1
    }
    let text = try SampleDesigns.file("roofline.cpp", of: design)
    #expect(Golden.difference(text, "roofline_fma_f32_single_lane.cpp.txt") == nil)
  }

  @Test("Stages that are built differently become loops of their own")
  func bindings() throws {
    let table = try SampleDesigns.catalog.board("u280").operators
    let multipliers = table.implementations(of: .mul, type: .f32)
    let adders = table.implementations(of: .add, type: .f32)
    let design = try SampleDesigns.design("roofline", "fma", .f32) {
      $0.chain = 6
      $0.bindings = [
        StageBinding(stages: 4, multiply: multipliers.last, add: adders.last),
        StageBinding(stages: 2, multiply: multipliers.first, add: adders.first),
      ]
    }
    let text = try SampleDesigns.file("roofline.cpp", of: design)
    #expect(text.contains("for (uint32_t k = 0; k < 4; ++k)"))
    #expect(text.contains("for (uint32_t k = 4; k < 6; ++k)"))
    #expect(text.contains("op=fmul impl=maxdsp") && text.contains("op=fmul impl=fabric"))
  }

  @Test("A tile shorter than the pipeline never gets the promise that it is safe")
  func shortBank() throws {
    let short = try SampleDesigns.design("onchip", "read-write", .i32) { $0.tileBeats = 2 }
    let long = try SampleDesigns.design("onchip", "read-write", .i32) { $0.tileBeats = 64 }
    #expect(try !SampleDesigns.file("onchip.cpp", of: short).contains("DEPENDENCE"))
    #expect(try SampleDesigns.file("onchip.cpp", of: long).contains("DEPENDENCE variable=bank"))
  }
}
