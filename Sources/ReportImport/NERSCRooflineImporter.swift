import Measurements
import struct Measurements.Measurement

/// The text that the plotting scripts of nersc-roofline read: `memroofs 828.758` in GB/s,
/// `comproofs 7068.86` and `FLOPS` in GFLOP/s, `AI` in operations per byte, names in quotes.
struct NERSCRooflineImporter: ReportImporter {
  let kind = "nersc-roofline"

  func recognises(_ head: ReportHead) -> Bool {
    head.hasLine("memroofs ") && (head.hasLine("comproofs ") || head.hasLine("mem_roof_names"))
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var data = RooflineData()
    var lines = try file.lines()
    while let line = try lines.next() {
      guard line.number < 10_000 else { break }
      data.take(line, &fields)
    }
    var rows: [Measurement] = []
    for (index, rate) in (data.numbers["memroofs"] ?? []).enumerated() {
      var row = base(file)
      row.kernel = "memory"
      row.memory = data.name("mem_roof_names", index).lowercased()
      add(row, bytes: rate * 1e9, operations: nil, &rows, &fields)
    }
    for (index, rate) in (data.numbers["comproofs"] ?? []).enumerated() {
      var row = base(file)
      row.kernel = "roofline"
      row.operation = data.name("comp_roof_names", index).lowercased()
      // The scripts plot double precision unless a name says another.
      row.elementType = "f64"
      row.message = "element type not said, taken as f64"
      add(row, bytes: nil, operations: rate * 1e9, &rows, &fields)
    }
    addKernels(data, file, &rows, &fields)
    if rows.isEmpty {
      fields.note(
        TableProblem(
          found: "no number", expected: "memroofs and comproofs with rates",
          advice: "Check that the file is whole."))
    }
    try fields.finish(file)
    for row in rows { receiver.take(row) }
  }

  private func base(_ file: ReportFile) -> Measurement {
    RatedRow.base(kind, file, tool: "nersc-roofline", runner: "")
  }

  /// A kernel has a row for every memory whose intensity is given.
  private func addKernels(
    _ data: RooflineData, _ file: ReportFile, _ rows: inout [Measurement],
    _ fields: inout FieldReader
  ) {
    let rates = data.numbers["FLOPS"] ?? []
    let outermost = data.names["mem_roof_names"]?.last ?? ""
    for key in data.numbers.keys.sorted() where key == "AI" || key.hasPrefix("AI_") {
      let memory = key == "AI" ? outermost : String(key.dropFirst(3))
      for (index, intensity) in (data.numbers[key] ?? []).enumerated() where index < rates.count {
        var row = base(file)
        row.kernel = data.name("labels", index)
        row.memory = memory.lowercased()
        let rate = rates[index] * 1e9
        add(row, bytes: rate / intensity, operations: rate, &rows, &fields)
      }
    }
  }

  private func add(
    _ row: Measurement, bytes: Double?, operations: Double?, _ rows: inout [Measurement],
    _ fields: inout FieldReader
  ) {
    var row = row
    if RatedRow.setRate(bytes: bytes, operations: operations, of: &row) {
      rows.append(row)
    } else {
      fields.note(RatedRow.overflow(nil, row.kernel, bytes ?? operations ?? 0))
    }
  }
}

/// Lines of a key and numbers, or a key and names.
private struct RooflineData {
  private(set) var numbers: [String: [Double]] = [:]
  private(set) var names: [String: [String]] = [:]

  mutating func take(_ line: ReportLine, _ fields: inout FieldReader) {
    let text = line.text.trimmed
    guard !text.isEmpty, !text.hasPrefix("#"),
      let space = text.firstIndex(where: \.isWhitespace)
    else { return }
    let key = String(text[..<space])
    let rest = text[space...].trimmed
    if rest.hasPrefix("'") || rest.hasPrefix("\"") {
      names[key] = Self.quoted(rest)
      return
    }
    let values = rest.split(whereSeparator: \.isWhitespace)
      .map { fields.positive($0, line.number, key) }
    // A gap would shift the values behind it.
    numbers[key] = values.prefix { $0 != nil }.compactMap(\.self)
  }

  func name(_ key: String, _ index: Int) -> String {
    guard let names = names[key], index < names.count else { return "\(index + 1)" }
    return names[index]
  }

  /// `'FMA, nw=1' 'NoFMA'` and `'a''b'`: what stands between pairs of quotes.
  private static func quoted(_ text: Substring) -> [String] {
    let mark = text.first ?? "'"
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
  }
}
