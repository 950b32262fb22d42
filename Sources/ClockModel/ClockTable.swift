import Foundation
import Measurements
import Quantities
import Specs

extension ClockBuilds {
  /// Reads `builds.csv` and `devices.csv` of a folder.
  ///
  /// - Throws: ``ClockError`` with every mistake in either file.
  package init(folder: String) throws(ClockError) {
    var devices = ClockTable(file: "\(folder)/devices.csv")
    let regions = devices.records { DeviceRow(&$0) }
    var builds = ClockTable(file: "\(folder)/builds.csv")
    let names = regions.map { $0.device }
    let rows = builds.records { BuildRow(&$0, devices: names)?.build }
    let problems = devices.problems + builds.problems
    guard problems.isEmpty else { throw ClockError(problems: problems) }
    self.init(builds: rows, devices: Self.devices(regions))
  }

  /// Rows of one device become one device, with a region per row.
  private static func devices(_ rows: [DeviceRow]) -> [ClockDevice] {
    rows.reduce(into: []) { devices, row in
      if let index = devices.firstIndex(where: { $0.name == row.device }) {
        devices[index].regions.append(row.region)
      } else {
        devices.append(
          ClockDevice(
            name: row.device, family: row.family, basis: row.basis, board: row.board,
            regions: [row.region]))
      }
    }
  }
}

/// Why builds could not be read: every mistake, one a line, with its file.
package struct ClockError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Never empty.
  package let problems: [String]

  /// The lines below a heading.
  package var description: String {
    "cannot read the builds that the clock model is fitted to:\n  "
      + problems.prefix(20).joined(separator: "\n  ")
  }
}

/// One of the two files, and what is wrong with it.
struct ClockTable {
  let file: String
  private var table: CSVTable?
  private(set) var problems: [String] = []

  init(file: String) {
    self.file = file
    do {
      table = try CSVTable(Array(Data(contentsOf: URL(fileURLWithPath: file))))
      problems = table?.problems.map { $0.text(file: file) } ?? []
    } catch let problem as TableProblem {
      problems = [problem.text(file: file)]
    } catch {
      problems = ["\(file): \(error.localizedDescription)"]
    }
  }

  /// What each record says, without those that have mistakes.
  mutating func records<Row>(_ read: (inout ClockRecord) -> Row?) -> [Row] {
    guard let table else { return [] }
    var rows: [Row] = []
    for entry in table.records {
      var record = ClockRecord(table: table, record: entry)
      if let row = read(&record), record.problems.isEmpty { rows.append(row) }
      problems += record.problems.map { $0.text(file: file) }
    }
    return rows
  }
}

/// One record of a file, read field by field.
struct ClockRecord {
  let table: CSVTable
  let record: CSVTable.Record
  private(set) var problems: [TableProblem] = []

  init(table: CSVTable, record: CSVTable.Record) {
    self.table = table
    self.record = record
  }

  /// A field; empty when the column is missing, which is a mistake.
  mutating func text(_ column: String) -> String {
    guard let index = table.index(of: column) else {
      reject(column, "no such column", "a column of this name")
      return ""
    }
    return FieldText.trimmed(record.fields[index])
  }

  /// A field that must not be empty.
  mutating func needed(_ column: String) -> String {
    let text = text(column)
    if text.isEmpty, problems.isEmpty { reject(column, "nothing", "a text") }
    return text
  }

  /// A number that is not negative; `nil` when the field is empty.
  mutating func number(_ column: String) -> Double? {
    let text = text(column)
    guard !text.isEmpty else { return nil }
    guard let value = Double(text), value.isFinite, value >= 0, value < 1e12 else {
      reject(column, TableProblem.quoted(text), "a number that is not negative")
      return nil
    }
    return value
  }

  /// A whole number from 1, or `nil` when the field is empty.
  mutating func count(_ column: String, from lowest: Int = 1) -> Int? {
    let text = text(column)
    guard !text.isEmpty else { return nil }
    guard let value = Int(text), (lowest...1_000_000_000).contains(value) else {
      reject(column, TableProblem.quoted(text), "a whole number, at least \(lowest)")
      return nil
    }
    return value
  }

  /// One of the names of a type.
  mutating func choice<Choice>(_ column: String, _ type: Choice.Type) -> Choice?
  where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
    let text = text(column)
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    reject(column, TableProblem.quoted(text), "one of \(names)")
    return nil
  }

  mutating func reject(_ column: String, _ found: String, _ expected: String) {
    problems.append(
      TableProblem(
        line: record.line, column: column, found: found, expected: expected,
        advice: "Correct the field."))
  }
}

/// A row of `devices.csv`: one region of a device.
private struct DeviceRow {
  let device: String
  let family: String
  let basis: ClockDevice.Basis
  let board: String
  let region: ResourceCount

  init?(_ record: inout ClockRecord) {
    device = record.needed("device")
    family = record.needed("family")
    board = record.text("board")
    _ = record.needed("source")
    var region = ResourceCount()
    for kind in ResourceKind.allCases {
      region[kind] = record.count(kind.rawValue, from: 0) ?? 0
    }
    self.region = region
    guard let basis = record.choice("basis", ClockDevice.Basis.self) else { return nil }
    self.basis = basis
  }
}

/// A row of `builds.csv`.
private struct BuildRow {
  let build: ClockBuild

  private enum Answer: String, CaseIterable { case yes, no }

  init?(_ record: inout ClockRecord, devices: [String]) {
    let id = record.needed("id")
    let device = record.needed("device")
    if !devices.contains(device) {
      record.reject(
        "device", TableProblem.quoted(device), "a device of devices.csv that could be read")
    }
    let design = record.needed("design")
    let library = record.needed("library")
    let source = record.needed("source")
    let demand = Self.demand(&record)
    let evidence = record.choice("request_evidence", ClockBuild.RequestEvidence.self)
    if let evidence, (demand.request != nil) != (evidence == .published || evidence == .assumed) {
      record.reject(
        "request_hz", demand.request == nil ? "nothing" : "a request",
        "a request where the evidence is published or assumed, and else nothing")
    }
    let clock = record.number("clock_hz") ?? 0
    if clock <= 0 { record.reject("clock_hz", "no clock", "a clock above 0") }
    guard let evidence else { return nil }
    build = ClockBuild(
      id: id, device: device, design: design, library: library, demand: demand,
      requestEvidence: evidence, clock: Frequency(clock), source: source)
  }

  private static func demand(_ record: inout ClockRecord) -> ClockDemand {
    var use: [ResourceKind: Double] = [:]
    for kind in ResourceKind.allCases { use[kind] = record.number(kind.rawValue) }
    let answer = record.choice("floorplanned", Answer.self)
    return ClockDemand(
      use: use, regions: record.count("slrs"), units: record.count("units") ?? 1,
      isFloorplanned: answer == .yes, request: record.number("request_hz").map { Frequency($0) })
  }
}
