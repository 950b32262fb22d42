import Foundation
import Measurements
import struct Measurements.Measurement
import Plotting
import Quantities
import RooflineModel
import RunStore

@testable import TerminalUI

/// States to look at, from rows that are written to a file as a user's would be.
enum SampleView {
  /// The style that ships.
  static func style() throws -> PlotStyle {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try PlotStyle.load(from: package.appendingPathComponent("Plots").path)
  }

  /// A state of the given size.
  static func state(
    columns: Int = 80, rows: Int = 24, charset: TextCharset = .braille,
    measurements: [Measurement] = SampleView.rows(), kernels: Bool = false
  ) throws -> ViewState {
    ViewState(
      columns: columns, rows: rows, charset: charset, style: try style(),
      data: try data(measurements, kernels: kernels))
  }

  /// Rows as data, with two kernels on request.
  static func data(_ rows: [Measurement], kernels: Bool = false) throws -> ViewData {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("view-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try MeasurementTable(rows: rows).csv.write(toFile: path, atomically: true, encoding: .utf8)
    let snapshot = RunLoader(files: [path]).load()
    return ViewData(
      files: ["board.csv"], snapshot: snapshot, kernels: kernels ? Self.kernels : [],
      kernelArguments: kernels ? ["--kernels", "mine.csv"] : [])
  }

  /// A board with two memories, two types and a sweep.
  static func rows(board: String = "card", evidence: ResultEvidence = .modelled) -> [Measurement] {
    let streams = ["ddr", "hbm"].flatMap { memory in
      ["scale", "triad"].map { operation in
        run(
          board, evidence, kernel: "stream", operation: operation, memory: memory,
          operations: 1 << 20, bytes: (operation == "scale" ? 8 : 12) << 20,
          seconds: memory == "hbm" ? 4e-5 : 4e-4)
      }
    }
    let sweep = [1, 4, 16, 64, 256].map { chain in
      var row = run(
        board, evidence, kernel: "roofline", operation: "fma", memory: "hbm",
        operations: chain << 20, bytes: 4 << 20, seconds: max(1e-5, Double(chain) * 1e-6))
      row.chain = chain
      return row
    }
    var double = run(
      board, evidence, kernel: "roofline", operation: "fma", memory: "hbm", operations: 1 << 28,
      bytes: 1 << 20, seconds: 1e-3)
    double.elementType = "f64"
    return streams + sweep + [double]
  }

  /// Many design points, spread over the plane.
  static func manyRows(_ count: Int) -> [Measurement] {
    (0..<count).map { index in
      var row = run(
        "card", .modelled, kernel: "roofline", operation: "fma", memory: "hbm",
        operations: (index % 97 + 1) << 14, bytes: 1 << 20, seconds: Double(index % 89 + 1) * 1e-6)
      row.problemSize = index
      return row
    }
  }

  private static func run(
    _ board: String, _ evidence: ResultEvidence, kernel: String, operation: String,
    memory: String, operations: Int, bytes: Int, seconds: Double
  ) -> Measurement {
    var row = Measurement()
    row.board = board
    row.evidence = evidence
    row.kernel = kernel
    row.operation = operation
    row.elementType = "f32"
    row.memory = memory
    row.operations = operations
    row.bytesRead = bytes
    row.seconds = seconds
    row.repetition = 0
    return row
  }

  private static let kernels = [("fit", 4.0, 3e11), ("blur", 0.5, 2e10)].map { name, x, y in
    RooflinePoint(
      label: name, board: "card", memory: "hbm", elementType: "f32",
      intensity: OperationalIntensity(x), throughput: Estimate(value: y), basis: .measured,
      binding: .memory("hbm"), shareOfBound: 0.5)
  }
}

extension ViewState {
  /// Presses keys, one after the other; what is to be done outside is returned.
  @discardableResult
  mutating func press(_ keys: Key...) -> [ViewEffect] {
    keys.flatMap { update(.input(.key($0))) }
  }

  /// Types a text.
  mutating func type(_ text: String) {
    for character in text { _ = update(.input(.key(.character(character)))) }
  }

  /// The screen as text.
  var screen: String { Screen.draw(self).text }
}
