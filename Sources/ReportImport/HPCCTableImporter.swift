import Measurements
import struct Measurements.Measurement
import Quantities

/// The result tables that HPCC FPGA publishes: a column per build, a line per property.
///
/// Rates without times: rows hold the work of one second. Resources are in the units of the
/// vendor (M20K instead of RAMB36 on Intel devices), which the message says.
struct HPCCTableImporter: ReportImporter {
  let kind = "hpcc-csv"

  func recognises(_ head: ReportHead) -> Bool {
    head.hasLine("Version,", among: 1) && head.hasLine("FPGA board,", among: 4)
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var table = PropertyTable()
    var lines = try file.lines()
    while let line = try lines.next() {
      if line.number > 1000 { break }
      table.take(line, &fields)
    }
    let rows = (1..<max(table.width, 1)).flatMap { self.rows(table, $0, file, &fields) }
    if rows.isEmpty {
      fields.note(
        TableProblem(
          found: "no result", expected: "lines like Copy (GB/s), GFLOPs or MUOPs",
          advice: "Check that the table is whole."))
    }
    try fields.finish(file)
    for row in rows { receiver.take(row) }
  }

  private func rows(
    _ table: PropertyTable, _ column: Int, _ file: ReportFile, _ fields: inout FieldReader
  ) -> [Measurement] {
    let build = build(table, column, file, &fields)
    return Self.results.flatMap { result -> [Measurement] in
      result.names.compactMap { name in
        guard let (text, line) = table.cell(name, column),
          let value = fields.positive(text, line, name)
        else { return nil }
        var row = build
        guard Self.fill(&row, result, value) else {
          fields.note(RatedRow.overflow(line, name, value))
          return nil
        }
        return row
      }
    }
  }

  /// What a line of results is of.
  private struct Result {
    var names: [String]
    var kernel: String
    var operation: String
    var scale: Double
    var isBytes = false
  }

  private static let results: [Result] =
    ["Copy", "Scale", "Add", "Triad"].map {
      Result(
        names: ["\($0) (GB/s)", $0], kernel: "stream", operation: $0.lowercased(), scale: 1e9,
        isBytes: true)
    } + [
      Result(
        names: ["PCIe Write"], kernel: "host-link", operation: "host-to-device", scale: 1e9,
        isBytes: true),
      Result(
        names: ["PCIe Read"], kernel: "host-link", operation: "device-to-host", scale: 1e9,
        isBytes: true),
      Result(names: ["GFLOPs"], kernel: "", operation: "", scale: 1e9),
      Result(names: ["MUOPs"], kernel: "random-access", operation: "update", scale: 1e6),
    ]

  private static func fill(_ row: inout Measurement, _ result: Result, _ value: Double) -> Bool {
    let rate = value * result.scale
    if !result.kernel.isEmpty { (row.kernel, row.operation) = (result.kernel, result.operation) }
    guard result.isBytes else { return RatedRow.setRate(operations: rate, of: &row) }
    if result.kernel == "host-link" { row.memory = "host" }
    guard RatedRow.setRate(bytes: rate, of: &row) else { return false }
    if result.operation == "host-to-device" {
      (row.bytesRead, row.bytesWritten) = (nil, row.bytesRead)
    } else if let operation = StreamOperation(rawValue: result.operation) {
      operation.split(rate, into: &row)
    }
    return true
  }

  private func build(
    _ table: PropertyTable, _ column: Int, _ file: ReportFile, _ fields: inout FieldReader
  ) -> Measurement {
    var row = RatedRow.base(kind, file, tool: "HPCC FPGA", runner: "opencl")
    if let version = table.cell("Version", column) { row.tool += " \(version.text)" }
    let board = String(table.cell("FPGA board", column)?.text ?? "")
    row.board = Self.board(board)
    let memory = (table.cell("Memory Type", column)?.text ?? "").lowercased()
    row.memory = memory.hasPrefix("hbm") ? "hbm" : memory
    let type = table.cell("DATA_TYPE", column)?.text ?? ""
    row.elementType = ["float": "f32", "double": "f64", "half": "f16"][type] ?? ""
    if table.cell("LOG_FFT_SIZE", column) != nil {
      (row.kernel, row.operation, row.elementType) = ("fft", "fft", "f32")
    }
    if table.cell("GEMM_SIZE", column) != nil { (row.kernel, row.operation) = ("gemm", "gemm") }
    func count(_ name: String, _ fields: inout FieldReader) -> Int? {
      table.cell(name, column).flatMap { fields.number($0.text, $0.line, name)?.wholeNumber }
    }
    row.computeUnits = count("NUM_REPLICATIONS", &fields)
    row.lut = count("LUT", &fields)
    row.ff = count("Register", &fields)
    row.dsp = count("DSP", &fields)
    let tiles = table.cell("BRAM", column).flatMap { fields.number($0.text, $0.line, "BRAM") }
    row.bram = tiles?.rounded(.up).wholeNumber
    row.clock = table.cell("Frequency", column)
      .flatMap { fields.positive($0.text, $0.line, "Frequency") }.map { .megahertz($0) }
    row.message = "published result of HPCC FPGA on \(board)"
    if let chip = table.cell("FPGA", column)?.text, chip.hasPrefix("Intel") {
      row.message += "; lut counts ALMs and bram M20Ks"
    }
    return row
  }

  /// `u280` for `Alveo U280`, `520n` for `BittWare 520N`; others keep their last word.
  private static func board(_ name: String) -> String {
    String(name.split(separator: " ").last ?? "").lowercased()
  }
}

/// A table of which every line is a property and every column a build.
private struct PropertyTable {
  private var lines: [String: (cells: [Substring], number: Int)] = [:]
  private(set) var width = 0

  mutating func take(_ line: ReportLine, _ fields: inout FieldReader) {
    let cells = line.text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmed }
    guard let name = cells.first, !name.isEmpty else { return }
    if width == 0 { width = min(cells.count, 10_000) }
    if cells.count > width {
      fields.note(
        TableProblem(
          line: line.number, column: String(name), found: "\(cells.count) fields",
          expected: "\(width) as in the first line", advice: "Check that the file was not changed.")
      )
    }
    lines[String(name)] = (cells, line.number)
  }

  func cell(_ name: String, _ column: Int) -> (text: Substring, line: Int)? {
    guard let line = lines[name], column < line.cells.count, !line.cells[column].isEmpty
    else { return nil }
    return (line.cells[column], line.number)
  }
}
