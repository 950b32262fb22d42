import Foundation
import Testing

private let isBuilt = ConditionTrait.enabled(
  if: FerruleProcess.isBuilt, "no ferrule beside the test program; build the package first")

@Suite("ferrule import and place as users start them", isBuilt, .serialized)
struct ImportCommandTests {
  private static let samples = "\(ShippedSpecs.package)/Tests/ReportImportTests/Samples"

  /// Runs work in a folder with some samples.
  private func with(_ names: [String], _ work: (FerruleProcess) throws -> Void) throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    for name in names {
      try FileManager.default.copyItem(
        atPath: "\(Self.samples)/\(name)", toPath: ferrule.folder.appendingPathComponent(name).path)
    }
    try work(ferrule)
  }

  private func expect(_ command: String, _ ferrule: FerruleProcess, exits code: Int32) throws {
    let outcome = try ferrule.run(command)
    #expect(outcome.exitCode == code, "\(command): \(outcome.diagnostics)")
  }

  @Test("Help is no wider than 80 columns", arguments: ["import", "place"])
  func helpWidth(_ command: String) throws {
    try with([]) { ferrule in
      let lines = try ferrule.run("\(command) --help").lines
      #expect(lines.filter { $0.count > 80 && !$0.hasPrefix("USAGE") }.isEmpty)
    }
  }

  @Test("Rows of several files go to one file; a mistake leaves none behind")
  func files() throws {
    try with(["stream.xclbin.info", "stream_power_routed.rpt"]) { ferrule in
      let done = try ferrule.run("import stream.xclbin.info stream_power_routed.rpt -o all.csv")
      #expect(done.exitCode == 0)
      #expect(done.diagnostics.contains("imported 2 rows (xclbin-info, power)"))
      let refused = try ferrule.run("import stream.xclbin.info missing.rpt -o none.csv")
      #expect(refused.exitCode == 64)
      #expect(refused.diagnostics.contains("missing.rpt"))
      let none = ferrule.folder.appendingPathComponent("none.csv").path
      #expect(!FileManager.default.fileExists(atPath: none))
    }
  }

  @Test("Reports of one build become one row, the best source of each figure named in it")
  func oneBuild() throws {
    let names = ["calc_0_csynth.rpt", "stream.xclbin.info", "stream_kernel_util_routed.rpt"]
    try with(names) { ferrule in
      let done = try ferrule.run("import \(names.joined(separator: " "))")
      #expect(done.exitCode == 0 && done.lines.count == 2, "\(done.diagnostics)")
      #expect(done.output.contains("kernel-utilization: lut, ff, dsp, bram, uram"))
      #expect(done.output.contains("csynth-text (estimated): "))
    }
  }

  @Test("A file that is no import is not replaced, an import is")
  func replacement() throws {
    try with(["likwid_stream.txt", "carm.csv"]) { ferrule in
      try expect("import likwid_stream.txt -o carm.csv", ferrule, exits: 64)
      try expect("import likwid_stream.txt -o out.csv", ferrule, exits: 0)
      try expect("import carm.csv -o out.csv", ferrule, exits: 0)
    }
  }

  @Test("A kernel stands at its rate, and its build's ceilings are told")
  func place() throws {
    try with(["ert_titan.json", "stream.xclbin.info", "calc_0_csynth.rpt"]) { ferrule in
      try expect("import ert_titan.json --board titan -o titan.csv", ferrule, exits: 0)
      let placed = try ferrule.run(
        "place titan.csv --kernel name=k,element_type=f64,operations=1e9,bytes=1e10,seconds=1 "
          + "--format csv")
      #expect(placed.exitCode == 0)
      let cells = placed.lines.last?.split(separator: ",").map(String.init) ?? []
      #expect(cells.first == "k")
      #expect(cells.count > 4 && cells[3] == "0.1" && cells[4] == "1000000000")
      let own = try ferrule.run("place titan.csv --reports .")
      #expect(own.output.contains("The build of calc_0 allows its ports 38.4 GB/s."))
      try expect("place titan.csv", ferrule, exits: 64)
    }
  }

  @Test("What would raise the lowest ceiling is told with its gain and arithmetic")
  func advice() throws {
    try with(["stream.xclbin.info", "calc_0_csynth.rpt"]) { ferrule in
      let header = "schema,board,runner,evidence,kernel,operation,memory,bytes_read,seconds,status"
      let rows = ["ddr,36000000000", "hbm,420000000000"].map {
        "ferrule-1,u280,xrt,measured,memory-probe,read,\($0),1,ok"
      }
      let file = ferrule.folder.appendingPathComponent("board.csv")
      try ([header] + rows).joined(separator: "\n").write(
        to: file, atomically: true, encoding: .utf8)
      let placed = try ferrule.run(
        "place board.csv --reports . --kernel name=calc_0,operations=1e9,bytes=1e9")
      #expect(placed.exitCode == 0, "\(placed.diagnostics)")
      #expect(placed.output.contains("ceilings at 1 OP/B"))
      #expect(placed.output.contains("36 GOP/s ddr: 36 GB/s × 1 OP/B"))
      #expect(placed.output.contains("no gain: wider ports: they have 512 bit"))
      let other = try ferrule.run(
        "place board.csv --kernel name=k,operations=1e9,bytes=1e9,memory=ddr --format json")
      #expect(other.output.contains("\"change\": \"other memory: ddr → hbm with 32 channels\""))
      #expect(other.output.contains("\"gain\": 11.6666666666"))
    }
  }
}
