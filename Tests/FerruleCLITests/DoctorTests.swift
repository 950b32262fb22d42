import Foundation
import Testing

@Suite("ferrule doctor", .enabled(if: FerruleProcess.isBuilt))
struct DoctorTests {
  @Test("It says what is there, in words and as JSON, and ends with 0 where nothing is broken")
  func output() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let text = try ferrule.run("doctor")
    #expect(text.output.contains("XRT library:"))
    #expect(text.output.contains("C++ compiler:"))
    #expect(text.exitCode == 0)
    let json = try ferrule.run("doctor --format json")
    let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(rows?.contains { $0["topic"] as? String == "cards" } == true)
  }

  @Test("A folder without XRT is a problem: exit 2 and what to install")
  func missing() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let found = try ferrule.run("doctor --xrt nowhere")
    #expect(found.exitCode == 2)
    #expect(found.output.contains("no libxrt_coreutil.so.2 in nowhere, nowhere/lib"))
    #expect(found.output.contains("apt-get install libxrt1"))
    #expect(found.diagnostics.contains("1 problem, see above"))
  }

  @Test(
    "A build for another mode than the environment's is a problem, a file that is none ends with 64"
  )
  func build() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let found = try ferrule.run("doctor --xclbin two_kernels.xclbin")
    #expect(found.output.contains("xclbin two_kernels.xclbin:"))
    try Data("hello".utf8).write(to: ferrule.folder.appendingPathComponent("text.xclbin"))
    let broken = try ferrule.run("doctor --xclbin text.xclbin")
    #expect(broken.exitCode == 64)
    #expect(broken.diagnostics.contains("text.xclbin: byte 0x0"))
  }
}
