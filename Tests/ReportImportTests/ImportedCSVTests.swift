import Measurements
import TestSupport
import Testing

@testable import ReportImport

@Suite("CSV of an import")
struct ImportedCSVTests {
  private func text(_ name: String, board: String = "") throws -> (text: String, csv: ImportedCSV) {
    nonisolated(unsafe) var text = ""
    var csv = ImportedCSV(board: board) { text += $0 }
    try ReportCatalog.read(try Samples.file(name), into: &csv)
    csv.finish()
    return (text, csv)
  }

  @Test(
    "It is what the writer of results writes, row by row, whichever way rows came",
    arguments: ["babelstream.csv", "stream_kernel_util_routed.rpt", "carm.csv"])
  func sameAsWriter(_ name: String) throws {
    var report = ImportedReport()
    try ReportCatalog.read(try Samples.file(name), into: &report)
    let writer = MeasurementCSVWriter(extraColumns: ReportColumns.names)
    let expected = report.rows.reduce(into: writer.headerLine) { $0 += writer.line(for: $1) }
    #expect(try text(name).text == expected)
  }

  @Test("A board is filled in only where a file names none")
  func board() throws {
    let named = try MeasurementTable.read(
      from: text("babelstream.csv", board: "mine").text, file: "x")
    #expect(named.rows.allSatisfy { $0.board == "mine" })
    let kept = try MeasurementTable.read(
      from: text("stream.xclbin.info", board: "mine").text, file: "x")
    #expect(kept.rows.map(\.board) == ["u280"])
  }

  @Test("Layers become a kernels file, and do not mix with results")
  func kernels() throws {
    let layers = try text("scale_sim_gemm.csv")
    #expect(layers.text.hasPrefix("name,operations,bytes,note\nGEMM1,4194304,57344,"))
    var csv = layers.csv
    try ReportCatalog.read(try Samples.file("likwid_stream.txt"), into: &csv)
    #expect(csv.refused == 1)
    #expect(csv.count == 1)
  }

  @Test("Many runs are read in pieces: every row, whatever piece it is cut by")
  func pieces() throws {
    let header =
      "function,num_times,n_elements,sizeof,max_mbytes_per_sec,min_runtime,max_runtime,avg_runtime\n"
    let line = "Triad,100,1000,8,1.0,0.5,0.5,0.5\n"
    let text = header + String(repeating: line, count: 20_000)
    var report = ImportedReport()
    try ReportCatalog.read(ReportFile(name: "x", bytes: Array(text.utf8)), into: &report)
    #expect(report.rows.count == 20_000)
    #expect(report.rows.allSatisfy { $0.seconds == 0.5 && $0.bytesMoved == 24_000 })
  }
}
