/// A bounded FIFO between two processes, as the times of its last reads and writes.
///
/// A token written in cycle t can be read from t + 1 on; a place freed in cycle t can be written
/// from t + 1 on. Both are known as soon as the other side has acted, so no ticking is needed.
struct StreamState {
  private let capacity: Int
  private var writeTimes: [Ticks]
  private var readTimes: [Ticks]
  private(set) var written = 0
  private(set) var read = 0

  init(capacity: Int) {
    self.capacity = capacity
    writeTimes = Array(repeating: 0, count: capacity)
    readTimes = Array(repeating: 0, count: capacity)
  }

  /// When the next token can be read; `nil` while it has not been written.
  var tokenTime: Ticks? {
    read < written ? writeTimes[read % capacity] + TickScale.cycle : nil
  }

  /// When the next token can be written; `nil` while the place is not known to become free.
  var spaceTime: Ticks? {
    guard written >= capacity else { return 0 }
    return written - capacity < read
      ? readTimes[(written - capacity) % capacity] + TickScale.cycle : nil
  }

  mutating func put(at time: Ticks) {
    writeTimes[written % capacity] = time
    written += 1
  }

  mutating func take(at time: Ticks) {
    readTimes[read % capacity] = time
    read += 1
  }
}
