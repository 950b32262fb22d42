import Measurements

/// `*kernel_util_*.rpt` of Vitis: resources of kernels and their compute units after placement or
/// routing, in absolute numbers and shares of what the platform leaves. BRAM is in whole tiles.
struct KernelUtilizationImporter: ReportImporter {
  let kind = "kernel-utilization"

  /// The lines of the table that are no kernels.
  private static let totals: Set<Substring> = [
    "Platform", "User Budget", "Used Resources", "Unused Resources",
  ]

  func recognises(_ head: ReportHead) -> Bool {
    head.contains("report_accelerator_utilization") || head.contains("| User Budget ")
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var head = VivadoHead()
    var table = BoxTable()
    var lines = try file.lines()
    while let line = try lines.next() {
      if !table.take(line) { head.take(line.text.trimmed) }
    }
    var fields = FieldReader()
    let kernels = kernels(table, head, &fields)
    if kernels.isEmpty {
      fields.note(
        TableProblem(
          found: "no kernel", expected: "a table with a line for each kernel",
          advice: "Check that the report is whole and of a design with kernels."))
    }
    try fields.finish(file)
    for kernel in kernels { receiver.take(kernel.row(kind, file)) }
  }

  /// A kernel's line is followed by those of its compute units, which are indented.
  private func kernels(
    _ table: BoxTable, _ head: VivadoHead, _ fields: inout FieldReader
  ) -> [KernelFacts] {
    var kernels: [KernelFacts] = []
    for row in table.rows where !Self.totals.contains(row[0]) {
      let indent = row.raw.first?.prefix { $0 == " " }.count ?? 0
      if indent > 1 {
        guard !kernels.isEmpty else { continue }
        kernels[kernels.count - 1].computeUnits = (kernels.last?.computeUnits ?? 0) + 1
      } else {
        kernels.append(kernel(row, table, head, &fields))
      }
    }
    return kernels
  }

  private func kernel(
    _ row: BoxTable.Row, _ table: BoxTable, _ head: VivadoHead, _ fields: inout FieldReader
  ) -> KernelFacts {
    var facts = KernelFacts(kernel: String(row[0]))
    facts.device = head.device
    facts.tool = head.tool
    facts.isBuilt = head.isRouted
    if !head.isRouted { facts.remarks.append("design state \(head.state)") }
    func value(_ column: Int?, _ name: String, _ fields: inout FieldReader) -> Int? {
      column.flatMap { fields.count(row[$0], row.line, name) }
    }
    facts.lut = value(table.column("LUT", "LUTs"), "LUT", &fields)
    facts.ff = value(table.column("REG", "FF"), "REG", &fields)
    facts.dsp = value(table.column("DSP", "DSPs"), "DSP", &fields)
    facts.uram = value(table.column("URAM"), "URAM", &fields)
    let tiles = table.column("BRAM").flatMap { fields.number(row[$0], row.line, "BRAM") }
    facts.halfBRAM = tiles.flatMap { ($0 * 2).wholeNumber }
    return facts
  }
}
