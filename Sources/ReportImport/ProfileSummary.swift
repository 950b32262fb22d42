import Foundation
import Measurements

/// What the tables of a profile of XRT say.
struct ProfileSummary {
  /// What runs of a compute unit took together.
  struct Unit {
    var device: String
    var name: String
    var kernel: String
    var calls = 0
    var milliseconds = 0.0
    var shortest: Double?
    var longest: Double?
    var megahertz: Double?
  }

  /// What runs of a kernel took, with the wait for a free compute unit.
  struct Kernel {
    var name: String
    var calls: Int
    var average: Double
    var shortest: Double?
    var longest: Double?
  }

  /// What went through the ports of a compute unit in all calls together.
  struct Traffic {
    var bytesRead = 0.0
    var bytesWritten = 0.0
    /// Bursts in both directions.
    var transfers = 0.0
    var memories: Set<String> = []
    var ports: Set<String> = []
  }

  /// Transfers between host and card in one direction.
  struct Transfer {
    var isToDevice: Bool
    var count: Int
    /// Bytes of one on the average.
    var bytes: Double
    var milliseconds: Double
  }

  /// The tables that are read.
  static let titles: Set<String> = [
    "Kernel Execution", "Compute Unit Utilization", "Data Transfer: Host to Global Memory",
    "Data Transfer: Kernels to Global Memory", "Guidance Parameters",
    "Host Reads from Global Memory", "Host Writes to Global Memory",
  ]

  var head = ProfileHead()
  private(set) var units: [Unit] = []
  private(set) var kernels: [Kernel] = []
  private(set) var traffic: [String: Traffic] = [:]
  private(set) var transfers: [Transfer] = []
  /// Widths of ports in bits by `unit/port` in lower case.
  private(set) var portBits: [String: Int] = [:]

  mutating func take(_ row: SectionReader.Row, _ fields: inout FieldReader) {
    switch row.title {
    case "Kernel Execution": takeKernel(row, &fields)
    case "Compute Unit Utilization": takeUnit(row, &fields)
    case "Data Transfer: Kernels to Global Memory": takeTraffic(row, &fields)
    case "Data Transfer: Host to Global Memory": takeTransfer(row, &fields)
    case "Guidance Parameters": takeParameter(row, &fields)
    default: takeNativeTransfer(row, &fields)
    }
  }

  private mutating func takeKernel(_ row: SectionReader.Row, _ fields: inout FieldReader) {
    guard let calls = fields.count(row["Number Of Enqueues"], row.line, "Number Of Enqueues"),
      let average = fields.positive(row["Average Time (ms)"], row.line, "Average Time (ms)"),
      calls > 0, !row["Kernel"].isEmpty
    else { return }
    kernels.append(
      Kernel(
        name: String(row["Kernel"]), calls: calls, average: average,
        shortest: fields.positive(row["Minimum Time (ms)"], row.line, "Minimum Time (ms)"),
        longest: fields.positive(row["Maximum Time (ms)"], row.line, "Maximum Time (ms)")))
  }

  /// A unit has a row for each size of its work.
  private mutating func takeUnit(_ row: SectionReader.Row, _ fields: inout FieldReader) {
    let name = row["Compute Unit"]
    guard let calls = fields.count(row["Number Of Calls"], row.line, "Number Of Calls"), calls > 0,
      calls < 1 << 40,
      let total = fields.positive(row["Total Time (ms)"], row.line, "Total Time (ms)"),
      !name.isEmpty
    else { return }
    let shortest = fields.positive(row["Minimum Time (ms)"], row.line, "Minimum Time (ms)")
    let longest = fields.positive(row["Maximum Time (ms)"], row.line, "Maximum Time (ms)")
    let device = String(row["Device"])
    var unit =
      units.first { $0.name == name && $0.device == device }
      ?? Unit(device: device, name: String(name), kernel: String(row["Kernel"]))
    unit.calls += calls
    unit.milliseconds += total
    unit.shortest = [unit.shortest, shortest].compactMap(\.self).min()
    unit.longest = [unit.longest, longest].compactMap(\.self).max()
    let clock = row["Clock Frequency (MHz)"]
    unit.megahertz = fields.positive(clock, row.line, "Clock Frequency (MHz)")
    units.removeAll { $0.name == unit.name && $0.device == device }
    if units.count < 10_000 { units.append(unit) }
  }

  private mutating func takeTraffic(_ row: SectionReader.Row, _ fields: inout FieldReader) {
    let parts = row["Compute Unit/Port Name"].split(separator: "/")
    guard let unit = parts.first,
      let count = fields.count(row["Number Of Transfers"], row.line, "Number Of Transfers"),
      let kilobytes = fields.number(row["Average Size (KB)"], row.line, "Average Size (KB)")
    else { return }
    let bytes = Double(count) * kilobytes * 1000
    var sum = traffic[String(unit)] ?? Traffic()
    if row["Transfer Type"].hasPrefix("W") {
      sum.bytesWritten += bytes
    } else {
      sum.bytesRead += bytes
    }
    sum.transfers += Double(count)
    sum.memories.formUnion(MemoryBanks.names(row["Memory Resources"]))
    if parts.count > 1 { sum.ports.insert(parts[1].lowercased()) }
    if traffic.count < 10_000 { traffic[String(unit)] = sum }
  }

  private mutating func takeTransfer(_ row: SectionReader.Row, _ fields: inout FieldReader) {
    guard
      let count = fields.count(
        row["Number Of Buffer Transfers"], row.line, "Number Of Buffer Transfers"),
      let kilobytes = fields.positive(
        row["Average Buffer Size (KB)"], row.line, "Average Buffer Size (KB)"),
      let average = fields.positive(row["Average Time (ms)"], row.line, "Average Time (ms)")
    else { return }
    transfers.append(
      Transfer(
        isToDevice: row["Transfer Type"].hasPrefix("W"), count: count, bytes: kilobytes * 1000,
        milliseconds: average))
  }

  /// The tables of runs with XRT's own interface; used where OpenCL's have nothing.
  private mutating func takeNativeTransfer(_ row: SectionReader.Row, _ fields: inout FieldReader) {
    let isToDevice = row.title == "Host Writes to Global Memory"
    let word = isToDevice ? "Number of Writes" : "Number of Reads"
    guard !transfers.contains(where: { $0.isToDevice == isToDevice }),
      let count = fields.count(row[word], row.line, word),
      let kilobytes = fields.positive(
        row["Average Buffer Size (KB)"], row.line, "Average Buffer Size (KB)"),
      let average = fields.positive(row["Average Time (ms)"], row.line, "Average Time (ms)")
    else { return }
    transfers.append(
      Transfer(
        isToDevice: isToDevice, count: count, bytes: kilobytes * 1000, milliseconds: average))
  }

  private mutating func takeParameter(_ row: SectionReader.Row, _ fields: inout FieldReader) {
    guard row["Parameter"] == "PORT_BIT_WIDTH", portBits.count < 10_000 else { return }
    // Newer versions put the device before the unit.
    let element = row["Element"].split(separator: "|").last ?? ""
    portBits[element.lowercased()] = fields.count(row["Value"], row.line, "PORT_BIT_WIDTH")
  }
}

/// The `Key: value` lines before the tables.
struct ProfileHead {
  private(set) var utc = ""
  private(set) var tool = ""
  private(set) var device = ""
  private(set) var flow = ""

  mutating func take(_ line: ReportLine) {
    let text = line.text.trimmed
    if let value = text.value(of: "Msec since Epoch:"), let milliseconds = Int(Self.clean(value)),
      (0..<253_402_300_800_000).contains(milliseconds)
    {
      let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
      utc = date.formatted(.iso8601)
    }
    if let value = text.value(of: "Tool version:") { tool = String(Self.clean(value)) }
    if let value = text.value(of: "Target devices:") { device = String(Self.clean(value)) }
    if let value = text.value(of: "Flow mode:") { flow = String(Self.clean(value)) }
  }

  private static func clean(_ value: Substring) -> Substring { value.prefix { $0 != "," }.trimmed }

  /// Whether the run was on a card.
  var isOnCard: Bool { !flow.lowercased().contains("emulation") }
}
