import Measurements
import struct Measurements.Measurement

/// What HPCC FPGA and STREAM print: a line per operation with its best rate and times, or `best`,
/// `mean` and a rate, or the tables of FFT and PTRANS. (HPCC FPGA 1.0 to 2.6, STREAM 5.10; MB is 10⁶ B.)
struct HPCCTextImporter: ReportImporter {
  let kind = "hpcc-text"

  func recognises(_ head: ReportHead) -> Bool {
    head.isText && head.lines.contains { HPCCTable($0) != nil || HPCCSummary($0) != nil }
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var rows: [Measurement] = []
    var table: HPCCTable?
    var summary: HPCCSummary?
    let base = base(file)
    var lines = try file.lines()
    while let line = try lines.next() {
      let text = line.text.trimmed
      if let taken = summary?.take(text, line.number, base, &fields) {
        if let row = taken.row { rows.append(row) }
        if !taken.belongs { summary = nil }
      }
      if let found = HPCCSummary(text) {
        summary = found
      } else if let found = HPCCTable(text) {
        table = found
      } else if let current = table {
        guard let row = row(text, line.number, current, file, &fields) else {
          table = nil
          continue
        }
        if rows.count < 1_000_000 { rows.append(row) }
      }
    }
    if rows.isEmpty {
      fields.note(
        TableProblem(
          found: "no result",
          expected:
            "rows below `Function  Best Rate …`, `best  mean  …`, `avg  best` or `total time …`",
          advice: "Check that the benchmark has finished."))
    }
    try fields.finish(file)
    for row in rows { receiver.take(row) }
  }

  private func base(_ file: ReportFile) -> Measurement {
    var row = RatedRow.base(kind, file, tool: "", runner: "")
    row.timeSource = .hostClock
    return row
  }

  /// `Copy:  35130.7  0.022776 …` or `PCI_write  2.68e+04 MB/s  6.36e-02 s …`.
  private func row(
    _ text: Substring, _ line: Int, _ table: HPCCTable, _ file: ReportFile,
    _ fields: inout FieldReader
  ) -> Measurement? {
    let words = text.split(whereSeparator: \.isWhitespace)
    let name = words.prefix { Double($0) == nil }.joined(separator: " ")
    let numbers = words.dropFirst(name.split(separator: " ").count).filter { Double($0) != nil }
    guard numbers.count == table.numbers, name.count < 40 else { return nil }
    let rateText = numbers[numbers.startIndex + table.rate]
    let secondsText = numbers[numbers.startIndex + table.seconds]
    guard let rate = fields.positive(rateText, line, "rate"),
      let seconds = fields.positive(secondsText, line, "time")
    else { return nil }
    let unit = words.first { $0.hasSuffix("B/s") || $0.hasSuffix("OP/s") }.map(String.init)
    var row = base(file)
    row.seconds = seconds
    let isKnown = HPCCResult.fill(
      &row, name: name, metric: table.metric, rate: rate, unit: unit ?? table.unit)
    guard isKnown else {
      fields.note(RatedRow.overflow(line, "rate", rate))
      return nil
    }
    return row
  }
}

/// The header of a table of results.
private struct HPCCTable {
  /// Numbers of a row.
  let numbers: Int
  /// Place of the rate and of the shortest time among them.
  let rate: Int
  let seconds: Int
  /// `MB/s`, `GFLOP/s` or `GUOP/s`.
  let unit: String
  /// What the rate is of.
  let metric: String

  init?(_ text: Substring) {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    if words.starts(with: ["function", "best", "rate"]) {
      (numbers, rate, seconds, unit, metric) = (4, 0, 2, "MB/s", "")
      return
    }
    let tail = words.first == "method" ? words.dropFirst() : words[...]
    guard tail.count == 3, tail.starts(with: ["best", "mean"]), let last = tail.last,
      ["gflops", "guops"].contains(last)
    else { return nil }
    (numbers, rate, seconds) = (3, 2, 0)
    unit = last == "gflops" ? "GFLOP/s" : "GUOP/s"
    metric = String(last)
  }
}

/// Names and units of HPCC FPGA.
enum HPCCResult {
  /// Bytes or operations per second of units that are printed; `nil` for others.
  static func scale(_ unit: String) -> Double? {
    [
      "B/s": 1, "KB/s": 1e3, "MB/s": 1e6, "GB/s": 1e9, "FLOP/s": 1, "MFLOP/s": 1e6,
      "GFLOP/s": 1e9, "GFLOPs": 1e9, "GUOP/s": 1e9, "MUOP/s": 1e6,
    ][unit]
  }

  /// Puts a rate into a row with a time.
  ///
  /// - Returns: False when the unit is not known or the work too large for a count.
  static func fill(
    _ row: inout Measurement, name: String, metric: String, rate: Double, unit: String
  ) -> Bool {
    guard let seconds = row.seconds, let scale = scale(unit) else { return false }
    let word = name.lowercased().filter { $0.isLetter }
    let work = rate * scale * seconds
    if word.hasPrefix("pci") {
      row.kernel = "host-link"
      row.memory = "host"
      row.operation = word.hasSuffix("write") ? "host-to-device" : "device-to-host"
      if word.hasSuffix("write") {
        row.bytesWritten = work.wholeNumber
      } else {
        row.bytesRead = work.wholeNumber
      }
      return row.bytesMoved != nil
    }
    if unit.hasSuffix("B/s") {
      guard let operation = StreamOperation(word: name) else { return false }
      row.kernel = "stream"
      row.operation = operation.name
      operation.split(work, into: &row)
      return row.bytesMoved != nil
    }
    // Updates are no floating-point operations, but what RandomAccess counts.
    row.kernel = unit.contains("UOP") ? "random-access" : word.isEmpty ? "" : "linpack"
    row.operation = unit.contains("UOP") ? "update" : word
    row.operations = work.wholeNumber
    return row.operations != nil
  }
}
