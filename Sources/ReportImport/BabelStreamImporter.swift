import Measurements
import struct Measurements.Measurement

/// The table of `babelstream --csv`, streamed: one row per function with its shortest time.
///
/// Bytes follow from elements and their size, so that MB and MiB of versions do not matter; other
/// text may stand between tables. (BabelStream 3.4 to 5.0.)
struct BabelStreamImporter: ReportImporter {
  let kind = "babelstream"

  func recognises(_ head: ReportHead) -> Bool {
    head.lines.prefix(50).contains { $0.hasPrefix("function,num_times,n_elements,sizeof,") }
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var table = BabelTable(kind: kind, file: file)
    var records = CSVRecords(try file.pieces(), file: file.name)
    var count = 0
    while try records.advance() {
      guard let run = table.run(in: records.reader) else { continue }
      receiver.take(run.template, seconds: run.seconds)
      count += 1
    }
    if count == 0 {
      table.fields.note(
        TableProblem(
          found: "no row", expected: "rows below function,num_times,n_elements,sizeof,…",
          advice: "Check that the run was with --csv and has finished."))
    }
    try table.fields.finish(file)
  }
}

/// Reads the records of BabelStream's table.
private struct BabelTable {
  /// What all rows of a function, a size and a type have in common, by the bytes that say so.
  private struct Known {
    let key: [ArraySlice<UInt8>]
    let template: RowTemplate
  }

  let kind: String
  let file: ReportFile
  var fields = FieldReader()
  private var columns: BabelColumns?
  private var known: [Known] = []

  init(kind: String, file: ReportFile) {
    self.kind = kind
    self.file = file
  }

  /// The run of a record; `nil` when it is a header, other text or wrong.
  mutating func run(in reader: CSVReader) -> (template: RowTemplate, seconds: Double)? {
    if reader.bytes(at: 0).elementsEqual("function".utf8) {
      columns = BabelColumns((0..<reader.fieldCount).map { reader.text(at: $0) })
      known = []
      return nil
    }
    guard let columns else { return nil }
    guard reader.fieldCount == columns.count else {
      // Other text may stand between tables.
      if reader.fieldCount > 3 { fields.note(columns.problem(reader)) }
      return nil
    }
    guard let template = template(reader, columns),
      let seconds = fields.positive(
        reader.text(at: columns.seconds), reader.line, "min_runtime")
    else { return nil }
    return (template, seconds)
  }

  private mutating func template(_ reader: CSVReader, _ columns: BabelColumns) -> RowTemplate? {
    let places = [0, columns.elements, columns.size, columns.times]
    let found = known.first { entry in
      zip(places, entry.key).allSatisfy { reader.bytes(at: $0) == $1 }
    }
    if let found { return found.template }
    guard let row = row(reader, columns) else { return nil }
    let template = RowTemplate(row)
    // A sweep over many sizes has its functions next to each other.
    if known.count >= 32 { known.removeFirst() }
    let key = places.map { ArraySlice(Array(reader.bytes(at: $0))) }
    known.append(Known(key: key, template: template))
    return template
  }

  private mutating func row(_ reader: CSVReader, _ columns: BabelColumns) -> Measurement? {
    guard let operation = StreamOperation(word: reader.text(at: 0)) else {
      fields.note(columns.problem(reader))
      return nil
    }
    let line = reader.line
    guard let elements = fields.count(reader.text(at: columns.elements), line, "n_elements"),
      let size = fields.count(reader.text(at: columns.size), line, "sizeof")
    else { return nil }
    var row = RatedRow.base(kind, file, tool: "BabelStream", runner: "host")
    row.kernel = "stream"
    row.operation = operation.name
    row.memory = "host"
    row.elementType = size == 4 ? "f32" : size == 8 ? "f64" : ""
    row.problemSize = elements
    row.timeSource = .hostClock
    let (bytes, overflows) = elements.multipliedReportingOverflow(by: size)
    let (operations, tooMany) = elements.multipliedReportingOverflow(by: operation.operations)
    guard !overflows, !tooMany, bytes <= Int.max / 4 else {
      fields.note(RatedRow.overflow(line, "n_elements", Double(elements) * Double(size)))
      return nil
    }
    let arrays = operation.arrays
    row.bytesRead = arrays.read == 0 ? nil : bytes * arrays.read
    row.bytesWritten = arrays.written == 0 ? nil : bytes * arrays.written
    row.operations = operations
    row.message = "shortest of \(reader.text(at: columns.times)) runs"
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

  init?(_ names: [String]) {
    guard let times = names.firstIndex(of: "num_times"),
      let elements = names.firstIndex(of: "n_elements"), let size = names.firstIndex(of: "sizeof"),
      let seconds = names.firstIndex(where: { $0 == "min_runtime" || $0 == "runtime" })
    else { return nil }
    (count, self.times, self.elements) = (names.count, times, elements)
    (self.size, self.seconds) = (size, seconds)
  }

  func problem(_ reader: CSVReader) -> TableProblem {
    let found =
      reader.fieldCount == count
      ? TableProblem.quoted(reader.text(at: 0)) : "\(reader.fieldCount) fields"
    return TableProblem(
      line: reader.line, found: found,
      expected: "a function of BabelStream with \(count) fields",
      advice: "Check that the file was not cut or changed.")
  }
}
