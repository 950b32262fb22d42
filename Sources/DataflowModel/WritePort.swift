/// The write side of an AXI port: collects a whole burst, then sends it (conservative mode, the
/// default of Vitis HLS), with `outstanding` bursts waiting for their response.
struct WritePort {
  /// The burst that is being collected, and those after it.
  var cursor: BurstCursor
  let outstanding: Int
  let timing: PortTiming
  let transactionBytes: Int
  let plan: PortPlan
  var lastChannel = -1

  var collectedBeats = 0
  var collected = 0
  var sent = 0
  var answered = 0
  var portFree = 0
  /// When each buffer after the first one has taken the last burst.
  var bufferFree: [Int]

  // By place: the burst and when it was full, when its data had left, when it was answered.
  var firstBeat: [Int]
  var lengths: [Int]
  var fullCycles: [Int]
  var drainCycles: [Int]
  var pendingAnswers: [Int]
  var answerCycles: [Int]
  /// Why each burst was sent, and answered, as late as it was.
  private var sendCauses: [StallCause]
  private var answerCauses: [StallCause]
  /// When the last response arrived.
  var lastAnswer = 0
  /// When the buffer takes the next beat; `never` while the burst in its place has not left.
  private(set) var spaceCycle = 0

  init(_ plan: PortPlan, cursor: BurstCursor, transactionBytes: Int) {
    self.cursor = cursor
    outstanding = plan.outstanding
    timing = plan.timing
    self.plan = plan
    self.transactionBytes = transactionBytes
    firstBeat = Array(repeating: 0, count: outstanding)
    lengths = Array(repeating: 0, count: outstanding)
    fullCycles = Array(repeating: 0, count: outstanding)
    drainCycles = Array(repeating: -1, count: outstanding)
    pendingAnswers = Array(repeating: 0, count: outstanding)
    answerCycles = Array(repeating: -1, count: outstanding)
    sendCauses = Array(repeating: .compute, count: outstanding)
    answerCauses = Array(repeating: .outstanding, count: outstanding)
    bufferFree = Array(repeating: 0, count: max(0, timing.writeBuffers - 1))
  }

  /// Whether every burst that was begun has been answered.
  var isEmpty: Bool { answered == collected && collectedBeats == 0 }

  private mutating func findSpace() {
    let before = collected - outstanding
    guard before >= 0 else {
      spaceCycle = 0
      return
    }
    spaceCycle = before < sent ? drainCycles[before % outstanding] : Cycle.never
  }

  /// Why the buffer takes the next beat no earlier: what held up the burst in its place, or that it
  /// was leaving.
  var spaceCause: StallCause {
    mutating get {
      let cause = sendCauses[collected % outstanding]
      guard cause == .compute else { return cause }
      return timing.writeGap > 0 ? .burstGap : .portWidth
    }
  }

  /// Puts a beat into the buffer.
  mutating func put(at cycle: Int) {
    collectedBeats += 1
    guard let burst = cursor.current, collectedBeats == burst.length else { return }
    let place = collected % outstanding
    firstBeat[place] = burst.beat
    lengths[place] = burst.length
    fullCycles[place] = cycle + 1
    collectedBeats = 0
    collected += 1
    cursor.allowance -= 1
    cursor.advance()
    findSpace()
  }

  /// When the next burst can be sent; `never` when none is full or a response is missing.
  var requestCycle: Int { mutating get { findRequest() } }

  private mutating func findRequest() -> Int {
    guard sent < collected else { return Cycle.never }
    var ready = max(fullCycles[sent % outstanding], portFree)
    if sent > 0, nextChannel != lastChannel, let lead = timing.writeCrossingLead {
      guard answered == sent else { return Cycle.never }
      ready = max(ready, lastAnswer - lead)
    }
    // The burst whose place it takes must have been answered, whatever is with those in between.
    let place = sent % outstanding
    guard sent >= outstanding else { return ready }
    return pendingAnswers[place] == 0 ? max(ready, answerCycles[place] + 1) : Cycle.never
  }

  /// The channel of the burst that is sent next.
  var nextChannel: Int {
    mutating get { plan.channel(of: firstBeat[sent % outstanding] * timing.beatBytes) }
  }

  /// Sends the next burst: one beat per cycle, then the gap.
  mutating func request(at cycle: Int) -> BurstRequest {
    let place = sent % outstanding
    let own = max(fullCycles[place], portFree)
    sendCauses[place] = cycle > own ? answerCauses[place] : .compute
    lastChannel = nextChannel
    let first = firstBeat[place] * timing.beatBytes / transactionBytes
    let last = ((firstBeat[place] + lengths[place]) * timing.beatBytes - 1) / transactionBytes
    drainCycles[place] = cycle + lengths[place]
    portFree = cycle + lengths[place] + timing.writeGap
    pendingAnswers[place] = last - first + 1
    sent += 1
    findSpace()
    return BurstRequest(
      place: place, firstTransaction: first, count: last - first + 1,
      cycle: store(length: lengths[place], from: drainCycles[place]))
  }

  /// Passes a burst that has been sent through the other buffers; returns when the last one has it.
  private mutating func store(length: Int, from cycle: Int) -> Int {
    var whole = cycle
    for buffer in bufferFree.indices {
      whole = max(whole, bufferFree[buffer]) + length
      bufferFree[buffer] = whole
    }
    return whole
  }

  /// Moves all times of the port.
  mutating func shiftTimes(_ cycles: Int) {
    portFree += cycles
    for buffer in bufferFree.indices { bufferFree[buffer] += cycles }
    lastAnswer += cycles
    for place in 0..<outstanding {
      fullCycles[place] += cycles
      drainCycles[place] += cycles
      answerCycles[place] += cycles
    }
    findSpace()
  }

  /// The controller has taken a transaction; the burst's response is at the port with the last one.
  mutating func answer(place: Int, at cycle: Int, cause: StallCause) {
    pendingAnswers[place] -= 1
    answerCauses[place] = cause
    guard pendingAnswers[place] == 0 else { return }
    answerCycles[place] = cycle
    lastAnswer = max(lastAnswer, answerCycles[place])
    while answered < sent, pendingAnswers[answered % outstanding] == 0 { answered += 1 }
  }
}
