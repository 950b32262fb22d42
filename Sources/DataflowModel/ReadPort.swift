/// The read side of an AXI port: asks ahead for bursts as long as its buffer has room for them.
///
/// A burst's place is free again in the cycle after its last beat was taken; `outstanding` bursts
/// have a place (UG1399: the adapter's buffer holds outstanding × burst length words). Beats are
/// handed over in order, one per cycle, each when the memory has answered for all its bytes.
struct ReadPort {
  var cursor: BurstCursor
  let outstanding: Int
  let timing: PortTiming
  let transactionBytes: Int
  /// Bits of a byte's number within a transaction; -1 where that is no power of two.
  private let transactionShift: Int
  let plan: PortPlan

  /// The channel of the burst that is asked for next.
  var nextChannel = 0
  var lastChannel = 0
  var unanswered = 0
  var lastAnswer = 0
  var requested = 0
  var released = 0
  var lastRequest: Int
  /// The burst in a place of the buffer, and when its last beat was taken.
  struct Place {
    var firstBeat = 0
    var length = 0
    /// Bytes of its first transaction that lie before its first beat.
    var offset = 0
    var release = -1
  }

  /// When a transaction was answered, `never` until then, and why no earlier.
  struct Answer {
    var cycle = Cycle.never
    var cause = StallCause.outstanding
  }

  var places: [Place]
  /// Those of each place, one place after the other.
  var answers: [Answer]
  let answersPerPlace: Int
  /// The place of the next burst, and of the next beat.
  private var nextPlace = 0
  private var takenPlace = 0

  var taken = 0
  var lastBeat = -1
  /// Why the next beat can be taken no earlier.
  private(set) var beatCause = StallCause.outstanding
  /// When the next beat can be taken; `never` while it has not been answered.
  var beatCycle = Cycle.never

  init(_ plan: PortPlan, cursor: BurstCursor, transactionBytes: Int) {
    self.cursor = cursor
    outstanding = plan.outstanding
    timing = plan.timing
    self.plan = plan
    self.transactionBytes = transactionBytes
    transactionShift =
      transactionBytes.nonzeroBitCount == 1 ? transactionBytes.trailingZeroBitCount : -1
    lastRequest = -timing.requestInterval
    places = Array(repeating: Place(), count: outstanding)
    let longest = min(4096, cursor.burstBeats * plan.timing.beatBytes)
    answersPerPlace = longest / max(1, transactionBytes) + 2
    answers = Array(repeating: Answer(), count: outstanding * answersPerPlace)
    nextChannel = plan.channel(of: nextByte)
    lastChannel = nextChannel
  }

  /// When the next burst can be asked for; `never` when there is none or no place is free yet.
  var requestCycle: Int { mutating get { findRequest() } }

  private mutating func findRequest() -> Int {
    guard cursor.current != nil else { return Cycle.never }
    var earliest = lastRequest + timing.requestInterval
    if nextChannel != lastChannel, let lead = timing.crossingLead {
      guard unanswered == 0 else { return Cycle.never }
      earliest = max(earliest, lastAnswer - lead)
    }
    let place = requested - outstanding
    guard place >= 0 else { return max(0, earliest) }
    return place < released ? max(earliest, places[nextPlace].release + 1) : Cycle.never
  }

  /// Whether every burst that was asked for has been taken.
  var isEmpty: Bool { released == requested }

  var nextByte: Int { (cursor.current?.beat ?? 0) * timing.beatBytes }

  /// Asks for the next burst: which transactions of which place the memory must answer.
  mutating func request(at cycle: Int) -> BurstRequest {
    let burst = cursor.current ?? (0, 1)
    let place = nextPlace
    let first = burst.beat * timing.beatBytes / transactionBytes
    let last = ((burst.beat + burst.length) * timing.beatBytes - 1) / transactionBytes
    places[place].firstBeat = burst.beat
    places[place].length = burst.length
    places[place].offset = burst.beat * timing.beatBytes - first * transactionBytes
    for index in 0...(last - first) {
      answers[place * answersPerPlace + index].cycle = Cycle.never
    }
    nextPlace = self.place(after: place)
    lastRequest = cycle
    lastChannel = nextChannel
    unanswered += last - first + 1
    requested += 1
    cursor.allowance -= 1
    cursor.advance()
    nextChannel = plan.channel(of: nextByte)
    return BurstRequest(
      place: place, firstTransaction: first, count: last - first + 1, cycle: cycle)
  }

  /// The memory has answered for a transaction; its data are at the port in `cycle`.
  mutating func answer(place: Int, index: Int, at cycle: Int, cause: StallCause) {
    answers[place * answersPerPlace + index] = Answer(cycle: cycle, cause: cause)
    unanswered -= 1
    lastAnswer = max(lastAnswer, cycle)
    if place == takenPlace { findBeat() }
  }

  /// Takes the next beat.
  mutating func take(at cycle: Int) {
    lastBeat = cycle
    taken += 1
    if taken == places[takenPlace].length {
      places[takenPlace].release = cycle
      released += 1
      taken = 0
      takenPlace = place(after: takenPlace)
    }
    findBeat()
  }

  /// All transactions that the next beat's bytes belong to must have been answered.
  private mutating func findBeat() {
    guard released < requested else {
      beatCycle = Cycle.never
      return
    }
    let byte = places[takenPlace].offset + taken * timing.beatBytes
    var latest = lastBeat + 1
    beatCause = .portWidth
    let base = takenPlace * answersPerPlace
    for index in transaction(of: byte)...transaction(of: byte + timing.beatBytes - 1) {
      guard answers[base + index].cycle > latest else { continue }
      latest = answers[base + index].cycle
      beatCause = answers[base + index].cause
    }
    beatCycle = latest
  }

  /// The transaction of a place that holds a byte, counted from the place's first one.
  private mutating func transaction(of byte: Int) -> Int {
    transactionShift >= 0 ? byte >> transactionShift : byte / transactionBytes
  }

  private mutating func place(after place: Int) -> Int { place + 1 == outstanding ? 0 : place + 1 }
}

/// A burst on its way to a channel.
struct BurstRequest {
  /// The port's place for it.
  let place: Int
  /// Number of its first transaction: counted from the array's start, then within its channel.
  var firstTransaction: Int
  /// Transactions.
  let count: Int
  /// When it has passed all buffers that store whole bursts.
  let cycle: Int
}
