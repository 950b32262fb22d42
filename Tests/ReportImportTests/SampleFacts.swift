import Foundation
import Measurements
import struct Measurements.Measurement

@testable import ReportImport

/// The files beside the tests and what a person reads in them.
enum Samples {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Samples")

  /// Opens a sample.
  static func file(_ name: String) throws -> ReportFile {
    try ReportFile(path: folder.appendingPathComponent(name).path)
  }

  /// The bytes of a sample.
  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// Every file but those that are about the others.
  static var names: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { !["README.md", "facts.csv"].contains($0) }.sorted()
  }

  /// What is written in `facts.csv`, by sample.
  static func facts() throws -> [String: [Fact]] {
    var reader = try CSVReader(bytes("facts.csv"))
    _ = try reader.readHeader()
    var facts: [Fact] = []
    while try reader.advance() {
      let cells = (0..<reader.fieldCount).map { reader.text(at: $0) }
      guard cells.count == 5, let row = Int(cells[2]) else { continue }
      facts.append(
        Fact(sample: cells[0], kind: cells[1], row: row, column: cells[3], value: cells[4]))
    }
    return Dictionary(grouping: facts, by: \.sample)
  }
}

/// One field of one row.
struct Fact {
  var sample: String
  var kind: String
  var row: Int
  var column: String
  var value: String

  /// What an importer says instead; `nil` when it agrees. Numbers agree to half a unit of the last
  /// place that a person would write: 10⁻⁶ of them.
  func disagreement(_ report: ImportedReport) -> String? {
    guard let found = field(report) else { return "\(sample) has no row \(row)" }
    if found == value { return nil }
    if let left = Double(found), let right = Double(value), abs(left - right) <= 1e-6 * abs(right) {
      return nil
    }
    return "\(sample) row \(row) \(column): found \(found), expected \(value)"
  }

  private func field(_ report: ImportedReport) -> String? {
    if !report.workloads.isEmpty {
      guard report.workloads.indices.contains(row) else { return nil }
      let workload = report.workloads[row]
      return switch column {
      case "name": workload.name
      case "operations": String(workload.operations)
      case "bytes": String(workload.bytes)
      default: nil
      }
    }
    if column == "rows" { return String(report.rows.count) }
    guard report.rows.indices.contains(row) else { return nil }
    let measurement = report.rows[row]
    if let column = MeasurementSchema.columns.first(where: { $0.name == column }) {
      return column.text(measurement)
    }
    return measurement.extraColumns.first { $0.name == column }?.value
  }
}
