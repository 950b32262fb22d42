import Measurements
import struct Measurements.Measurement

/// The table of `babelstream --csv`, streamed: one row per function with its shortest time.
///
/// MB is 10⁶ B; the MiB variants of newer versions are read as such. (BabelStream 3.4 to 5.0.)
struct BabelStreamImporter: ReportImporter {
  let kind = "babelstream"

  func recognises(_ head: ReportHead) -> Bool {
    head.lines.prefix(50).contains {
      $0.hasPrefix("function,num_times,n_elements,sizeof,")
    }
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var lines = try file.lines()
    var columns: BabelColumns?
    var count = 0
    while let line = try lines.next() {
      if line.text.hasPrefix("function,") {
        columns = BabelColumns(line.text)
      } else if let columns, let row = row(line, columns, file, &fields) {
        receiver.take(row)
        count += 1
      }
    }
    if count == 0 {
      fields.note(
        TableProblem(
          found: "no row", expected: "rows below function,num_times,n_elements,sizeof,…",
          advice: "Check that the run was with --csv and has finished."))
    }
    try fields.finish(file)
  }

  private func row(
    _ line: ReportLine, _ columns: BabelColumns, _ file: ReportFile, _ fields: inout FieldReader
  ) -> Measurement? {
    let cells = line.text.split(separator: ",", omittingEmptySubsequences: false)
    guard cells.count == columns.count, let operation = StreamOperation(word: cells[0]) else {
      // Other text may stand between tables.
      if cells.count > 3 { fields.note(columns.problem(line, cells.count)) }
      return nil
    }
    guard let elements = fields.count(cells[columns.elements], line.number, "n_elements"),
      let size = fields.count(cells[columns.size], line.number, "sizeof"),
      let seconds = fields.positive(cells[columns.seconds], line.number, "min_runtime")
    else { return nil }
    var row = RatedRow.base(kind, file, tool: "BabelStream", runner: "host")
    row.kernel = "stream"
    row.operation = operation.name
    row.memory = "host"
    row.elementType = size == 4 ? "f32" : size == 8 ? "f64" : ""
    row.problemSize = elements
    row.seconds = seconds
    row.timeSource = .hostClock
    let (bytes, overflows) = elements.multipliedReportingOverflow(by: size)
    let (operations, tooMany) = elements.multipliedReportingOverflow(by: operation.operations)
    let arrays = operation.arrays
    guard !overflows, !tooMany, bytes <= Int.max / 4 else {
      fields.note(RatedRow.overflow(line.number, "n_elements", Double(elements) * Double(size)))
      return nil
    }
    row.bytesRead = arrays.read == 0 ? nil : bytes * arrays.read
    row.bytesWritten = arrays.written == 0 ? nil : bytes * arrays.written
    row.operations = operations
    row.message = "shortest of \(cells[columns.times]) runs"
    return row
  }
}

/// Where the columns of BabelStream's table are.
private struct BabelColumns {
  let count: Int
  let times: Int
  let elements: Int
  let size: Int
  let seconds: Int

  init?(_ header: String) {
    let names = header.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    guard let times = names.firstIndex(of: "num_times"),
      let elements = names.firstIndex(of: "n_elements"), let size = names.firstIndex(of: "sizeof"),
      let seconds = names.firstIndex(where: { $0 == "min_runtime" || $0 == "runtime" })
    else { return nil }
    (count, self.times, self.elements) = (names.count, times, elements)
    (self.size, self.seconds) = (size, seconds)
  }

  func problem(_ line: ReportLine, _ found: Int) -> TableProblem {
    TableProblem(
      line: line.number, found: found == count ? "another function" : "\(found) fields",
      expected: "a function of BabelStream with \(count) fields",
      advice: "Check that the file was not cut or changed.")
  }
}
