/// A bounded FIFO between two processes, as the cycles of its last writes and reads.
///
/// A token written in cycle t can be read from t + 1 on; a place freed in cycle t can be written
/// from t + 1 on. Both are known as soon as the other side has acted, so no ticking is needed.
struct StreamState {
  let capacity: Int
  var writes: [Int]
  var reads: [Int]
  private(set) var written = 0
  private(set) var read = 0
  private(set) var writeSlot = 0
  private(set) var readSlot = 0

  /// Why each token was written, and each place freed, as late as it was, as `writes` and `reads`.
  private var writeCauses: [StallCause]
  private var readCauses: [StallCause]

  private let tokensPerWrite: Int
  private let tokensPerRead: Int

  init(capacity: StreamCapacity) {
    self.capacity = max(1, capacity.tokens)
    tokensPerWrite = capacity.perWrite
    tokensPerRead = capacity.perRead
    writes = Array(repeating: -1, count: self.capacity)
    reads = Array(repeating: -1, count: self.capacity)
    writeCauses = Array(repeating: .compute, count: self.capacity)
    readCauses = Array(repeating: .compute, count: self.capacity)
    written = min(capacity.initial, self.capacity)
    writeSlot = written % self.capacity
  }

  /// The cycle from which the next read can be made; `never` while its last token is not written.
  var tokenCycle: Int {
    guard read + tokensPerRead <= written else { return Cycle.never }
    return writes[slot(readSlot, after: tokensPerRead - 1)] + 1
  }

  /// The cycle from which a write can be made; `never` while its last place is not known to become
  /// free.
  var spaceCycle: Int {
    let last = written + tokensPerWrite
    if last <= capacity { return 0 }
    guard last - capacity <= read else { return Cycle.never }
    return reads[slot(writeSlot, after: tokensPerWrite - 1)] + 1
  }

  /// Why the next read has to wait: what held up the writer, or that it is slower.
  var tokenCause: StallCause {
    mutating get {
      let cause = writeCauses[slot(readSlot, after: tokensPerRead - 1)]
      return cause == .compute ? .streamEmpty : cause
    }
  }

  /// Why the next write has to wait: what held up the reader, or that it is slower.
  var spaceCause: StallCause {
    mutating get {
      let cause = readCauses[slot(writeSlot, after: tokensPerWrite - 1)]
      return cause == .compute ? .streamFull : cause
    }
  }

  mutating func put(at cycle: Int, cause: StallCause) {
    for _ in 0..<tokensPerWrite {
      writes[writeSlot] = cycle
      writeCauses[writeSlot] = cause
      writeSlot = slot(writeSlot, after: 1)
    }
    written += tokensPerWrite
  }

  mutating func take(at cycle: Int, cause: StallCause) {
    for _ in 0..<tokensPerRead {
      reads[readSlot] = cycle
      readCauses[readSlot] = cause
      readSlot = slot(readSlot, after: 1)
    }
    read += tokensPerRead
  }

  private func slot(_ slot: Int, after count: Int) -> Int {
    let next = slot + count
    return next < capacity ? next : next - capacity
  }
}

/// A stream of a graph: of data, or of tokens that hand over tiles.
struct TimedStream {
  /// Name for messages.
  let name: String
  /// How many tokens it holds.
  let depth: StreamCapacity
}

/// How many tokens a stream can hold, and how many move at a time: an edge of a synchronous
/// dataflow graph (Lee and Messerschmitt, Proc. IEEE 75(9), 1987).
struct StreamCapacity {
  /// Room for tokens, at least `perWrite` and `perRead`.
  let tokens: Int
  /// Tokens that are there at the start.
  var initial = 0
  /// Tokens of a write.
  var perWrite = 1
  /// Tokens of a read.
  var perRead = 1
}

/// Cycle numbers.
enum Cycle {
  /// Later than any cycle: the time of what waits for somebody else.
  static let never = Int.max / 4
}
