import Foundation
import Measurements
import struct Measurements.Measurement
import Quantities

/// `benchmarks.jsonl` of the Cache-Aware Roofline tool: an object a line, one per microbenchmark.
/// (carm-roofline 1.5.1; GB and Gop are 10⁹.)
struct CARMLinesImporter: ReportImporter {
  let kind = "carm-jsonl"

  func recognises(_ head: ReportHead) -> Bool {
    guard let first = head.lines.first, first.hasPrefix("{") else { return false }
    return first.contains("\"type\"")
      && (first.contains("\"performance_gops\"") || first.contains("\"bandwidth_gbps\""))
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var count = 0
    var lines = try file.lines()
    while let line = try lines.next() {
      let text = line.text.trimmed
      guard !text.isEmpty else { continue }
      guard let object = object(text), let row = row(object, file) else {
        fields.note(
          TableProblem(
            line: line.number, found: TableProblem.quoted(String(text)),
            expected: "an object with type, time_seconds and performance_gops or bandwidth_gbps",
            advice: "Check that the file is whole."))
        continue
      }
      receiver.take(row)
      count += 1
    }
    try fields.finish(file)
    guard count > 0 else {
      throw ImportError(
        file.name, found: "no line", expected: "an object a line",
        advice: "Check that the benchmark has finished.")
    }
  }

  private func object(_ text: Substring) -> [String: Any]? {
    // A microbenchmark is flat but for a list of threads.
    guard text.utf8.count < 100_000, text.utf8.count(where: { $0 == 0x5B || $0 == 0x7B }) < 50
    else { return nil }
    return try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  }

  private func row(_ object: [String: Any], _ file: ReportFile) -> Measurement? {
    guard let type = object["type"] as? String,
      let seconds = JSONReport.number(object["time_seconds"]), seconds > 0
    else { return nil }
    var row = RatedRow.base(kind, file, tool: "CARM", runner: "host")
    row.board = object["machine"] as? String ?? ""
    row.elementType = object["data_type"] as? String ?? ""
    row.seconds = seconds
    row.timeSource = .hostClock
    row.cycles = JSONReport.number(object["cycles"]).flatMap { Int(exactly: $0) }
    row.clock = JSONReport.number(object["frequency_hz"]).flatMap { $0 > 0 ? Frequency($0) : nil }
    row.utc = object["timestamp"] as? String ?? ""
    let threads = JSONReport.number(object["num_threads"]).flatMap { Int(exactly: $0) }
    row.message = "\(object["name"] as? String ?? ""), \(threads ?? 1) threads"
    if type == "arithmetic" {
      guard let rate = JSONReport.number(object["performance_gops"]), rate > 0 else { return nil }
      row.kernel = "roofline"
      row.operation = object["operation"] as? String ?? ""
      row.operations = (rate * 1e9 * seconds).wholeNumber
      return row.operations == nil ? nil : row
    }
    return memoryRow(object, row, seconds)
  }

  private func memoryRow(
    _ object: [String: Any], _ base: Measurement, _ seconds: Double
  ) -> Measurement? {
    var row = base
    guard let rate = JSONReport.number(object["bandwidth_gbps"]), rate > 0 else { return nil }
    let bytes = rate * 1e9 * seconds
    let loads = JSONReport.number(object["num_loads"]) ?? 1
    let stores = JSONReport.number(object["num_stores"]) ?? 0
    guard loads >= 0, stores >= 0, loads + stores > 0 else { return nil }
    row.kernel = "carm-memory"
    row.operation = "\(CSVWriter.number(loads))ld-\(CSVWriter.number(stores))st"
    let level = object["cache_level"] as? String ?? object["memory_level_name"] as? String ?? ""
    row.memory = level.lowercased()
    row.workingSetBytes = JSONReport.number(object["working_set_bytes"]).flatMap {
      Int(exactly: $0)
    }
    row.bytesRead = loads > 0 ? (bytes * loads / (loads + stores)).wholeNumber : nil
    row.bytesWritten = stores > 0 ? (bytes * stores / (loads + stores)).wholeNumber : nil
    return row.bytesMoved == nil ? nil : row
  }
}
