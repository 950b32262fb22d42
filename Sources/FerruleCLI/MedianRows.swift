import Measurements
import struct Measurements.Measurement

/// Of all repetitions of a run the one whose time is the median; failed runs as they are, once.
struct MedianRows {
  /// One row of each run, in the order of their first rows.
  let rows: [Measurement]

  /// Picks rows.
  init(_ all: [Measurement]) {
    var order: [RowIdentity] = []
    var groups: [RowIdentity: [Measurement]] = [:]
    for row in all {
      let identity = RowIdentity(row)
      if groups[identity] == nil { order.append(identity) }
      groups[identity, default: []].append(row)
    }
    rows = order.compactMap { Self.middle(groups[$0] ?? []) }
  }

  private static func middle(_ group: [Measurement]) -> Measurement? {
    let timed = group.filter { $0.status == .ok }.sorted { ($0.seconds ?? 0) < ($1.seconds ?? 0) }
    var row = timed.isEmpty ? group.first : timed[(timed.count - 1) / 2]
    row?.repetition = 0
    return row
  }
}
