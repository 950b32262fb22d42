package import Measurements
package import struct Measurements.Measurement

/// Times of single accesses that pointer chases tell.
package enum HostLatency {
  /// The time of a read of one memory, in seconds.
  package struct Latency: Hashable, Sendable {
    /// The memory.
    package var memory: String
    /// The shortest median over its working sets.
    package var seconds: Double
  }

  /// The latency of every memory that has a name, shortest first.
  package static func shortest(_ rows: [Measurement]) -> [Latency] {
    var times: [String: [Int: [Double]]] = [:]
    for row in rows where !row.memory.isEmpty {
      guard let seconds = row.seconds, let bytes = row.bytesRead, let access = row.accessBytes,
        bytes > 0, access > 0
      else { continue }
      let one = seconds / (Double(bytes) / Double(access))
      times[row.memory, default: [:]][row.workingSetBytes ?? 0, default: []].append(one)
    }
    return times.compactMap { memory, sets in
      sets.values.compactMap { SampleStatistics($0)?.median }.min()
        .map { Latency(memory: memory, seconds: $0) }
    }.sorted { ($0.seconds, $0.memory) < ($1.seconds, $1.memory) }
  }
}
