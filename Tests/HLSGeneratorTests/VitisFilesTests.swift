import HLSGenerator
import KernelIR
import Quantities
import Specs
import TestSupport
import Testing

@Suite("Files beside a kernel")
struct VitisFilesTests {
  private func sample() throws -> GeneratedDesign {
    try SampleDesigns.design("roofline", "fma", .f32) {
      $0.lanes = 16
      $0.chain = 8
      $0.tileBeats = 512
      $0.computeUnits = 2
      $0.channels = 32
    }
  }

  @Test(
    "Header, testbench, configuration, Makefile and manifest are printed as recorded",
    arguments: ["roofline.h", "roofline_tb.cpp", "connectivity.cfg", "Makefile", "manifest.json"])
  func files(name: String) throws {
    let text = try SampleDesigns.file(name, of: try sample())
    #expect(Golden.difference(text, "files/\(name).txt") == nil)
  }

  @Test(
    "Testbenches of the other kernels are printed as recorded",
    arguments: [
      ("stream", "triad", "stream_tb.cpp"), ("memory-probe", "write", "memory_probe_tb.cpp"),
      ("onchip", "read", "onchip_tb.cpp"),
    ])
  func testbenches(kernel: String, operation: String, name: String) throws {
    let text = try SampleDesigns.file(
      name, of: try SampleDesigns.design(kernel, operation, .i16))
    #expect(Golden.difference(text, "files/\(name).txt") == nil)
  }

  @Test("With fewer channels than ports, ports take turns")
  func sharedChannels() throws {
    let design = try SampleDesigns.design("roofline", "fma", .f32) {
      $0.computeUnits = 2
      $0.channels = 3
    }
    let text = try SampleDesigns.file("connectivity.cfg", of: design)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("sp=") }
    #expect(
      lines == [
        "sp=roofline_1.x:HBM[0]", "sp=roofline_1.y:HBM[1]", "sp=roofline_2.x:HBM[2]",
        "sp=roofline_2.y:HBM[0]",
      ])
  }

  @Test("With more channels than ports, ports get equal shares without gap or overlap")
  func shares() throws {
    let program = try SampleDesigns.design("roofline", "fma", .f32).program
    var point = try SampleDesigns.design("roofline", "fma", .f32).design
    for units in 1...5 {
      for channels in (2 * units)...32 {
        point.computeUnits = units
        point.channels = channels
        let ranges = ChannelAssignment(design: point, program: program).ranges.flatMap(\.self)
        let share = channels / (2 * units)
        #expect(ranges.allSatisfy { $0.count == share })
        #expect(ranges.flatMap(Array.init) == Array(0..<(2 * units * share)))
      }
    }
  }

  @Test("A phased kernel's arrays share the port and the channel")
  func phased() throws {
    let design = try SampleDesigns.design("stream", "triad", .f32) {
      $0.schedule = .phased
      $0.memory = "ddr"
      $0.channels = 2
      $0.computeUnits = 2
    }
    let text = try SampleDesigns.file("connectivity.cfg", of: design)
    let second = text.split(separator: "\n").filter { $0.hasPrefix("sp=stream_2") }
    #expect(
      second == ["sp=stream_2.b:DDR[1]", "sp=stream_2.c:DDR[1]", "sp=stream_2.a:DDR[1]"])
  }
}
