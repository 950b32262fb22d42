import Measurements

/// `report_utilization` of Vivado: what a whole design takes, or what it takes of each SLR.
///
/// One row for the chip: kernels, platform and all. (Site types: UltraScale+ and 7 series reports.)
struct ChipUtilizationImporter: ReportImporter {
  let kind = "chip-utilization"

  private static let luts: Set<Substring> = ["CLB LUTs", "Slice LUTs", "CLB LUTs*", "Slice LUTs*"]
  private static let registers: Set<Substring> = ["CLB Registers", "Slice Registers"]

  func recognises(_ head: ReportHead) -> Bool {
    head.contains("Utilization Design Information") && head.contains(": report_utilization")
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var head = VivadoHead()
    var chip = ChipUtilization()
    var table = BoxTable()
    var lines = try file.lines()
    while let line = try lines.next() {
      if table.take(line) { continue }
      chip.take(table)
      table = BoxTable()
      head.take(line.text.trimmed)
    }
    chip.take(table)
    if chip.facts.lut == nil {
      chip.fields.note(
        TableProblem(
          found: "no line for look-up tables", expected: "CLB LUTs or Slice LUTs with what is used",
          advice: "Check that the report is whole; a hierarchical report has no such line."))
    }
    try chip.fields.finish(file)
    var facts = chip.facts
    facts.kernel = head.design
    facts.device = head.device
    facts.tool = head.tool
    facts.isBuilt = head.isRouted
    facts.remarks = ["of the whole chip with its platform"]
    if !head.isRouted { facts.remarks.append("design state \(head.state)") }
    receiver.take(facts.row(kind, file))
  }

  /// Reads tables by site type; the first line of a type counts.
  private struct ChipUtilization {
    var facts = KernelFacts(kernel: "")
    var fields = FieldReader()

    mutating func take(_ table: BoxTable) {
      guard table.column("Site Type") == 0 else { return }
      for row in table.rows {
        guard let sum = sum(row, table) else { continue }
        let whole = sum.wholeNumber
        switch row[0] {
        case let name where luts.contains(name): facts.lut = facts.lut ?? whole
        case let name where registers.contains(name): facts.ff = facts.ff ?? whole
        case "Block RAM Tile": facts.halfBRAM = facts.halfBRAM ?? (sum * 2).wholeNumber
        case "URAM": facts.uram = facts.uram ?? whole
        case "DSPs": facts.dsp = facts.dsp ?? whole
        default: break
        }
      }
    }

    /// What is used, or the sum over the SLRs of a table that has a column for each.
    private mutating func sum(_ row: BoxTable.Row, _ table: BoxTable) -> Double? {
      let name = row[0]
      let isWanted =
        luts.contains(name) || registers.contains(name)
        || ["Block RAM Tile", "URAM", "DSPs"].contains(name)
      guard isWanted else { return nil }
      if let used = table.column("Used") { return fields.number(row[used], row.line, "Used") }
      let columns = row.raw.indices.filter {
        table.title($0).hasPrefix("SLR") && !table.title($0).hasSuffix("%")
      }
      guard !columns.isEmpty else { return nil }
      let values = columns.compactMap { fields.number(row[$0], row.line, table.title($0)) }
      return values.count == columns.count ? values.reduce(0, +) : nil
    }
  }
}
