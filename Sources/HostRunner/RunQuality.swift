package import Measurements
package import struct Measurements.Measurement
import Quantities

/// What repetitions say about how quiet the machine was.
package enum RunQuality {
  /// Spread of a point, as the distance of its quartiles over its median, that is worth a warning.
  static let spread = 0.05
  /// Change between the first and the second half of all repetitions that is worth a warning.
  static let drift = 0.02
  /// Share of a repetition that reading the clock may take.
  static let timer = 0.001

  /// Warnings for people.
  ///
  /// - Parameters:
  ///   - rows: Of one invocation.
  ///   - timerOverhead: Time between two readings of the clock in seconds; `nil` when not known.
  /// - Returns: Whole sentences; none for a quiet machine.
  package static func warnings(_ rows: [Measurement], timerOverhead: Double?) -> [String] {
    let groups = Dictionary(grouping: rows.filter { $0.status == .ok && $0.seconds ?? 0 > 0 }) {
      [
        $0.kernel, $0.operation, $0.elementType, $0.memory, "\($0.chain ?? 0)",
        "\($0.workingSetBytes ?? 0)",
      ]
    }.values
    return [busy(groups), drifted(groups), late(rows, timerOverhead)].compactMap(\.self)
  }

  private static func busy(_ groups: some Collection<[Measurement]>) -> String? {
    let spreads = groups.compactMap { rows -> (spread: Double, label: String)? in
      guard rows.count > 2,
        let spread = SampleStatistics(rows.compactMap(\.seconds))?.relativeSpread
      else { return nil }
      return (spread, label(rows[0]))
    }
    let wide = spreads.filter { $0.spread > spread }
    guard let worst = wide.max(by: { ($0.spread, $0.label) < ($1.spread, $1.label) }) else {
      return nil
    }
    return "the machine was busy: spread \(percent(worst.spread)) of \(worst.label), and above "
      + "\(percent(spread)) in \(wide.count) of \(spreads.count) points; run again when it is quiet"
  }

  private static func drifted(_ groups: some Collection<[Measurement]>) -> String? {
    let changes = groups.compactMap { rows -> Double? in
      let times = rows.sorted { $0.repetition ?? 0 < $1.repetition ?? 0 }.compactMap(\.seconds)
      let half = times.count / 2
      guard half > 1, let first = SampleStatistics(Array(times.prefix(half))),
        let last = SampleStatistics(Array(times.suffix(half)))
      else { return nil }
      return last.median / first.median - 1
    }
    guard let change = SampleStatistics(changes)?.median, abs(change) > drift else { return nil }
    return "the machine drifted: later repetitions took \(percent(abs(change))) "
      + "\(change > 0 ? "longer" : "less") than earlier ones, e.g. by its clock or temperature"
  }

  private static func late(_ rows: [Measurement], _ overhead: Double?) -> String? {
    guard let overhead, let shortest = rows.compactMap(\.seconds).min(),
      overhead > shortest * timer
    else { return nil }
    return "reading the clock takes \(TimeSpan(overhead)), more than \(percent(timer)) of the "
      + "shortest repetition, \(TimeSpan(shortest)); give --min-time more"
  }

  private static func label(_ row: Measurement) -> String {
    let place =
      row.memory.isEmpty ? row.workingSetBytes.map { "\($0 >> 10) KiB" } ?? "" : row.memory
    return [row.kernel, row.operation, row.elementType, place]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func percent(_ share: Double) -> String {
    "\(SIPrefix.significant(share * 100, digits: 2)) %"
  }
}
