import Plotting
import Quantities
import XRTDevice

/// Where the time of a program on a modelled board went.
struct EmulationSummary {
  private let records: [DeviceRecord]?

  /// Summarises the records of a device; `nil` when it left none.
  init(_ report: DeviceReport?) { records = report?.records }

  /// Whether the device process came to its end.
  var isComplete: Bool {
    (records ?? []).contains { if case .end = $0 { true } else { false } }
  }

  /// What a board would not forgive.
  var errors: [DeviceRecord.Finding] { findings.filter { $0.severity == .error } }

  private var findings: [DeviceRecord.Finding] {
    (records ?? []).compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
  }

  private var runs: [Int: DeviceRecord.Run] {
    var runs: [Int: DeviceRecord.Run] = [:]
    for case .run(let run) in records ?? [] { runs[run.number] = run }
    return runs
  }

  /// The tables and findings.
  func text(board: String, options: TextPlotOptions) -> String {
    guard records != nil else {
      return "\(board), emulated: the program opened no device\n"
    }
    let heading = "\(board), emulated: times by the model of the board, none is measured\n"
    let tables = [units(options), transfers(options)].compactMap(\.self)
    let words = findings.map { "\($0.severity.rawValue): \($0.message)\n" }
    return ([heading] + tables + remarks.map { $0 + "\n" } + words).joined()
  }

  /// What was assumed for the times, once each; why there is no time stands in the table.
  private var remarks: [String] {
    var remarks: [String] = []
    for case .time(let time) in records ?? [] where time.modelledSeconds != nil {
      if let remark = time.remark, !remarks.contains(remark) { remarks.append(remark) }
    }
    return remarks
  }

  private func units(_ options: TextPlotOptions) -> String? {
    var sums: [String: Sum] = [:]
    for case .time(let time) in records ?? [] {
      guard let run = runs[time.run] else { continue }
      sums[run.unit, default: Sum()].add(time)
    }
    guard !sums.isEmpty else { return nil }
    let all = sums.values.reduce(0) { $0 + $1.seconds }
    let rows = sums.sorted { $0.key < $1.key }.map { $1.cells(unit: $0, of: all) }
    return TableOutput.text(
      ["compute unit", "runs", "modelled", "share", "bandwidth", "throughput", "waits most for"],
      rows, right: ["runs", "modelled", "share", "bandwidth", "throughput"],
      narrowest: ["waits most for": 14], options: options)
  }

  private func transfers(_ options: TextPlotOptions) -> String? {
    var sums: [String: (count: Int, bytes: Int, seconds: Double)] = [:]
    for case .transfer(let transfer) in records ?? [] {
      let sum = sums[transfer.direction.rawValue] ?? (0, 0, 0)
      sums[transfer.direction.rawValue] = (
        sum.count + 1, sum.bytes + transfer.bytes, sum.seconds + (transfer.modelledSeconds ?? 0)
      )
    }
    guard !sums.isEmpty else { return nil }
    let rows = sums.sorted { $0.key < $1.key }.map { direction, sum in
      [direction, "\(sum.count)", "\(ByteCount(sum.bytes))", "\(TimeSpan(sum.seconds))"]
    }
    return TableOutput.text(
      ["transfers", "count", "bytes", "modelled"], rows, right: ["count", "bytes", "modelled"],
      options: options)
  }

  /// What the runs of a compute unit take together.
  private struct Sum {
    var runs = 0
    var seconds = 0.0
    var bytes = 0
    var operations = 0
    var isTimed = true
    var stalls: [String: Int] = [:]
    var remark: String?

    mutating func add(_ time: DeviceRecord.Time) {
      runs += 1
      seconds += time.modelledSeconds ?? 0
      isTimed = isTimed && time.modelledSeconds != nil
      bytes += (time.bytesRead ?? 0) + (time.bytesWritten ?? 0)
      operations += time.operations ?? 0
      for stall in time.stalls { stalls[stall.cause, default: 0] += stall.cycles }
      remark = remark ?? time.remark
    }

    /// A row of the table.
    func cells(unit: String, of all: Double) -> [String] {
      let share = isTimed && all > 0 ? "\(Int((seconds / all * 100).rounded())) %" : ""
      let bandwidth = rate(bytes).map { "\(Bandwidth($0))" } ?? ""
      let throughput = rate(operations).map { "\(Throughput($0))" } ?? ""
      let time = isTimed ? "\(TimeSpan(seconds))" : ""
      return [unit, "\(runs)", time, share, bandwidth, throughput, stall ?? remark ?? ""]
    }

    /// Per second; `nil` for nothing.
    func rate(_ amount: Int) -> Double? {
      isTimed && seconds > 0 && amount > 0 ? Double(amount) / seconds : nil
    }

    var stall: String? {
      stalls.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
  }
}
