/// A memory channel that serves one burst after the other in the order of their requests.
struct ChannelState {
  /// When the channel can begin the next burst.
  private(set) var freeTime: Ticks = 0
  /// Time that the channel spent moving data.
  private(set) var busyTime: Ticks = 0

  /// Serves a burst and returns when its data begin to move.
  mutating func serve(at time: Ticks, duration: Ticks) -> Ticks {
    let start = max(time, freeTime)
    freeTime = start + duration
    busyTime += duration
    return start
  }
}
