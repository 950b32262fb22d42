import Measurements
import struct Measurements.Measurement

/// `profile_kernels.csv`, which the simulator of hardware emulation writes: running times of
/// compute units in the simulated time, and how long they stalled. They are not those of a card.
struct EmulationProfileImporter: ReportImporter {
  let kind = "emulation-profile"

  private static let title = "Compute Units: Running Time and Stalls"

  func recognises(_ head: ReportHead) -> Bool { head.hasLine(Self.title, among: 5) }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var sections = SectionReader(titles: [Self.title])
    var rows: [Measurement] = []
    var lines = try file.lines()
    while let line = try lines.next() {
      guard let row = sections.take(line), !row["Compute Unit"].isEmpty else { continue }
      if let microseconds = fields.number(
        row["Running Time (us)"], line.number, "Running Time (us)")
      {
        rows.append(measurement(row, microseconds, file))
      }
    }
    if rows.isEmpty {
      fields.note(
        TableProblem(
          found: "no compute unit", expected: "a row below \(Self.title)",
          advice: "Check that the emulation has run to its end."))
    }
    try fields.finish(file)
    for row in rows { receiver.take(row) }
  }

  private func measurement(
    _ row: SectionReader.Row, _ microseconds: Double, _ file: ReportFile
  ) -> Measurement {
    let unit = String(row["Compute Unit"])
    var measurement = Measurement()
    // Units are named after their kernels: `vadd_1`.
    let suffix = unit.lastIndex(of: "_").map { unit[unit.index(after: $0)...] } ?? ""
    let isNumbered = !suffix.isEmpty && suffix.allSatisfy(\.isNumber)
    measurement.kernel = isNumbered ? String(unit.dropLast(suffix.count + 1)) : unit
    measurement.runner = "xrt"
    measurement.evidence = .emulated
    measurement.tool = "hardware emulation"
    measurement.computeUnits = 1
    measurement.seconds = microseconds * 1e-6
    let stalls = [
      ("dataflow", "Intra-Kernel Dataflow Stalls (%)"), ("memory", "External Memory Stalls (%)"),
      ("streams", "External Stream Stalls (%)"),
    ]
    let words = stalls.compactMap { name, column in
      row[column].isEmpty ? nil : "\(name) \(row[column]) %"
    }
    measurement.message =
      "compute unit \(unit) in simulated time, all calls; stalled for \(words.joined(separator: ", "))"
    measurement.extraColumns = ReportColumns.columns(kind, file)
    return measurement
  }
}
