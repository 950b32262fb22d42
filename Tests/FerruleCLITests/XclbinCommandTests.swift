import Foundation
import TestSupport
import Testing
import Xclbin

@Suite("ferrule xclbin info", .enabled(if: FerruleProcess.isBuilt))
struct XclbinCommandTests {
  @Test("Kernels, compute units, banks, clocks and memories, for people and for programs")
  func output() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    for format in ["text", "csv", "json"] {
      let found = try ferrule.run("xclbin info two_kernels.xclbin --ascii --format \(format)")
      #expect(found.exitCode == 0)
      #expect(found.diagnostics.isEmpty)
      #expect(Golden.difference(found.output, "xclbin_info.\(format)") == nil)
    }
  }

  @Test("What a file lacks is named")
  func missing() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    var header = XclbinHeader()
    header.mode = .flat
    try XclbinFile(header: header, sections: [])
      .write(to: ferrule.folder.appendingPathComponent("bare.xclbin").path)
    let found = try ferrule.run("xclbin info bare.xclbin")
    #expect(found.exitCode == 0)
    #expect(found.output.contains("platform        not said"))
    #expect(found.output.contains("clocks reached  not said"))
    #expect(found.output.contains("file lacks      EMBEDDED_METADATA, BUILD_METADATA"))
    #expect(found.output.contains("no memory is used"))
  }

  @Test("A truncated file, another file and no file end with 64 and what is wrong")
  func broken() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let whole = try Data(
      contentsOf: ferrule.folder.appendingPathComponent("two_kernels.xclbin"))
    try whole.prefix(5000).write(to: ferrule.folder.appendingPathComponent("cut.xclbin"))
    try Data("hello".utf8).write(to: ferrule.folder.appendingPathComponent("text.xclbin"))
    let outcomes = try ["cut", "text", "no"].map { try ferrule.run("xclbin info \($0).xclbin") }
    #expect(outcomes.map(\.exitCode) == [64, 64, 64])
    #expect(outcomes.allSatisfy { $0.output.isEmpty })
    #expect(outcomes[0].diagnostics.contains("error: cut.xclbin: byte 0x130: the header says"))
    #expect(outcomes[1].diagnostics.contains("text.xclbin: byte 0x0: found `hello`, expected"))
    #expect(outcomes[2].diagnostics.contains("no.xclbin: cannot be read"))
  }
}
