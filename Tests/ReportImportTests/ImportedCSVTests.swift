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

  @Test("Rates in any spelling are what they say, written fast or row by row")
  func rates() throws {
    let lines = String(decoding: try Samples.bytes("carm.csv"), as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
    let spellings = [
      "1e3", "0.000000001", "123456.123456789", "1234567.5", "0", "", " 7.25 ", "9e8",
      "1.0000000001",
    ]
    let rows = spellings.map { "2026-11-23 06:34:05,x86,sp,1,2,1,No,1,add,\($0),1" }
      .map { $0 + String(repeating: ",2.5,1", count: 5) }
    let text = (lines.prefix(2) + rows).joined(separator: "\n") + "\n"
    let file = ReportFile(name: "x.csv", bytes: Array(text.utf8))
    var report = ImportedReport()
    try ReportCatalog.read(file, into: &report)
    let l1 = report.rows.filter { $0.memory == "l1" }.compactMap(\.bytesRead)
    #expect(
      l1 == [
        1_000_000_000_000, 1, 123_456_123_456_789, 1_234_567_500_000_000, 7_250_000_000,
        900_000_000_000_000_000, 1_000_000_000,
      ])
    nonisolated(unsafe) var written = ""
    var csv = ImportedCSV { written += $0 }
    try ReportCatalog.read(file, into: &csv)
    csv.finish()
    let writer = MeasurementCSVWriter(extraColumns: ReportColumns.names)
    #expect(written == report.rows.reduce(into: writer.headerLine) { $0 += writer.line(for: $1) })
  }
}
