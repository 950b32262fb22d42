import Foundation
import Measurements
import struct Measurements.Measurement
import SystemCheck
import Testing

@testable import FerruleCLI

/// `bench --runner xrt` where XRT is not there: nothing of it is needed for these tests.
@Suite("bench --runner xrt without XRT", .enabled(if: FerruleProcess.isBuilt, "needs ferrule"))
struct XRTAbsenceTests {
  @Test("Without the library it is said what was looked for and what to install: 69")
  func absent() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let found = try ferrule.run("bench u280 --runner xrt --xrt ./nowhere")
    #expect(found.exitCode == 69)
    #expect(found.diagnostics.contains("no libxrt_coreutil.so.2 in ./nowhere, ./nowhere/lib"))
    #expect(found.diagnostics.contains("apt-get install libxrt1"))
  }

  @Test("Flags that only XRT has a use for are refused elsewhere: 64")
  func flags() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let found = try ferrule.run("bench u280 --xclbin a.xclbin --timeout 3")
    #expect(found.exitCode == 64)
    #expect(found.diagnostics.contains("--xclbin, --timeout: only --runner xrt has a use for it"))
  }
}

/// XRT's own library, as a package of the distribution brings it.
@Suite(
  "bench --runner xrt, with XRT's library",
  .enabled(if: FerruleProcess.isBuilt && XRTLibrary.isInstalled, "needs ferrule and libxrt1"))
struct XRTBenchTests {
  private static let emulation = ["XCL_EMULATION_MODE": "sw_emu"]

  private static func rows(_ ferrule: FerruleProcess, _ file: String) throws -> [Measurement] {
    try InputFile.measurements(ferrule.folder.appendingPathComponent(file).path).rows
  }

  /// One kernel of each structure; all of them take a minute.
  @Test(
    "Kernels give right results on builds that are made for emulation, with times of the model",
    arguments: [
      "--kernel roofline --passes 1,300", "--kernel stream --compute-units 2",
      "--kernel memory-probe", "--kernel spmv", "--kernel gemm",
      "--kernel random-access --compute-units 2",
    ])
  func emulated(words: String) throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let found = try ferrule.run(
      "bench u280 --runner xrt \(words) -o rows.csv", environment: Self.emulation)
    #expect(found.exitCode == 0, "\(found.diagnostics)")
    let rows = try Self.rows(ferrule, "rows.csv")
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(row.evidence == .emulated && row.runner == "xrt")
      #expect(row.resultCheck == .passed && row.status == .ok, "\(row.message)")
      #expect(row.timeSource == .modelCycles && (row.cycles ?? 0) > 0, "\(row.message)")
    }
  }

  /// With a file, the way is the one of a card: xclbin, manifest, banks and clock are read from it.
  @Test("A build is checked before anything runs, and run where it is what was asked for")
  func named() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    _ = try ferrule.run("generate u280 --kernel stream --operation triad --lanes 8 -o design")
    _ = try ferrule.run("xclbin make design -o s.xclbin")
    let command = "bench u280 --runner xrt --xclbin s.xclbin -o rows.csv"
    let right = try ferrule.run("\(command) --kernel stream", environment: Self.emulation)
    #expect(right.exitCode == 0, "\(right.diagnostics)")
    let rows = try Self.rows(ferrule, "rows.csv")
    #expect(rows.map(\.operation) == ["triad"])
    #expect(rows.allSatisfy { $0.lanes == 8 && $0.channels == 3 && $0.resultCheck == .passed })
    let other = try ferrule.run(
      "\(command) --kernel stream --operation copy --compute-units 2 --memory ddr",
      environment: Self.emulation)
    #expect(other.exitCode == 64)
    for word in ["operation: asked for copy", "compute units", "memory: asked for ddr"] {
      #expect(other.diagnostics.contains(word), "\(other.diagnostics)")
    }
    let hardware = try ferrule.run("\(command) --kernel stream")
    #expect(hardware.exitCode == 64)
    #expect(hardware.diagnostics.contains("is built for sw_emu"))
  }

  @Test("A board that computes nothing, as XRT's noop shim is, ends with wrong results: 2")
  func noop() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    _ = try ferrule.run("generate u280 --kernel roofline -o design")
    _ = try ferrule.run("xclbin make design -o r.xclbin")
    let found = try ferrule.run(
      "bench u280 --runner xrt --xclbin r.xclbin -o rows.csv",
      environment: ["XCL_EMULATION_MODE": "noop"])
    #expect(found.exitCode == 2, "\(found.diagnostics)")
    let rows = try Self.rows(ferrule, "rows.csv")
    #expect(rows.count == 16)
    #expect(rows.allSatisfy { $0.resultCheck == .failed })
  }
}
