import Measurements
import struct Measurements.Measurement

/// What HPCC FPGA writes with `--dump-json`: every time of every operation. (Versions 1.3 to 2.6.)
struct HPCCJSONImporter: ReportImporter {
  let kind = "hpcc-json"

  func recognises(_ head: ReportHead) -> Bool {
    head.lines.first?.hasPrefix("{") == true
      && ["\"config_time\"", "\"git_commit\""].contains { head.contains($0) }
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    let dump = HPCCDump(root: try JSONReport.object(of: file))
    var fields = FieldReader()
    var base = RatedRow.base(kind, file, tool: "HPCC FPGA \(dump.version)", runner: "opencl")
    base.timeSource = .hostClock
    base.computeUnits = dump.setting("Kernel Replications")
    base.message = dump.device
    base.resultCheck =
      dump.isValidated == true ? .passed : dump.isValidated == false ? .failed : .notChecked
    var rows: [Measurement] = []
    for (name, times) in dump.timings {
      let work = dump.work(name)
      for (index, value) in times.enumerated() {
        let place = "timings/\(name)/\(index)"
        guard let seconds = dump.seconds(value), seconds > 0 else {
          fields.note(
            TableProblem(
              column: place, found: TableProblem.quoted("\(value)"),
              expected: "a unit s and a value above 0", advice: "Check that the file is whole."))
          continue
        }
        var row = base
        row.repetition = index
        row.seconds = seconds
        work.fill(&row)
        rows.append(row)
      }
    }
    if rows.isEmpty, fields.problems.isEmpty {
      fields.note(
        TableProblem(
          column: "timings", found: "no time", expected: "times of an operation",
          advice: "Check that the benchmark has finished, and not only tested its settings."))
    }
    try fields.finish(file)
    for row in rows { receiver.take(row) }
  }
}

/// What a dump says.
private struct HPCCDump {
  /// Work of one repetition.
  struct Work {
    var kernel: String
    var operation: String
    var bytes: Double?
    var operations: Double?
    var problemSize: Int?

    func fill(_ row: inout Measurement) {
      row.kernel = kernel
      row.operation = operation
      row.problemSize = problemSize
      row.operations = operations.flatMap(\.wholeNumber)
      guard let bytes else { return }
      if operation == "host-to-device" {
        row.bytesWritten = bytes.wholeNumber
      } else if operation == "device-to-host" {
        row.bytesRead = bytes.wholeNumber
      } else if kernel == "ptrans" {
        HPCCSummary.split(bytes, into: &row)
      } else {
        StreamOperation(rawValue: operation)?.split(bytes, into: &row)
      }
      if kernel == "host-link" { row.memory = "host" }
    }
  }

  let root: [String: Any]

  var version: String { root["version"] as? String ?? "" }
  var device: String { root["device"] as? String ?? "" }
  var isValidated: Bool? { root["validated"] as? Bool }
  private var name: String { (root["name"] as? String ?? "").lowercased() }

  /// Times by operation, in the order of the names.
  var timings: [(String, [Any])] {
    let timings = root["timings"] as? [String: Any] ?? [:]
    return timings.compactMap { name, times in (times as? [Any]).map { (name, $0) } }
      .sorted { $0.0 < $1.0 }
  }

  func setting(_ name: String) -> Int? {
    JSONReport.number((root["settings"] as? [String: Any])?[name]).flatMap { Int(exactly: $0) }
  }

  func seconds(_ value: Any) -> Double? {
    guard let value = value as? [String: Any] else { return nil }
    let scale = ["s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9][value["unit"] as? String ?? "s"]
    guard let scale, let number = JSONReport.number(value["value"]) else { return nil }
    return number * scale
  }

  /// A result in base units: bytes, operations or seconds.
  private func result(_ name: String) -> Double? {
    guard let result = (root["results"] as? [String: Any])?[name] as? [String: Any],
      let value = JSONReport.number(result["value"]), value > 0
    else { return nil }
    let unit = result["unit"] as? String ?? ""
    return unit == "s" ? value : HPCCResult.scale(unit).map { value * $0 }
  }

  private func product(_ rate: String, _ time: String) -> Double? {
    guard let rate = result(rate), let time = result(time) else { return nil }
    return rate * time
  }

  /// The work of an operation: its best rate times its best time.
  func work(_ timing: String) -> Work {
    let bytes = product("\(timing)_best_rate", "\(timing)_min_t")
    switch timing {
    case "PCI_write": return Work(kernel: "host-link", operation: "host-to-device", bytes: bytes)
    case "PCI_read": return Work(kernel: "host-link", operation: "device-to-host", bytes: bytes)
    default: break
    }
    if let operation = StreamOperation(word: timing), bytes != nil {
      return Work(
        kernel: "stream", operation: operation.name, bytes: bytes,
        operations: setting("Array Size").map { Double($0) * Double(operation.operations) },
        problemSize: setting("Array Size"))
    }
    return otherWork(timing)
  }

  private func otherWork(_ timing: String) -> Work {
    let size = setting("Matrix Size") ?? setting("FFT Size") ?? setting("Array Size")
    switch name {
    case "gemm":
      return Work(
        kernel: "gemm", operation: "gemm", operations: product("gflops", "t_min"),
        problemSize: size)
    case "fft":
      return Work(kernel: "fft", operation: "fft", operations: fftOperations, problemSize: size)
    case "random access", "randomaccess":
      return Work(
        kernel: "random-access", operation: "update", operations: product("guops", "t_min"),
        problemSize: size)
    case "linpack" where timing == "gefa":
      return Work(
        kernel: "linpack", operation: "gefa", operations: product("gflops_lu", "tlu_min"),
        problemSize: size)
    case "matrix transposition" where timing == "calculation":
      return Work(
        kernel: "ptrans", operation: "ptrans", bytes: product("max_mem_bandwidth", "min_calc_t"),
        operations: product("max_calc_flops", "min_calc_t"), problemSize: size)
    default: return Work(kernel: name, operation: timing, problemSize: size)
    }
  }

  /// 5 n log₂ n for each transform of a batch (the count of HPCC).
  private var fftOperations: Double? {
    guard let size = setting("FFT Size"), size > 1, let batch = setting("Batch Size") else {
      return nil
    }
    let points = Double(size)
    return 5 * points * Double(points.exponent) * Double(batch)
  }
}
