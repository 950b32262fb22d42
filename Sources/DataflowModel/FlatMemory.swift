/// A memory without rows and banks: one transaction after the other at a fixed pace, with pauses.
///
/// For boards whose memory timing is not known, and for comparison with simulations of such a
/// memory. Times are memory cycles; the pace may be a fraction of a cycle.
struct FlatMemory {
  /// Pace and pauses.
  struct Timing: Hashable {
    /// Memory cycles per transaction in 1/4096.
    var pace: Int
    /// Every `pausePeriod` cycles nothing is served for `pauseLength` cycles, from cycle 0 on.
    var pausePeriod: Int
    var pauseLength: Int
    /// Transactions that can wait.
    var queue: Int
  }

  static let scale = 4096
  let timing: Timing
  var waiting: [(tag: Int, arrival: Int)] = []
  private(set) var head = 0
  var busFree = 0

  init(_ timing: Timing) { self.timing = timing }

  var hasRoom: Bool { waiting.count - head < timing.queue }

  mutating func enqueue(tag: Int, at cycle: Int) { waiting.append((tag, cycle)) }

  /// The cycle in which the next transaction begins to be served.
  var nextCycle: Int {
    guard head < waiting.count else { return Cycle.never }
    let ready = max(waiting[head].arrival, (busFree + Self.scale - 1) / Self.scale)
    guard timing.pausePeriod > 0 else { return ready }
    let phase = ready % timing.pausePeriod
    return phase < timing.pauseLength ? ready + timing.pauseLength - phase : ready
  }

  /// Whether a pause has just ended.
  func isAfterPause(_ cycle: Int) -> Bool {
    timing.pausePeriod > 0 && cycle % timing.pausePeriod == timing.pauseLength
  }

  /// Serves the next transaction in a cycle that is not before ``nextCycle``; its data are complete
  /// at the returned cycle.
  mutating func step(at cycle: Int) -> (tag: Int, done: Int) {
    let tag = waiting[head].tag
    // A transaction that waited only for a fraction of a cycle keeps the pace.
    let isBackToBack = cycle * Self.scale - busFree < Self.scale
    busFree = (isBackToBack ? busFree : cycle * Self.scale) + timing.pace
    head += 1
    if head == 256 {
      waiting.removeFirst(head)
      head = 0
    }
    return (tag, (busFree + Self.scale - 1) / Self.scale)
  }
}
