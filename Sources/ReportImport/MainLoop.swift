/// A loop as high-level synthesis reports it.
struct SynthesizedLoop: Hashable {
  var name: String
  /// Cycles between starts of iterations; `nil` when it is not pipelined.
  var initiationInterval: Int?
  /// Cycles of one run of the loop; `nil` when it depends on data.
  var latency: Int?
}

/// Which loop's initiation interval is the kernel's.
enum MainLoop {
  /// The pipelined loop that takes longest; without latencies, the interval that all loops share.
  ///
  /// - Parameter loops: Every loop of the kernel.
  /// - Returns: The interval and how it was chosen; `nil` when no loop is pipelined or it cannot be
  ///   told which of them is the main one.
  static func choice(_ loops: [SynthesizedLoop]) -> (interval: Int, remark: String)? {
    let pipelined = loops.filter { $0.initiationInterval != nil }
    let intervals = Set(pipelined.compactMap(\.initiationInterval))
    guard let some = intervals.first else { return nil }
    if intervals.count == 1 {
      let names =
        pipelined.count == 1 ? "loop \(pipelined[0].name)" : "its \(pipelined.count) loops"
      return (some, "initiation interval of \(names)")
    }
    guard pipelined.allSatisfy({ $0.latency != nil }),
      let main = pipelined.max(by: { ($0.latency ?? 0) < ($1.latency ?? 0) }),
      let interval = main.initiationInterval
    else { return nil }
    return (interval, "initiation interval of loop \(main.name), the longest of \(pipelined.count)")
  }
}
