import Measurements
import Runners
import Specs

/// The columns in which a row and the one of a rebuilt job differ.
struct RowDifferences {
  /// What a row says of the design and its run; a rebuilt job must repeat all of it.
  private static let choices: Set<String> = [
    "board", "kernel", "operation", "schedule", "element_type", "lanes", "chain", "passes",
    "compute_units", "clock_hz", "memory", "memory_clock_hz", "channels", "pattern", "stride_bytes",
    "access_bytes", "working_set_bytes", "port_bits", "burst_beats", "outstanding", "problem_size",
  ]

  /// What follows from a design on the model; builds for hardware count otherwise.
  private static let consequences: Set<String> = [
    "initiation_interval", "bytes_read", "bytes_written", "operations", "lut", "ff", "dsp", "bram",
    "uram",
  ]

  /// `column: the row has X, rebuilt it has Y`, in the order of columns.
  ///
  /// Fields that are empty in the row say nothing, so they do not differ.
  static func lines(_ row: Measurement, rebuilt: Measurement) -> [String] {
    let names = row.evidence == .modelled ? choices.union(consequences) : choices
    return MeasurementSchema.columns.filter { names.contains($0.name) }.compactMap { column in
      let (found, made) = (column.text(row), column.text(rebuilt))
      guard !found.isEmpty, found != made else { return nil }
      return "\(column.name): the row has \(TableProblem.quoted(found)), its design rebuilt has "
        + (made.isEmpty ? "nothing" : TableProblem.quoted(made))
    }
  }
}
