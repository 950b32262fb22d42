import Measurements
import struct Measurements.Measurement

/// The roofline table of the Cache-Aware Roofline tool, streamed: two header lines with names that
/// repeat, so columns are found by their position. Rates only: rows hold the work of one second.
struct CARMTableImporter: ReportImporter {
  let kind = "carm-csv"

  func recognises(_ head: ReportHead) -> Bool {
    head.hasLine("Name:,", among: 1) && head.hasLine("Date,ISA,Precision,", among: 3)
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var table = CARMTable(kind: kind, file: file)
    var records = CSVRecords(try file.pieces(), file: file.name)
    var count = 0
    while try records.advance() {
      guard let templates = table.templates(in: records.reader) else { continue }
      let date = records.reader.text(at: 0)
      for (index, template) in templates.enumerated() {
        guard let rate = table.rate(index, in: records.reader) else { continue }
        receiver.take(template, rate: rate, word: date)
        count += 1
      }
    }
    if count == 0, table.fields.problems.isEmpty {
      table.fields.note(
        TableProblem(
          found: "no result", expected: "rows below Date,ISA,Precision,…",
          advice: "Check that the benchmark has finished."))
    }
    try table.fields.finish(file)
  }
}

/// Reads the records of the table.
private struct CARMTable {
  /// What rows of one setting have in common, by the bytes that say so.
  private struct Known {
    let key: [UInt8]
    let templates: [RateTemplate]
  }

  /// What the columns from the tenth on are: a rate and the instructions per cycle of each.
  private static let rates: [(memory: String, operation: String)] = [
    ("l1", ""), ("l2", ""), ("l3", ""), ("dram", ""), ("", "operation"), ("", "fma"),
  ]
  private static let columns = 21

  let kind: String
  let file: ReportFile
  var fields = FieldReader()
  private var machine = ""
  private var known: [Known] = []

  init(kind: String, file: ReportFile) {
    self.kind = kind
    self.file = file
  }

  /// The templates of a record's rates; `nil` when it is a header or wrong.
  mutating func templates(in reader: CSVReader) -> [RateTemplate]? {
    let first = reader.bytes(at: 0)
    if first.elementsEqual("Name:".utf8) {
      machine = reader.fieldCount > 1 ? String(reader.text(at: 1).trimmed) : ""
      known = []
      return nil
    }
    guard !first.elementsEqual("Date".utf8), !(reader.fieldCount == 1 && first.isEmpty) else {
      return nil
    }
    guard reader.fieldCount >= Self.columns else {
      fields.note(
        TableProblem(
          line: reader.line, found: "\(reader.fieldCount) fields", expected: "\(Self.columns)",
          advice: "Check that the file was not cut or changed."))
      return nil
    }
    if let found = known.first(where: { Self.matches($0.key, reader) }) { return found.templates }
    let made = made(from: reader)
    // Settings of a sweep stand next to each other.
    if known.count >= 32 { known.removeFirst() }
    known.append(Known(key: Self.key(of: reader), templates: made))
    return made
  }

  /// Bytes or operations in a second; `nil` where nothing was measured or the field is wrong.
  mutating func rate(_ index: Int, in reader: CSVReader) -> Int? {
    let column = 9 + 2 * index
    if let rate = Self.billionths(reader.bytes(at: column)) { return rate > 0 ? rate : nil }
    let place = "column \(column + 1)"
    guard let value = fields.positive(reader.text(at: column), reader.line, place) else {
      return nil
    }
    guard let rate = (value * 1e9).wholeNumber else {
      fields.note(RatedRow.overflow(reader.line, place, value))
      return nil
    }
    return rate
  }

  /// 10⁹ times a plain decimal number of at most 6 digits and 9 decimals; `nil` for other spellings.
  private static func billionths(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    var decimals = -1
    var digits = 0
    for byte in bytes {
      let digit = byte &- 0x30
      if digit < 10 {
        value = value * 10 + Int(digit)
        digits += 1
        if decimals >= 0 { decimals += 1 }
      } else if byte == 0x2E, decimals < 0 {
        decimals = 0
      } else {
        return nil
      }
      guard digits <= 15, decimals <= 9 else { return nil }
    }
    guard digits > 0, digits - max(0, decimals) <= 6 else { return nil }
    for _ in max(0, decimals)..<9 { value *= 10 }
    return value
  }

  /// The fields behind the date, with what separates them.
  private static func key(of reader: CSVReader) -> [UInt8] {
    (1...8).flatMap { reader.bytes(at: $0) + [0x2C] }
  }

  private static func matches(_ key: [UInt8], _ reader: CSVReader) -> Bool {
    var place = 0
    for field in 1...8 {
      let bytes = reader.bytes(at: field)
      guard place + bytes.count < key.count, key[place + bytes.count] == 0x2C,
        key[place..<place + bytes.count].elementsEqual(bytes)
      else { return false }
      place += bytes.count + 1
    }
    return place == key.count
  }

  private mutating func made(from reader: CSVReader) -> [RateTemplate] {
    let cells = (0..<9).map { reader.text(at: $0) }
    var base = RatedRow.base(kind, file, tool: "CARM", runner: "host")
    base.board = machine
    base.elementType = ["sp": "f32", "dp": "f64"][cells[2]] ?? cells[2]
    base.message = "\(cells[1]), \(cells[3]) threads, measured on "
    let loads = fields.count(cells[4], reader.line, "Loads") ?? 0
    let stores = fields.count(cells[5], reader.line, "Stores") ?? 0
    return Self.rates.map { rate in
      var row = base
      let isMemory = !rate.memory.isEmpty
      if isMemory {
        row.kernel = "carm-memory"
        row.operation = "\(loads)ld-\(stores)st"
        row.memory = rate.memory
      } else {
        row.kernel = "roofline"
        row.operation = rate.operation == "fma" ? "fma" : cells[8]
      }
      return RateTemplate(
        row, work: isMemory ? .bytes : .operations, ending: "; \(RatedRow.rateNote)",
        extraColumns: ReportColumns.names)
    }
  }
}
