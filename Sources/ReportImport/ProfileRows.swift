import Measurements
import struct Measurements.Measurement
import Quantities

/// The rows that a profile of XRT gives.
struct ProfileRows {
  let kind: String
  let file: ReportFile
  let summary: ProfileSummary

  /// Compute units, kernels without them, transfers.
  var rows: [Measurement] {
    let measured = Set(summary.units.map(\.kernel))
    return summary.units.map(row)
      + summary.kernels.filter { !measured.contains($0.name) }.map(row)
      + summary.transfers.map(row)
  }

  /// What the profile does not have.
  var remarks: [String] {
    var remarks: [String] = []
    if summary.units.isEmpty, !summary.kernels.isEmpty {
      remarks.append(
        "\(file.name): no compute unit was profiled; times are those of kernels with their wait in "
          + "the queue. Link with --profile exec:all:all:all for more.")
    }
    if summary.traffic.isEmpty, !(summary.units.isEmpty && summary.kernels.isEmpty) {
      remarks.append(
        "\(file.name): bytes that kernels moved are not known, the build had no counters at its "
          + "ports. Link with --profile data:all:all:all for them.")
    }
    return remarks
  }

  private var base: Measurement {
    var row = Measurement()
    row.utc = summary.head.utc
    row.board = DeviceName.board(summary.head.device)
    row.runner = "xrt"
    row.evidence = summary.head.isOnCard ? .measured : .emulated
    row.tool = "XRT profile " + summary.head.tool
    row.timeSource = .deviceEvent
    return row
  }

  private func row(_ unit: ProfileSummary.Unit) -> Measurement {
    var row = base
    let kernel = summary.kernels.first { $0.name == unit.kernel }
    row.kernel = unit.kernel.isEmpty ? unit.name : unit.kernel
    if !unit.device.isEmpty { row.board = DeviceName.board(unit.device) }
    row.computeUnits = 1
    row.clock = unit.megahertz.map { .megahertz($0) }
    row.seconds = unit.milliseconds / Double(unit.calls) / 1000
    row.message =
      "compute unit \(unit.name), "
      + average(of: unit.calls, from: unit.shortest, to: unit.longest)
    var ports: Int?
    if let traffic = summary.traffic[unit.name] {
      add(traffic, of: unit, to: &row)
      ports = traffic.ports.count
    }
    row.extraColumns = ReportColumns.columns(
      kind, file, ports: ports, calls: unit.calls, kernelSeconds: kernel.map { $0.average / 1000 })
    return row
  }

  private func add(
    _ traffic: ProfileSummary.Traffic, of unit: ProfileSummary.Unit, to row: inout Measurement
  ) {
    row.bytesRead = (traffic.bytesRead / Double(unit.calls)).wholeNumber
    row.bytesWritten = (traffic.bytesWritten / Double(unit.calls)).wholeNumber
    let memories = Set(traffic.memories.map(MemoryBanks.memory)).sorted()
    if memories.count == 1 { row.memory = memories[0] }
    // `DDR` alone does not say how many banks.
    let isNumbered = traffic.memories.allSatisfy { $0.contains(where: \.isNumber) }
    row.channels = isNumbered && !traffic.memories.isEmpty ? traffic.memories.count : nil
    let widths = traffic.ports.compactMap {
      summary.portBits["\(unit.name.lowercased())/\($0)"]
    }
    row.portBits = widths.max()
    row.burstBeats = Self.burstBeats(traffic, bits: row.portBits)
  }

  /// Beats of an average burst, which the monitors count as one transfer; at least 1.
  private static func burstBeats(_ traffic: ProfileSummary.Traffic, bits: Int?) -> Int? {
    guard let bits, bits >= 8, traffic.transfers > 0 else { return nil }
    let beats = (traffic.bytesRead + traffic.bytesWritten) / traffic.transfers * 8 / Double(bits)
    guard beats > 0, beats <= 256 else { return nil }
    return max(1, Int(beats.rounded()))
  }

  private func row(_ kernel: ProfileSummary.Kernel) -> Measurement {
    var row = base
    row.kernel = kernel.name
    row.seconds = kernel.average / 1000
    row.message =
      "kernel with its wait in the queue, "
      + average(of: kernel.calls, from: kernel.shortest, to: kernel.longest)
    row.extraColumns = ReportColumns.columns(
      kind, file, calls: kernel.calls, kernelSeconds: kernel.average / 1000)
    return row
  }

  private func row(_ transfer: ProfileSummary.Transfer) -> Measurement {
    var row = base
    row.kernel = "host-link"
    row.memory = "host"
    row.operation = transfer.isToDevice ? "host-to-device" : "device-to-host"
    let bytes = transfer.bytes.wholeNumber
    if transfer.isToDevice { row.bytesWritten = bytes } else { row.bytesRead = bytes }
    row.seconds = transfer.milliseconds / 1000
    row.message = "average of \(transfer.count) transfers"
    row.extraColumns = ReportColumns.columns(kind, file, calls: transfer.count)
    return row
  }

  private func average(of calls: Int, from shortest: Double?, to longest: Double?) -> String {
    guard calls > 1, let shortest, let longest else { return "\(calls) calls" }
    return "average of \(calls) calls of \(CSVWriter.number(shortest)) to "
      + "\(CSVWriter.number(longest)) ms"
  }
}
