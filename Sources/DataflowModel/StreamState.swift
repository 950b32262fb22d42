/// A bounded FIFO between two processes, as the cycles of its last writes and reads.
///
/// A token written in cycle t can be read from t + 1 on; a place freed in cycle t can be written
/// from t + 1 on. Both are known as soon as the other side has acted, so no ticking is needed.
struct StreamState {
  private let capacity: Int
  private var writes: [Int]
  private var reads: [Int]
  private var written = 0
  private var read = 0
  private var writeSlot = 0
  private var readSlot = 0

  init(capacity: Int) {
    self.capacity = max(1, capacity)
    writes = Array(repeating: -1, count: self.capacity)
    reads = Array(repeating: -1, count: self.capacity)
  }

  /// The cycle from which the next token can be read; `never` while it has not been written.
  var tokenCycle: Int { read < written ? writes[readSlot] + 1 : Cycle.never }

  /// The cycle from which a token can be written; `never` while no place is known to become free.
  var spaceCycle: Int {
    if written < capacity { return 0 }
    return written - capacity < read ? reads[writeSlot] + 1 : Cycle.never
  }

  mutating func put(at cycle: Int) {
    writes[writeSlot] = cycle
    writeSlot = writeSlot + 1 == capacity ? 0 : writeSlot + 1
    written += 1
  }

  mutating func take(at cycle: Int) {
    reads[readSlot] = cycle
    readSlot = readSlot + 1 == capacity ? 0 : readSlot + 1
    read += 1
  }
}

/// Cycle numbers.
enum Cycle {
  /// Later than any cycle: the time of what waits for somebody else.
  static let never = Int.max / 4
}
