import Measurements
import Quantities

/// `report_power` of Vivado: an estimate of what the chip draws, not of the board.
struct PowerReportImporter: ReportImporter {
  let kind = "power"

  func recognises(_ head: ReportHead) -> Bool {
    head.hasLine("Power Report") && head.contains("Total On-Chip Power (W)")
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var head = VivadoHead()
    var fields = FieldReader()
    var facts = KernelFacts(kernel: "")
    facts.remarks = ["of the chip, not of the board"]
    var lines = try file.lines()
    while let line = try lines.next() {
      let text = line.text.trimmed
      head.take(text)
      let cells = text.split(separator: "|").map { $0.trimmed }
      guard cells.count == 2 else { continue }
      if cells[0] == "Total On-Chip Power (W)", facts.power == nil {
        facts.power = fields.positive(cells[1], line.number, "Total On-Chip Power (W)")
          .map { Power($0) }
      }
      if cells[0] == "Confidence Level" {
        facts.remarks.append("confidence \(cells[1].lowercased())")
      }
    }
    if facts.power == nil {
      fields.note(
        TableProblem(
          found: "no total", expected: "| Total On-Chip Power (W) | 42.764 |",
          advice: "Check that the report is whole."))
    }
    try fields.finish(file)
    facts.kernel = head.design
    facts.device = head.device
    facts.tool = head.tool
    receiver.take(facts.row(kind, file))
  }
}
