import Measurements
import struct Measurements.Measurement
import Quantities

/// Takes the name from measurements of memory that cannot be what their size says: none is faster
/// behind the caches than in the slowest of them.
struct PlateauCheck {
  /// The best median of each cache so far, in bytes per second.
  private var caches: [String: Double] = [:]

  /// Rows with names that hold.
  mutating func named(_ rows: [Measurement]) -> [Measurement] {
    let medians = Self.medians(rows)
    for (point, rate) in medians where point.memory != "dram" && !point.memory.isEmpty {
      caches[point.memory] = max(rate, caches[point.memory] ?? 0)
    }
    guard let slowest = caches.min(by: { $0.value < $1.value }) else { return rows }
    let wrong = Set(medians.filter { $0.memory == "dram" && $1 > slowest.value }.keys)
    return rows.map { row in
      guard wrong.contains(Self.point(row)) else { return row }
      var copy = row
      copy.memory = ""
      let note = "faster than \(slowest.key), so this is not dram alone"
      copy.message = row.message.isEmpty ? note : "\(row.message); \(note)"
      return copy
    }
  }

  private static func medians(_ rows: [Measurement]) -> [Measurement: Double] {
    var rates: [Measurement: [Double]] = [:]
    for row in rows where row.status == .ok {
      guard let rate = row.bandwidth else { continue }
      rates[point(row), default: []].append(rate.value)
    }
    return rates.compactMapValues { SampleStatistics($0)?.median }
  }

  /// What repetitions have in common.
  private static func point(_ row: Measurement) -> Measurement {
    var point = row
    point.repetition = nil
    point.seconds = nil
    point.power = nil
    point.resultCheck = .notChecked
    point.message = ""
    return point
  }
}
