import Foundation
import HLSGenerator
import KernelIR
import Measurements
import Quantities
import Runners
import Specs

/// Writes the design points of a sweep below one folder, with an index and one copy of the headers.
struct SweepWriter {
  let sweep: GenerateSweep
  let dialect: any HLSDialect
  let root: String
  /// The command of a point that recreates its files alone.
  let command: @Sendable (GenerateSweep.Point) -> String

  /// What came of a sweep.
  struct Summary {
    /// Design points written.
    let written: Int
    /// The points in the order of the sweep; those not written have reasons.
    let points: [GenerateSweep.Point]
  }

  /// Points that one task writes before it looks for more.
  private static let batch = 16

  /// Prints all designs at the same time and writes them.
  ///
  /// - Throws: ``CommandFailure`` (1) when a file cannot be written.
  func write() async throws -> Summary {
    let all = sweep.points
    let chunks = stride(from: 0, to: all.count, by: Self.batch)
      .map { Array(all[$0..<min($0 + Self.batch, all.count)]) }
    var results = [[GenerateSweep.Point]](repeating: [], count: chunks.count)
    var headers: [GeneratedFile] = []
    try await withThrowingTaskGroup(of: (Int, [GenerateSweep.Point], [GeneratedFile]).self) {
      group in
      for (number, chunk) in chunks.enumerated() {
        group.addTask {
          var shared: [GeneratedFile] = []
          let points = try chunk.map { try self.write($0, &shared) }
          return (number, points, shared)
        }
      }
      for try await (number, points, shared) in group {
        results[number] = points
        for header in shared where !headers.contains(header) { headers.append(header) }
      }
    }
    try save(headers.sorted { $0.path < $1.path })
    let points = results.flatMap(\.self)
    try save([GeneratedFile(path: "designs.csv", contents: index(points))])
    return Summary(written: points.count { $0.reasons.isEmpty }, points: points)
  }

  /// Writes one design; headers for simulation are left to the common folder.
  private func write(
    _ point: GenerateSweep.Point, _ shared: inout [GeneratedFile]
  ) throws -> GenerateSweep.Point {
    guard let chosen = point.design else { return point }
    var point = point
    do {
      let design = try GeneratedDesign(
        kernel: point.kernel, board: sweep.board, design: chosen, command: command(point))
      let files = try dialect.files(for: design)
      for header in files where header.path.hasPrefix("csim/") && !shared.contains(header) {
        shared.append(header)
      }
      try save(
        files.filter { !$0.path.hasPrefix("csim/") }.map { file in
          GeneratedFile(path: "\(point.folder)/\(file.path)", contents: file.contents)
        })
    } catch let error as DesignError {
      point.reasons = error.reasons
    } catch let error as GenerationError {
      point.reasons = error.reasons
    }
    if !point.reasons.isEmpty { point.folder = "" }
    return point
  }

  private func save(_ files: [GeneratedFile]) throws {
    do { try GeneratedFile.write(files, to: root) } catch {
      throw CommandFailure(error.description, .failed)
    }
  }

  // MARK: The index

  private func index(_ points: [GenerateSweep.Point]) -> String {
    CSVWriter.text(header: Self.columns, rows: points.map(row))
  }

  private static let columns = [
    "folder", "kernel", "operation", "schedule", "element_type", "lanes", "chain", "compute_units",
    "memory", "channels", "clock_hz", "status", "message",
  ]

  private func row(_ point: GenerateSweep.Point) -> [String] {
    let design = point.design
    return [
      point.folder, point.kernel.name, design?.operation ?? point.values[.operation] ?? "",
      design?.schedule.rawValue ?? point.values[.schedule] ?? "",
      design?.elementType.rawValue ?? point.values[.type] ?? "",
      design.map { "\($0.lanes)" } ?? point.values[.lanes] ?? "",
      design.map { "\($0.chain)" } ?? "", design.map { "\($0.computeUnits)" } ?? "",
      design?.memory ?? "", design.map { "\($0.channels)" } ?? "",
      design.map { CSVWriter.number($0.clock.value) } ?? "",
      point.reasons.isEmpty ? "written" : "refused", point.reasons.joined(separator: "; "),
    ]
  }
}
