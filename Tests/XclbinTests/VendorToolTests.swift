import Foundation
import Testing

@testable import Xclbin

/// The vendor's tool on this machine, where one runs.
///
/// Debian's `libxrt-utils` 2.13 has a script of that name without the program that it starts: it
/// prints no version, and ends with 0 whatever happens. So the version is asked for.
private enum VendorTool {
  static let path: String? = {
    let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return (places + ["/opt/xilinx/xrt/bin"]).map { "\($0)/xclbinutil" }.first { path in
      FileManager.default.isExecutableFile(atPath: path)
        && (try? run(path, ["--version"]))?.contains("XRT Build Version") == true
    }
  }()

  static func run(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

@Suite(
  "The vendor's tool and ours read each other",
  .enabled(if: VendorTool.path != nil, "no xclbinutil that runs (Debian's is a script without it)"))
struct VendorToolTests {
  private func inFolder(_ body: (URL, String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-xclbin-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder, try #require(VendorTool.path))
  }

  @Test("Given the same topology, it writes the same sections")
  func sameSections() throws {
    try inFolder { folder, tool in
      let file = folder.appendingPathComponent("theirs.xclbin").path
      let names = ["mem_topology", "ip_layout", "connectivity", "clock_freq_topology"]
      let sections = names.flatMap { name in
        let json = SmallDesign.fixtures.appendingPathComponent("topology/\(name).json").path
        return ["--add-section", "\(name.uppercased()):JSON:\(json)"]
      }
      _ = try VendorTool.run(tool, sections + ["--output", file])
      let theirs = try XclbinFile(contentsOf: file)
      let ours = try SmallDesign.file()
      for section in theirs.sections {
        #expect(ours.section(section.kind)?.bytes == section.bytes)
      }
      #expect(theirs.sections.count == 6)
    }
  }

  @Test("It reads our file and dumps what we put in")
  func readsOurs() throws {
    try inFolder { folder, tool in
      let file = folder.appendingPathComponent("ours.xclbin").path
      try SmallDesign.file().write(to: file)
      let dump = folder.appendingPathComponent("dump").path
      let ours = try XclbinFile(contentsOf: file)
      for kind in [SectionKind.memoryTopology, .ipLayout, .connectivity, .groupTopology] {
        _ = try VendorTool.run(
          tool, ["--input", file, "--force", "--dump-section", "\(kind):RAW:\(dump)"])
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: dump)))
        #expect(bytes == ours.section(kind)?.bytes)
      }
      let text = try VendorTool.run(tool, ["--input", file, "--info"])
      #expect(text.contains("Platform VBNV:          xilinx_u280_gen3x16_xdma_base_1"))
      #expect(text.contains("01020304-0506-0708-090a-0b0c0d0e0f10"))
      #expect(text.contains("Kernels:                scale, vadd"))
      #expect(text.contains("Memory:            HBM[2] (MEM_HBM)"))
    }
  }
}
