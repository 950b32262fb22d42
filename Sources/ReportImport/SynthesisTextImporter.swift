import Foundation
import Measurements
import Quantities

/// `csynth.rpt` and `<top>_csynth.rpt` of Vivado HLS and Vitis HLS, 2017 to 2025.
///
/// There are two layouts: the report of one function (`Vitis HLS Report for`), and from 2020.2 on
/// the summary of a whole kernel (`Synthesis Summary Report of`), whose table is a tree of modules
/// (`+`) and loops (`o`), dataflow marked with `*`.
struct SynthesisTextImporter: ReportImporter {
  let kind = "csynth-text"

  func recognises(_ head: ReportHead) -> Bool {
    head.lines.prefix(20).contains {
      $0.hasPrefix("==")
        && ($0.contains("HLS Report for") || $0.contains("Synthesis Summary Report"))
    }
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var reader = SynthesisText()
    var lines = try file.lines()
    while let line = try lines.next() { reader.take(line) }
    reader.endTable()
    let facts = reader.finished()
    try reader.fields.finish(file)
    receiver.take(facts.row(kind, file))
  }
}

/// Reads a report line by line: headings say what the next table is.
private struct SynthesisText {
  var fields = FieldReader()
  private var facts = KernelFacts(kernel: "")
  private var table = BoxTable()
  private var isInTable = false
  private var loops: [SynthesizedLoop] = []
  private var wires: [(name: String, bits: Int)] = []
  private var hasArea = false
  private var isFunctionPipelined = false
  private var functionInterval: Int?

  mutating func take(_ line: ReportLine) {
    if table.take(line) {
      isInTable = true
      return
    }
    endTable()
    heading(line.text.trimmed)
  }

  mutating func finished() -> KernelFacts {
    if facts.kernel.isEmpty {
      fields.note(
        TableProblem(
          line: 1, found: "no name of a function", expected: "`HLS Report for 'name'`",
          advice: "Check that it is the right file and whole."))
    }
    if facts.ports.isEmpty { facts.ports = MasterPorts.ports(ofWires: wires) }
    if isFunctionPipelined {
      facts.initiationInterval = functionInterval
      facts.remarks.append("initiation interval of the function, which is pipelined")
    } else if let choice = MainLoop.choice(loops) {
      facts.initiationInterval = choice.interval
      facts.remarks.append(choice.remark)
    }
    return facts
  }

  private mutating func heading(_ text: Substring) {
    if text.hasPrefix("=="), facts.kernel.isEmpty,
      let start = text.firstIndex(of: "'"), let end = text.lastIndex(of: "'"), start < end
    {
      facts.kernel = String(text[text.index(after: start)..<end])
      facts.tool = text.contains("Vivado HLS") ? "Vivado HLS" : "Vitis HLS"
    }
    if let value = text.value(of: "* Version:"), facts.tool.count < 11 {
      facts.tool += " " + value.prefix { !$0.isWhitespace }
    }
    if let value = text.value(of: "* Target device:") { facts.device = String(value) }
  }

  /// Reads a table that has ended.
  mutating func endTable() {
    guard isInTable else { return }
    defer {
      table = BoxTable()
      isInTable = false
    }
    if let estimated = table.column("Estimated"), let target = table.column("Target") {
      return readClock(target, estimated)
    }
    if table.column("BRAM_18K") != nil, table.column("Name") == 0, !hasArea { return readArea() }
    if table.column("Impl") != nil, table.column("Op") != nil { return readOperators(0) }
    if table.column("Module") == 1, table.column("LUT") != nil { return readOperators(1) }
    if table.title(0).hasSuffix("Loop Name") { return readLoops() }
    if table.title(0).hasPrefix("Modules") { return readTree() }
    if table.column("RTL Ports") == 0 { return readWires() }
    if table.title(0) == "Interface", table.header.first?[1].hasPrefix("Data Width") == true {
      return readPorts()
    }
    if table.header.first?[0].hasPrefix("Latency (cycles)") == true
      || table.header.first?[0] == "Latency"
    {
      readLatency()
    }
  }

  /// Durations carry their units: `3.33 ns`; before 2020 the header of the table has it.
  private mutating func readClock(_ target: Int, _ estimated: Int) {
    guard let row = table.rows.first, facts.clock == nil else { return }
    facts.clockTarget = frequency(row[target], row.line, "Target")
    facts.clock = frequency(row[estimated], row.line, "Estimated")
  }

  private mutating func frequency(_ cell: Substring, _ line: Int, _ place: String) -> Frequency? {
    let words = cell.split(whereSeparator: \.isWhitespace)
    let scales = ["ns": 1e-9, "us": 1e-6, "ps": 1e-12]
    let scale = words.count > 1 ? scales[String(words[1])] : 1e-9
    guard let number = words.first, let scale else { return nil }
    return fields.positive(number, line, place).map { Frequency(1 / ($0 * scale)) }
  }

  private mutating func readArea() {
    guard let total = table.rows.first(where: { $0[0] == "Total" }) else { return }
    hasArea = true
    func value(_ column: Int?, _ place: String, _ fields: inout FieldReader) -> Int? {
      column.flatMap { fields.count(total[$0], total.line, place) }
    }
    facts.halfBRAM = value(table.column("BRAM_18K"), "BRAM_18K", &fields)
    facts.dsp = value(table.column("DSP", "DSP48E"), "DSP", &fields)
    facts.ff = value(table.column("FF"), "FF", &fields)
    facts.lut = value(table.column("LUT"), "LUT", &fields)
    facts.uram = value(table.column("URAM"), "URAM", &fields)
  }

  /// Columns: name, latency min and max, iteration latency, interval achieved and target, trips.
  private mutating func readLoops() {
    guard let achieved = table.header.last?.raw.firstIndex(where: { $0.trimmed == "achieved" })
    else { return }
    for row in table.rows {
      let name = row[0].drop { $0 == "-" || $0 == "+" || $0 == " " }
      loops.append(
        SynthesizedLoop(
          name: String(name), initiationInterval: fields.count(row[achieved], row.line, "achieved"),
          latency: fields.count(row[2], row.line, "Latency (cycles) max")))
    }
  }

  /// The header is in two lines whose cells do not line up: the positions are those of the rows.
  private mutating func readLatency() {
    guard let row = table.rows.first, row.raw.count >= 5, facts.cycles == nil, !hasArea,
      !isFunctionPipelined
    else { return }
    // With seconds beside cycles from 2019.2 on.
    let interval = row.raw.count >= 7 ? 4 : 2
    let best = fields.count(row[0], row.line, "Latency (cycles) min")
    let worst = fields.count(row[1], row.line, "Latency (cycles) max")
    if best == worst { facts.cycles = worst }
    isFunctionPipelined = ["yes", "function"].contains(row[row.raw.count - 1])
    functionInterval = fields.count(row[interval], row.line, "Interval min")
  }

  /// The tree of the summary; its first row is the kernel.
  private mutating func readTree() {
    for (index, row) in table.rows.enumerated() {
      let name = row[0].drop { "+o* |".contains($0) }
      let isLoop = row[0].drop { $0 == " " || $0 == "|" }.hasPrefix("o ")
      let latency = column("Latency (cycles)").flatMap {
        fields.count(row[$0], row.line, "Latency (cycles)")
      }
      if isLoop, let interval = column("Interval"), let pipelined = column("Pipelined") {
        let isPipelined = row[pipelined] == "yes"
        let cycles = fields.count(row[interval], row.line, "Interval")
        loops.append(
          SynthesizedLoop(
            name: String(name), initiationInterval: isPipelined ? cycles : nil, latency: latency))
      } else if index == 0 {
        readTop(row, latency)
      }
    }
  }

  private mutating func readTop(_ row: BoxTable.Row, _ latency: Int?) {
    facts.cycles = latency
    hasArea = true
    func value(_ column: Int?, _ name: String, _ fields: inout FieldReader) -> Int? {
      guard let column else { return nil }
      // The table has a dash for none.
      return row[column] == "-" ? 0 : fields.count(row[column], row.line, name)
    }
    facts.halfBRAM = value(column("BRAM"), "BRAM", &fields)
    facts.dsp = value(column("DSP"), "DSP", &fields)
    facts.ff = value(column("FF"), "FF", &fields)
    facts.lut = value(column("LUT"), "LUT", &fields)
    facts.uram = value(column("URAM"), "URAM", &fields)
    if let column = column("Pipelined"), row[column] == "yes",
      let interval = self.column("Interval")
    {
      isFunctionPipelined = true
      functionInterval = fields.count(row[interval], row.line, "Interval")
    }
  }

  private func column(_ name: String) -> Int? { table.column(name) }

  /// Names of instances, or of their modules.
  private mutating func readOperators(_ column: Int) {
    for row in table.rows { facts.operators.take(row[column]) }
  }

  private mutating func readWires() {
    guard let bits = table.column("Bits") else { return }
    for row in table.rows where row[0].hasPrefix("m_axi_") || row[0].hasSuffix("DATA") {
      guard row[3] == "m_axi" else { continue }
      if let bits = fields.count(row[bits], row.line, "Bits") {
        wires.append((String(row[0]), bits))
      }
    }
  }

  /// `32 -> 64`: the width in the source and the width in hardware.
  private mutating func readPorts() {
    for row in table.rows where row[0].hasPrefix("m_axi") && row.raw.count > 5 {
      let cell = row[1]
      let hardware = cell.split(separator: ">").last ?? cell
      if let bits = fields.count(hardware, row.line, "Data Width") {
        facts.ports.append(.init(name: String(row[0]), bits: bits))
      }
    }
  }
}

extension StringProtocol where SubSequence == Substring {
  /// What follows a key at the start of a line, without white space; `nil` without the key.
  func value(of key: String) -> Substring? {
    hasPrefix(key) ? dropFirst(key.count).trimmed : nil
  }
}
