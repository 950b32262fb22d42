import Measurements
import struct Measurements.Measurement
import Quantities

/// What `likwid-bench` prints: one run with its time, bytes and operations. (likwid-bench 5.2.2.)
struct LikwidBenchImporter: ReportImporter {
  let kind = "likwid-bench"

  func recognises(_ head: ReportHead) -> Bool { head.hasLine("LIKWID MICRO BENCHMARK", among: 60) }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var current: Measurement?
    var count = 0
    func end(_ receiver: inout some ReportReceiver) {
      guard let row = current, row.seconds != nil else { return }
      receiver.take(row)
      count += 1
    }
    var lines = try file.lines()
    while let line = try lines.next() {
      let text = line.text.trimmed
      if let name = text.value(of: "Test:") {
        end(&receiver)
        current = begin(name, file)
      }
      guard var row = current, let colon = text.firstIndex(of: ":") else { continue }
      add(text[..<colon], text[text.index(after: colon)...], line.number, &row, &fields)
      current = row
    }
    end(&receiver)
    if count == 0 {
      fields.note(
        TableProblem(
          found: "no run with a time", expected: "`Test:` and below it `Time:`",
          advice: "Check that likwid-bench has finished."))
    }
    try fields.finish(file)
  }

  private func begin(_ name: Substring, _ file: ReportFile) -> Measurement {
    var row = RatedRow.base(kind, file, tool: "likwid-bench", runner: "host")
    // The name begins with the operation: `stream_avx_fma`, `copy_mem`, `peakflops_sp`.
    row.kernel = "likwid-" + name
    row.operation = String(name.prefix { $0 != "_" })
    row.elementType = name.contains("_sp") ? "f32" : "f64"
    row.memory = "host"
    row.timeSource = .hostClock
    return row
  }

  private func add(
    _ key: Substring, _ value: Substring, _ line: Int, _ row: inout Measurement,
    _ fields: inout FieldReader
  ) {
    switch key {
    case "Time": row.seconds = fields.positive(value, line, "Time")
    case "Cycle Clock":
      row.clock = fields.positive(value, line, "Cycle Clock").map { Frequency($0) }
    case "Cycles": row.cycles = fields.count(value, line, "Cycles")
    case "Number of Flops": row.operations = fields.count(value, line, "Number of Flops")
    case "Size (Byte)": row.workingSetBytes = fields.count(value, line, "Size (Byte)")
    case "Data volume (Byte)": row.bytesRead = fields.count(value, line, "Data volume (Byte)")
    case "Load/store ratio": split(fields.positive(value, line, "Load/store ratio"), &row)
    default: break
    }
  }

  /// The volume is that of loads and stores together.
  private func split(_ ratio: Double?, _ row: inout Measurement) {
    guard let ratio, let volume = row.bytesRead, row.bytesWritten == nil else { return }
    guard let written = (Double(volume) / (ratio + 1)).wholeNumber, written <= volume else {
      return
    }
    row.bytesWritten = written
    row.bytesRead = volume - written
  }
}
