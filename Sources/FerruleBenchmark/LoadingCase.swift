import Foundation
import Measurements
import struct Measurements.Measurement
import Quantities
import RunStore
import Synchronization

/// A file of a million rows, loaded as the viewer loads it. Writes the file first, which takes
/// longer than all else and some 400 MB of the folder for temporary files.
struct LoadingCase {
  private static let rows = 1_000_000

  /// Ten repetitions a design point, and every row one of its own; neither runs unless named. The
  /// peak memory is that of the whole process, so each should run alone.
  static func all(_ repetition: Repetition) -> [BenchmarkCase] {
    [
      LoadingCase(name: "load-repeated", words: "100 k design points × 10", repetitions: 10),
      LoadingCase(name: "load-distinct", words: "each a design point", repetitions: 1),
    ].map { item in
      BenchmarkCase(
        name: item.name, summary: "load a file of 1 M rows, \(item.words); only when named",
        isOnlyByName: true
      ) { try item.measure(repetition) }
    }
  }

  let name: String
  let words: String
  let repetitions: Int

  private func measure(_ repetition: Repetition) throws -> [BenchmarkFigure] {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-benchmark-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write(path)
    let alone = FirstSnapshot.load(path)
    // Of one loading: further ones in the same process find what the first left.
    let peak = Repetition.peakMemory()
    let times = [alone] + repetition.loadings { FirstSnapshot.load(path) }
    guard times.allSatisfy({ $0.rows == Self.rows }) else {
      throw BenchmarkError("not every row was loaded")
    }
    let label = "1 M rows, \(words)"
    return [
      BenchmarkFigure(
        label: "\(label): first snapshot", unit: .seconds, samples: times.map(\.first), goal: 1.5,
        peers: []),
      BenchmarkFigure(
        label: "\(label): all", unit: .seconds, samples: times.map(\.all), goal: 3, peers: []),
      BenchmarkFigure(
        label: "\(label): peak memory", unit: .bytes, samples: [peak], goal: 200e6, peers: []),
    ]
  }

  private func write(_ path: String) throws {
    let writer = MeasurementCSVWriter()
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchmarkError("cannot write \(path)") }
    var text = writer.headerLine
    for index in 0..<Self.rows {
      text += writer.line(for: row(index))
      guard text.utf8.count > 1 << 20 || index == Self.rows - 1 else { continue }
      try file.write(contentsOf: Data(text.utf8))
      text = ""
    }
    try file.close()
  }

  /// A run of 16 lanes and 32 units at 300 MHz, with times that differ a little.
  private func row(_ index: Int) -> Measurement {
    let point = index / repetitions
    var row = Measurement()
    (row.runID, row.utc, row.tool) = ("20260101-000000", "2026-01-01T00:00:00Z", "benchmark")
    (row.board, row.runner, row.dialect) = ("u280", "opencl", "vitis")
    (row.kernel, row.operation) = ("roofline", ["fma", "add", "mul"][point % 3])
    (row.elementType, row.memory, row.pattern) = (["f32", "f64"][point % 2], "hbm", "sequential")
    (row.lanes, row.chain, row.passes, row.computeUnits) = (16, 1 + point % 8, 1, 32)
    (row.clockTarget, row.clock) = (.megahertz(300), .megahertz(300))
    (row.channels, row.portBits, row.burstBeats, row.outstanding) = (32, 512, 64, 32)
    row.problemSize = 4096 + 64 * point
    row.bytesRead = 32 * (4096 + 64 * point)
    row.bytesWritten = row.bytesRead
    row.operations = 8 * (4096 + 64 * point) * (1 + point % 8)
    row.repetition = index % repetitions
    row.seconds = Double(4096 + 64 * point) / 5e9 * (1 + Double(index % 997) / 1e5)
    (row.timeSource, row.resultCheck) = (.deviceEvent, .passed)
    (row.lut, row.ff, row.dsp, row.bram) = (10_240, 20_480, 128, 16)
    return row
  }
}

/// How long loading took.
private struct FirstSnapshot: Sendable {
  var first = 0.0
  var all = 0.0
  var rows = 0

  static func load(_ path: String) -> FirstSnapshot {
    let start = ProcessInfo.processInfo.systemUptime
    let found = Mutex(FirstSnapshot())
    let end = DispatchSemaphore(value: 0)
    _ = RunLoader(files: [path]).start { snapshot in
      let now = ProcessInfo.processInfo.systemUptime - start
      found.withLock {
        if $0.first == 0 { $0.first = now }
        ($0.all, $0.rows) = (now, snapshot.counts.rows)
      }
      if snapshot.isComplete { end.signal() }
    }
    end.wait()
    return found.withLock { $0 }
  }
}

extension Repetition {
  /// Runs a loading as often as ``times(by:_:)`` runs a block.
  fileprivate func loadings(_ load: () -> FirstSnapshot) -> [FirstSnapshot] {
    var found: [FirstSnapshot] = []
    _ = times(by: .wall) { found.append(load()) }
    return found
  }
}
