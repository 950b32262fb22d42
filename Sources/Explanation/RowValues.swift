import KernelIR
import Measurements
import Quantities
import Runners
import Specs

/// The choices that the columns of a row stand for, as a design is built from, and the columns that
/// are missing for it.
struct RowValues {
  /// What the design is built from.
  private(set) var values: [DesignKey: String] = [:]
  /// Columns that hold nothing though the design cannot be told without them, in file order.
  private(set) var missing: [String] = []
  /// What was taken for a column that is empty and has one possible meaning: whole sentences.
  private(set) var notes: [String] = []

  private let row: Measurement
  private let kernel: KernelSpec
  private let settings: RowSettings

  init(_ row: Measurement, kernel: KernelSpec) {
    self.row = row
    self.kernel = kernel
    settings = RowSettings(message: row.message)
    readBuild()
    switch kernel.structure {
    case .roofline:
      values.merge(settings.values) { $1 }
      readChain()
    case .memoryProbe: readPattern()
    case .pointerChase:
      values.merge(settings.values) { $1 }
      readPattern()
    case .onChip: readBanks()
    default: values.merge(settings.values) { $1 }
    }
    if kernel.structure != .onChip { readTraffic() }
  }

  private mutating func readBuild() {
    set(.operation, "operation", row.operation)
    if kernel.schedules.count > 1 || !row.schedule.isEmpty {
      set(.schedule, "schedule", row.schedule)
    }
    set(.type, "element_type", row.elementType)
    set(.lanes, "lanes", row.lanes)
    set(.computeUnits, "compute_units", row.computeUnits)
    set(.clock, "clock_hz", row.clock.map { "\($0.value) Hz" })
    set(.memory, "memory", row.memory)
  }

  private mutating func readTraffic() {
    if let clock = row.memoryClock {
      values[.memoryClock] = "\(clock.value) Hz"
    } else {
      notes.append("memory_clock_hz is empty: taken from the board's file.")
    }
    set(.channels, "channels", row.channels)
    values[.portBits] = row.portBits.map { "\($0)" }
    set(.burstBeats, "burst_beats", row.burstBeats)
    set(.outstanding, "outstanding", row.outstanding)
    set(.problemSize, "problem_size", row.problemSize)
  }

  private mutating func readChain() {
    set(.chain, "chain", settings.builtChain ?? row.chain)
    values[.tap] = row.chain.map { "\($0)" }
    set(.passes, "passes", row.passes)
  }

  private mutating func readPattern() {
    set(.pattern, "pattern", row.pattern)
    set(.workingSet, "working_set_bytes", row.workingSetBytes)
    guard row.pattern != AccessPattern.sequential.rawValue else { return }
    set(.accessBytes, "access_bytes", row.accessBytes)
    if row.pattern == AccessPattern.strided.rawValue {
      set(.stride, "stride_bytes", row.strideBytes)
    }
  }

  /// Words per bank are what the problem leaves to each bank of each unit.
  private mutating func readBanks() {
    set(.passes, "passes", row.passes)
    guard let size = row.problemSize else { return missing.append("problem_size") }
    let (banks, overflow) = (row.lanes ?? 1).multipliedReportingOverflow(by: row.computeUnits ?? 1)
    guard !overflow, banks > 0 else { return }
    values[.tileBeats] = "\(size / banks)"
  }

  private mutating func set(_ key: DesignKey, _ column: String, _ value: (some Any)?) {
    let text = value.map { "\($0)" } ?? ""
    if text.isEmpty { missing.append(column) } else { values[key] = text }
  }
}
