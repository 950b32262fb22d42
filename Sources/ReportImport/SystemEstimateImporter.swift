import Measurements
import Quantities

/// `system_estimate*.xtxt` of Vitis: what the linker expects of kernels before they are placed.
///
/// Resources are those of all compute units listed; BRAM is in halves of a tile. Vitis 2020.2
/// writes 0 for the DSPs of kernels that have some (STREAM on a U280: routed, there are 80 each).
struct SystemEstimateImporter: ReportImporter {
  let kind = "system-estimate"

  func recognises(_ head: ReportHead) -> Bool {
    head.hasLine("Total number of kernels:") && head.hasLine("Design Name:")
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var estimate = SystemEstimate()
    var lines = try file.lines()
    while let line = try lines.next() { estimate.take(line) }
    estimate.endTable()
    if estimate.kernels.isEmpty {
      estimate.fields.note(
        TableProblem(
          found: "no kernel", expected: "a table below Kernel Summary",
          advice: "Check that the tool that wrote the report has finished."))
    }
    try estimate.fields.finish(file)
    for kernel in estimate.kernels { receiver.take(kernel.row(kind, file)) }
  }
}

/// Reads an estimate line by line: the columns of a table say which it is.
private struct SystemEstimate {
  var fields = FieldReader()
  private(set) var kernels: [KernelFacts] = []
  private var table: SpacedTable?
  private var previous = ""
  private var device = ""
  private var tool = ""
  private var clockTarget: Frequency?

  mutating func take(_ line: ReportLine) {
    if table != nil {
      if table?.take(line) == true { return }
      endTable()
    }
    table = SpacedTable(rule: line.text, header: previous)
    previous = line.text
    if let value = line.text.value(of: "Target Device:") { device = String(value) }
    if let value = line.text.value(of: "Version:") {
      tool = String(value.prefix { $0 != "(" }.trimmed)
    }
    if let value = line.text.value(of: "Target Clock:"), value.hasSuffix("MHz") {
      let number = fields.positive(value.dropLast(3), line.number, "Target Clock")
      clockTarget = number.map { .megahertz($0) }
    }
  }

  /// Reads a table that has ended.
  mutating func endTable() {
    guard let table else { return }
    self.table = nil
    guard let name = table.column("Kernel Name") else { return }
    if let units = table.column("Compute Units") {
      for row in table.rows { add(row[name], fields.count(row[units], row.line, "Compute Units")) }
      return
    }
    // A kernel has a line for each module in it and one of its own name for the whole.
    guard let module = table.column("Module Name") else { return }
    for row in table.rows where row[name] == row[module] {
      guard let index = kernels.firstIndex(where: { $0.kernel == row[name] }) else { continue }
      if table.column("Estimated Frequency") != nil { readTiming(row, table, index) }
      if table.column("LUT") != nil { readArea(row, table, index) }
      readLatency(row, table, index)
    }
  }

  private mutating func add(_ name: String, _ units: Int?) {
    var facts = KernelFacts(kernel: name)
    facts.device = device
    facts.tool = tool
    facts.clockTarget = clockTarget
    facts.computeUnits = units
    kernels.append(facts)
  }

  private mutating func readTiming(_ row: SpacedTable.Row, _ table: SpacedTable, _ index: Int) {
    let text = row[table.column("Estimated Frequency")]
    guard let megahertz = fields.positive(text, row.line, "Estimated Frequency") else { return }
    // The unit that closes timing last decides.
    let frequency = Frequency.megahertz(megahertz)
    kernels[index].clock = min(kernels[index].clock ?? frequency, frequency)
  }

  private mutating func readLatency(_ row: SpacedTable.Row, _ table: SpacedTable, _ index: Int) {
    guard let best = table.column("Best (cycles)"), let worst = table.column("Worst (cycles)")
    else { return }
    let low = fields.count(row[best], row.line, "Best (cycles)")
    let high = fields.count(row[worst], row.line, "Worst (cycles)")
    if low == high { kernels[index].cycles = high }
  }

  private mutating func readArea(_ row: SpacedTable.Row, _ table: SpacedTable, _ index: Int) {
    func sum(_ name: String, _ old: Int?, _ fields: inout FieldReader) -> Int? {
      let value = fields.count(row[table.column(name)], row.line, name)
      guard let value else { return old }
      let (sum, overflows) = (old ?? 0).addingReportingOverflow(value)
      return overflows ? nil : sum
    }
    kernels[index].ff = sum("FF", kernels[index].ff, &fields)
    kernels[index].lut = sum("LUT", kernels[index].lut, &fields)
    kernels[index].dsp = sum("DSP", kernels[index].dsp, &fields)
    kernels[index].halfBRAM = sum("BRAM", kernels[index].halfBRAM, &fields)
    kernels[index].uram = sum("URAM", kernels[index].uram, &fields)
    if kernels[index].dsp == 0, tool.contains("2020"), kernels[index].remarks.isEmpty {
      kernels[index].remarks.append(
        "this version writes 0 DSPs of kernels that have some: see the routed utilisation")
    }
  }
}
