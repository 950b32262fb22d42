/// A bounded FIFO between two processes, as the cycles of its last writes and reads.
///
/// A token written in cycle t can be read from t + 1 on; a place freed in cycle t can be written
/// from t + 1 on. Both are known as soon as the other side has acted, so no ticking is needed.
struct StreamState {
  let capacity: Int
  /// A place for a token: when it was last written and read, and why no earlier.
  struct Place {
    var written = -1
    var read = -1
    var writeCause = StallCause.compute
    var readCause = StallCause.compute
  }

  var places: [Place]
  private(set) var written = 0
  private(set) var read = 0
  private(set) var writeSlot = 0
  private(set) var readSlot = 0

  /// The cycle from which the next read can be made; `never` while its last token is not written.
  private(set) var tokenCycle = Cycle.never
  /// The cycle from which a write can be made; `never` while its last place is not known to become
  /// free.
  private(set) var spaceCycle = 0

  private let tokensPerWrite: Int
  private let tokensPerRead: Int

  init(capacity: StreamCapacity) {
    self.capacity = max(1, capacity.tokens)
    tokensPerWrite = capacity.perWrite
    tokensPerRead = capacity.perRead
    places = Array(repeating: Place(), count: self.capacity)
    written = min(capacity.initial, self.capacity)
    writeSlot = written % self.capacity
    findToken()
    findSpace()
  }

  private mutating func findToken() {
    tokenCycle =
      read + tokensPerRead <= written
      ? places[slot(readSlot, after: tokensPerRead - 1)].written + 1 : Cycle.never
  }

  private mutating func findSpace() {
    let last = written + tokensPerWrite - capacity
    guard last > 0 else {
      spaceCycle = 0
      return
    }
    spaceCycle =
      last <= read ? places[slot(writeSlot, after: tokensPerWrite - 1)].read + 1 : Cycle.never
  }

  /// Why the next read has to wait: what held up the writer, or that it is slower.
  var tokenCause: StallCause {
    mutating get {
      let cause = places[slot(readSlot, after: tokensPerRead - 1)].writeCause
      return cause == .compute ? .streamEmpty : cause
    }
  }

  /// Why the next write has to wait: what held up the reader, or that it is slower.
  var spaceCause: StallCause {
    mutating get {
      let cause = places[slot(writeSlot, after: tokensPerWrite - 1)].readCause
      return cause == .compute ? .streamFull : cause
    }
  }

  mutating func put(at cycle: Int, cause: StallCause) {
    for _ in 0..<tokensPerWrite {
      places[writeSlot].written = cycle
      places[writeSlot].writeCause = cause
      writeSlot = slot(writeSlot, after: 1)
    }
    written += tokensPerWrite
    if tokenCycle == Cycle.never { findToken() }
    findSpace()
  }

  mutating func take(at cycle: Int, cause: StallCause) {
    for _ in 0..<tokensPerRead {
      places[readSlot].read = cycle
      places[readSlot].readCause = cause
      readSlot = slot(readSlot, after: 1)
    }
    read += tokensPerRead
    findToken()
    if spaceCycle == Cycle.never { findSpace() }
  }

  /// Moves all times.
  mutating func shift(_ cycles: Int) {
    for slot in 0..<capacity {
      places[slot].written += cycles
      places[slot].read += cycles
    }
    findToken()
    findSpace()
  }

  private mutating func slot(_ slot: Int, after count: Int) -> Int {
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
