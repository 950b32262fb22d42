public import Quantities

/// How a row of results came about.
public enum ResultEvidence: String, Sendable, CaseIterable {
  /// A run on real hardware.
  case measured
  /// A run of the board model.
  case modelled
  /// A run under emulation: its times say nothing about performance.
  case emulated
}

/// What stopped the clock.
public enum TimeSource: String, Sendable, CaseIterable {
  case deviceEvent = "device_event"
  case hostClock = "host_clock"
  case modelCycles = "model_cycles"
}

/// Whether the values that a run produced were right.
public enum ResultCheck: String, Sendable, CaseIterable {
  case passed
  case failed
  case notChecked = "not_checked"
}

/// Whether a row holds a result.
public enum RunStatus: String, Sendable, CaseIterable {
  case ok
  case failed
  case skipped
}

/// One repetition of one run: one row of the CSV (`schema=ferrule-1`).
///
/// Every optional is an empty field when it is not known; nothing unknown is written as 0. Text
/// columns are empty strings when not known. Rates and intensity are derived, never stored.
public struct Measurement: Hashable, Sendable {
  /// Identifies the invocation that wrote the row.
  public var runID = ""
  /// Time of the run, ISO 8601 in UTC.
  public var utc = ""
  /// Board name, e.g. `u280`.
  public var board = ""
  /// `model`, `host`, `opencl` or `xrt`.
  public var runner = ""
  /// How the row came about.
  public var evidence: ResultEvidence = .measured
  /// Program and version that wrote the row.
  public var tool = ""
  /// Kernel name.
  public var kernel = ""
  /// Operation of the kernel.
  public var operation = ""
  /// `overlapped`, `phased`, or empty.
  public var schedule = ""
  /// Dialect of the code that ran, e.g. `vitis`.
  public var dialect = ""
  /// Element type, e.g. `f32`.
  public var elementType = ""
  /// Elements per beat.
  public var lanes: Int?
  /// Operators in a row per lane.
  public var chain: Int?
  /// Times a tile is recomputed on chip.
  public var passes: Int?
  /// Copies of the kernel.
  public var computeUnits: Int?
  /// Cycles between starts of iterations of the main loop.
  public var initiationInterval: Int?
  /// Kernel clock that was asked for.
  public var clockTarget: Frequency?
  /// Kernel clock that the run had.
  public var clock: Frequency?
  /// Name of the memory that was used, e.g. `hbm`, `ddr`, `bram`, `host`.
  public var memory = ""
  /// Clock of that memory's controller port.
  public var memoryClock: Frequency?
  /// Channels reached by all compute units together.
  public var channels: Int?
  /// `sequential`, `strided`, `random` or empty.
  public var pattern = ""
  /// Distance between accesses in bytes.
  public var strideBytes: Int?
  /// Bytes of one access.
  public var accessBytes: Int?
  /// Bytes of the region that accesses stay in.
  public var workingSetBytes: Int?
  /// Width of a kernel port in bits.
  public var portBits: Int?
  /// AXI burst length in beats.
  public var burstBeats: Int?
  /// Outstanding bursts per port and direction.
  public var outstanding: Int?
  /// Size of the problem in the kernel's own unit (elements per array over all units, order, …).
  public var problemSize: Int?
  /// Bytes read from `memory`.
  public var bytesRead: Int?
  /// Bytes written to `memory`.
  public var bytesWritten: Int?
  /// Arithmetic operations of the run.
  public var operations: Int?
  /// Number of the repetition, from 0.
  public var repetition: Int?
  /// Time of the repetition.
  public var seconds: Double?
  /// What measured the time; `nil` is an empty field.
  public var timeSource: TimeSource?
  /// Kernel clock cycles, where the runner knows them.
  public var cycles: Int?
  /// Look-up tables of all compute units.
  public var lut: Int?
  /// Flip-flops of all compute units.
  public var ff: Int?
  /// DSP slices of all compute units.
  public var dsp: Int?
  /// Block RAM of all compute units, in RAMB36 tiles.
  public var bram: Int?
  /// UltraRAM of all compute units.
  public var uram: Int?
  /// Power while running.
  public var power: Power?
  /// Whether the values were right.
  public var resultCheck: ResultCheck = .notChecked
  /// Whether the row holds a result.
  public var status: RunStatus = .ok
  /// Why it failed or was skipped, or a warning.
  public var message = ""
  /// Columns that this version does not know, in file order: kept and written back.
  public var extraColumns: [ExtraColumn] = []

  /// Creates an empty row.
  public init() {}
}

/// A column that is kept though this version does not know it.
public struct ExtraColumn: Hashable, Sendable {
  /// The name in the header.
  public var name: String
  /// The field as found.
  public var value: String

  /// Creates an extra column.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

extension Measurement {
  /// Bytes read and written together; unknown when neither is known.
  public var bytesMoved: Int? {
    guard bytesRead != nil || bytesWritten != nil else { return nil }
    let (sum, overflow) = (bytesRead ?? 0).addingReportingOverflow(bytesWritten ?? 0)
    return overflow ? nil : sum
  }

  /// Operations per byte moved; unknown without both, or when no byte was moved.
  public var operationalIntensity: OperationalIntensity? {
    guard let operations, let bytesMoved, bytesMoved > 0 else { return nil }
    return OperationalIntensity(Double(operations) / Double(bytesMoved))
  }

  /// Operations per second; unknown without operations and a positive time.
  public var throughput: Throughput? {
    guard let operations, let seconds, seconds > 0 else { return nil }
    return Throughput(Double(operations) / seconds)
  }

  /// Bytes per second; unknown without bytes and a positive time.
  public var bandwidth: Bandwidth? {
    guard let bytesMoved, let seconds, seconds > 0 else { return nil }
    return Bandwidth(Double(bytesMoved) / seconds)
  }
}
