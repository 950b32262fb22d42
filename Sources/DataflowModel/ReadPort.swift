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
  let plan: PortPlan

  /// The channel of the burst that is asked for next.
  var nextChannel = 0
  var lastChannel = 0
  var unanswered = 0
  var lastAnswer = 0
  var requested = 0
  var released = 0
  var lastRequest: Int
  var releases: [Int]

  // The burst in each place: first beat, length, first transaction, and when each of its
  // transactions was answered (`never` until then).
  var firstBeat: [Int]
  var lengths: [Int]
  var answers: [Int]
  let answersPerPlace: Int

  var taken = 0
  var lastBeat = -1
  /// Why each transaction was answered as late as it was, as `answers`.
  private var causes: [StallCause]
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
    lastRequest = -timing.requestInterval
    releases = Array(repeating: -1, count: outstanding)
    firstBeat = Array(repeating: 0, count: outstanding)
    lengths = Array(repeating: 0, count: outstanding)
    answersPerPlace = 4096 / min(4096, transactionBytes) + 1
    answers = Array(repeating: Cycle.never, count: outstanding * answersPerPlace)
    causes = Array(repeating: .outstanding, count: outstanding * answersPerPlace)
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
    return place < released
      ? max(earliest, releases[place % outstanding] + 1) : Cycle.never
  }

  /// Whether every burst that was asked for has been taken.
  var isEmpty: Bool { released == requested }

  var nextByte: Int { (cursor.current?.beat ?? 0) * timing.beatBytes }

  /// Asks for the next burst: which transactions of which place the memory must answer.
  mutating func request(at cycle: Int) -> BurstRequest {
    let burst = cursor.current ?? (0, 1)
    let place = requested % outstanding
    firstBeat[place] = burst.beat
    lengths[place] = burst.length
    let first = burst.beat * timing.beatBytes / transactionBytes
    let last = ((burst.beat + burst.length) * timing.beatBytes - 1) / transactionBytes
    for index in 0...(last - first) { answers[place * answersPerPlace + index] = Cycle.never }
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
    answers[place * answersPerPlace + index] = cycle
    causes[place * answersPerPlace + index] = cause
    unanswered -= 1
    lastAnswer = max(lastAnswer, cycle)
    if place == released % outstanding { findBeat() }
  }

  /// Takes the next beat.
  mutating func take(at cycle: Int) {
    lastBeat = cycle
    taken += 1
    if taken == lengths[released % outstanding] {
      releases[released % outstanding] = cycle
      released += 1
      taken = 0
    }
    findBeat()
  }

  /// All transactions that the next beat's bytes belong to must have been answered.
  private mutating func findBeat() {
    guard released < requested else {
      beatCycle = Cycle.never
      return
    }
    let place = released % outstanding
    let base = firstBeat[place] * timing.beatBytes / transactionBytes
    let byte = (firstBeat[place] + taken) * timing.beatBytes
    let first = byte / transactionBytes - base
    let last = (byte + timing.beatBytes - 1) / transactionBytes - base
    var latest = lastBeat + 1
    beatCause = .portWidth
    for index in first...last {
      let slot = place * answersPerPlace + index
      guard answers[slot] > latest else { continue }
      latest = answers[slot]
      beatCause = causes[slot]
    }
    beatCycle = latest
  }
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
