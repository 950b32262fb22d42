import Measurements
import struct Measurements.Measurement

/// The roofline table of the Cache-Aware Roofline tool, streamed: two header lines with names that
/// repeat, so columns are found by their position. Rates only: rows hold the work of one second.
struct CARMTableImporter: ReportImporter {
  let kind = "carm-csv"

  /// What the columns from the tenth on are: a rate and the instructions per cycle of each.
  private static let rates: [(memory: String, operation: String)] = [
    ("l1", ""), ("l2", ""), ("l3", ""), ("dram", ""), ("", "operation"), ("", "fma"),
  ]

  func recognises(_ head: ReportHead) -> Bool {
    head.hasLine("Name:,", among: 1) && head.hasLine("Date,ISA,Precision,", among: 3)
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var lines = try file.lines()
    var machine = ""
    var count = 0
    while let line = try lines.next() {
      let cells = line.text.split(separator: ",", omittingEmptySubsequences: false)
      if cells.first == "Name:" { machine = cells.count > 1 ? String(cells[1].trimmed) : "" }
      guard let first = cells.first, first != "Name:", first != "Date", !line.text.isEmpty else {
        continue
      }
      guard cells.count >= 21 else {
        fields.note(
          TableProblem(
            line: line.number, found: "\(cells.count) fields", expected: "21",
            advice: "Check that the file was not cut or changed."))
        continue
      }
      for row in rows(cells, machine, line.number, file, &fields) {
        receiver.take(row)
        count += 1
      }
    }
    if count == 0, fields.problems.isEmpty {
      fields.note(
        TableProblem(
          found: "no result", expected: "rows below Date,ISA,Precision,…",
          advice: "Check that the benchmark has finished."))
    }
    try fields.finish(file)
  }

  private func rows(
    _ cells: [Substring], _ machine: String, _ line: Int, _ file: ReportFile,
    _ fields: inout FieldReader
  ) -> [Measurement] {
    var base = RatedRow.base(kind, file, tool: "CARM", runner: "host")
    base.board = machine
    base.elementType = ["sp": "f32", "dp": "f64"][cells[2]] ?? String(cells[2])
    base.message = "\(cells[1]), \(cells[3]) threads, measured on \(cells[0])"
    let loads = fields.count(cells[4], line, "Loads") ?? 0
    let stores = fields.count(cells[5], line, "Stores") ?? 0
    return Self.rates.enumerated().compactMap { index, rate in
      let place = "column \(10 + 2 * index)"
      guard let value = fields.positive(cells[9 + 2 * index], line, place) else { return nil }
      var row = base
      let isMemory = !rate.memory.isEmpty
      if isMemory {
        row.kernel = "carm-memory"
        row.operation = "\(loads)ld-\(stores)st"
        row.memory = rate.memory
      } else {
        row.kernel = "roofline"
        row.operation = rate.operation == "fma" ? "fma" : String(cells[8])
      }
      let isKnown = RatedRow.setRate(
        bytes: isMemory ? value * 1e9 : nil, operations: isMemory ? nil : value * 1e9, of: &row)
      guard isKnown else {
        fields.note(RatedRow.overflow(line, place, value))
        return nil
      }
      return row
    }
  }
}
