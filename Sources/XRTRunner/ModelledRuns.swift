import XRTDevice

/// The times that the device process of an emulation gives for the runs of its units, in the order in
/// which they were started.
struct ModelledRuns {
  /// The time of a run by the board's model.
  struct Time: Equatable {
    var seconds: Double
    var cycles: Int?
  }

  /// One for each run; `nil` for a run that nobody could time.
  let times: [Time?]

  /// Reads the report of a device process that is coming to its end.
  init(report path: String) {
    self.init(DeviceReport(path: path, waiting: 5)?.records ?? [])
  }

  init(_ records: [DeviceRecord]) {
    var times: [Time?] = []
    var first = 0
    for record in records {
      switch record {
      // Numbers start again with every program that is loaded.
      case .loaded: first = times.count
      case .run: times.append(nil)
      case .time(let time):
        guard times.indices.contains(first + time.run), let seconds = time.modelledSeconds else {
          continue
        }
        times[first + time.run] = Time(seconds: seconds, cycles: time.cycles)
      case .transfer, .finding, .end: break
      }
    }
    self.times = times
  }

  /// The time of launches of some units each: units run side by side, launches follow each other.
  ///
  /// - Returns: `nil` when a run has no time.
  static func sum(_ runs: [Time?], units: Int) -> Time? {
    let known = runs.compactMap(\.self)
    guard !known.isEmpty, known.count == runs.count, runs.count.isMultiple(of: units) else {
      return nil
    }
    var total = Time(seconds: 0, cycles: 0)
    for start in stride(from: 0, to: known.count, by: units) {
      let together = known[start..<start + units]
      total.seconds += together.map(\.seconds).max() ?? 0
      let cycles = together.compactMap(\.cycles)
      let (sum, overflow) = (total.cycles ?? 0).addingReportingOverflow(cycles.max() ?? 0)
      total.cycles = cycles.count == units && total.cycles != nil && !overflow ? sum : nil
    }
    return total
  }
}
