import Quantities

/// The columns of `schema=ferrule-1`: one list that reader and writer share.
///
/// Closures and not key paths: reading through a key path copies the whole row, which made reading
/// and writing several times slower.
package enum MeasurementSchema {
  /// The value of the `schema` column.
  package static let name = "ferrule-1"

  /// Every column in the order of writing.
  package static let columns: [MeasurementColumn] =
    identity + designPoint + access + outcome + derived + resources + verdict

  /// Columns that say nothing about the design point: what each repetition observes anew, and
  /// whether it worked.
  static let observedColumns: Set<String> = [
    "schema", "run_id", "utc", "repetition", "seconds", "cycles", "operations_per_byte",
    "operations_per_second", "bytes_per_second", "power_w", "result_check", "status", "message",
  ]

  /// Column names in the order of writing.
  package static var columnNames: [String] { columns.map(\.name) }

  private static let identity: [MeasurementColumn] = [
    MeasurementColumn(
      name: "schema", content: .schema, expected: name, role: .schema, text: { _ in name }),
    .text("run_id", { $0.runID }, { $0.runID = $1 }), .text("utc", { $0.utc }, { $0.utc = $1 }),
    .text("board", { $0.board }, { $0.board = $1 }),
    .text("runner", { $0.runner }, { $0.runner = $1 }),
    .choice("evidence", { $0.evidence }, { $0.evidence = $1 }),
    .text("tool", { $0.tool }, { $0.tool = $1 }),
    .text("kernel", { $0.kernel }, { $0.kernel = $1 }),
    .text("operation", { $0.operation }, { $0.operation = $1 }),
    .text("schedule", { $0.schedule }, { $0.schedule = $1 }),
    .text("dialect", { $0.dialect }, { $0.dialect = $1 }),
    .text("element_type", { $0.elementType }, { $0.elementType = $1 }),
  ]

  private static let designPoint: [MeasurementColumn] = [
    .count("lanes", { $0.lanes }, { $0.lanes = $1 }),
    .count("chain", { $0.chain }, { $0.chain = $1 }),
    .count("passes", { $0.passes }, { $0.passes = $1 }),
    .count("compute_units", { $0.computeUnits }, { $0.computeUnits = $1 }),
    .count("initiation_interval", { $0.initiationInterval }, { $0.initiationInterval = $1 }),
    .quantity("clock_target_hz", { $0.clockTarget }, { $0.clockTarget = $1 }),
    .quantity("clock_hz", { $0.clock }, { $0.clock = $1 }),
    .text("memory", { $0.memory }, { $0.memory = $1 }),
    .quantity("memory_clock_hz", { $0.memoryClock }, { $0.memoryClock = $1 }),
    .count("channels", { $0.channels }, { $0.channels = $1 }),
  ]

  private static let access: [MeasurementColumn] = [
    .text("pattern", { $0.pattern }, { $0.pattern = $1 }),
    .count("stride_bytes", { $0.strideBytes }, { $0.strideBytes = $1 }),
    .count("access_bytes", { $0.accessBytes }, { $0.accessBytes = $1 }),
    .count("working_set_bytes", { $0.workingSetBytes }, { $0.workingSetBytes = $1 }),
    .count("port_bits", { $0.portBits }, { $0.portBits = $1 }),
    .count("burst_beats", { $0.burstBeats }, { $0.burstBeats = $1 }),
    .count("outstanding", { $0.outstanding }, { $0.outstanding = $1 }),
    .count("problem_size", { $0.problemSize }, { $0.problemSize = $1 }),
    .count("bytes_read", { $0.bytesRead }, { $0.bytesRead = $1 }),
    .count("bytes_written", { $0.bytesWritten }, { $0.bytesWritten = $1 }),
    .count("operations", { $0.operations }, { $0.operations = $1 }),
  ]

  private static let outcome: [MeasurementColumn] = [
    .count("repetition", { $0.repetition }, { $0.repetition = $1 }),
    .seconds("seconds", { $0.seconds }, { $0.seconds = $1 }),
    .optionalChoice("time_source", { $0.timeSource }, { $0.timeSource = $1 }),
    .count("cycles", { $0.cycles }, { $0.cycles = $1 }),
  ]

  private static let derived: [MeasurementColumn] = [
    .derived("operations_per_byte") { $0.operationalIntensity?.value },
    .derived("operations_per_second") { $0.throughput?.value },
    .derived("bytes_per_second") { $0.bandwidth?.value },
  ]

  private static let resources: [MeasurementColumn] = [
    .count("lut", { $0.lut }, { $0.lut = $1 }), .count("ff", { $0.ff }, { $0.ff = $1 }),
    .count("dsp", { $0.dsp }, { $0.dsp = $1 }), .count("bram", { $0.bram }, { $0.bram = $1 }),
    .count("uram", { $0.uram }, { $0.uram = $1 }),
    .quantity("power_w", { $0.power }, { $0.power = $1 }),
  ]

  private static let verdict: [MeasurementColumn] = [
    .choice("result_check", { $0.resultCheck }, { $0.resultCheck = $1 }),
    .choice("status", { $0.status }, { $0.status = $1 }),
    .text("message", { $0.message }, { $0.message = $1 }),
  ]
}
