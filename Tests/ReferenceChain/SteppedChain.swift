/// The chain, stepped clock by clock with counters and valid bits: no data, no queues of records.
///
/// Bursts and beats come in one known order, so a place where they pass needs only to count them
/// (``BurstWalk``, ``BeatWalk``). Everything in a cycle is decided on the registers before it.
package struct SteppedChain {
  private let parameters: ChainParameters

  // Read port: requests, places, and beats that can be taken.
  private var requests: BurstWalk
  private var loadedBeats: BeatWalk
  private var places = 0
  private var nextRequest = 0
  private var readable = 0

  // Kernel.
  private var load: SteppedPipeline
  private var first = 0
  private var compute: SteppedPipeline
  private var second = 0
  private var store: SteppedPipeline

  // Write port: bursts that are full, that have not left, that are unanswered.
  private var collectedBeats: BeatWalk
  private var sentBursts: BurstWalk
  private var full = 0
  private var held = 0
  private var unanswered = 0
  private var sendLeft = 0
  private var nextSend = 0
  private var uncollected: Int

  // Ways to the memory and back.
  private var requestWay = SteppedWay()
  private var writeBuffers: [SteppedBuffer]
  private var writeWay = SteppedWay()
  private var returnWay = SteppedWay()
  private var responseWay = SteppedWay()

  // Memory: what waits at the port, the queue (bit 0 the oldest, 1 a write), the bus.
  private var arrivedBursts: BurstWalk
  private var arrivedWrites: BurstWalk
  private var admittedWrites: BeatWalk
  private var waitingReads = 0
  private var waitingWrites = 0
  private var readPace: SteppedPace
  private var writePace: SteppedPace
  private var queue: UInt64 = 0
  private var queued = 0
  private var bus: SteppedPace
  private var phase = 0

  /// Creates an idle chain; the ranges of ``ChainParameters`` are not checked.
  package init(_ parameters: ChainParameters) {
    self.parameters = parameters
    requests = BurstWalk(parameters)
    loadedBeats = BeatWalk(parameters)
    load = SteppedPipeline(parameters.load)
    compute = SteppedPipeline(parameters.compute)
    store = SteppedPipeline(parameters.store)
    collectedBeats = BeatWalk(parameters)
    sentBursts = BurstWalk(parameters)
    uncollected = parameters.beats
    writeBuffers = (1..<parameters.writeBuffers).map { _ in SteppedBuffer(parameters) }
    arrivedBursts = BurstWalk(parameters)
    arrivedWrites = BurstWalk(parameters)
    admittedWrites = BeatWalk(parameters)
    readPace = SteppedPace(parameters.portPace)
    writePace = SteppedPace(parameters.portPace)
    bus = SteppedPace(parameters.pace)
  }

  /// Runs to the end.
  ///
  /// - Returns: The cycle in which the last write is answered; `nil` when that is after `limit`.
  package mutating func run(limit: Int) -> Int? {
    for cycle in 0...max(0, limit) where step(cycle) { return cycle }
    return nil
  }

  /// One cycle; true when the last response arrives in it.
  @inline(__always)
  private mutating func step(_ cycle: Int) -> Bool {
    let arrives = stepRequests(cycle)
    let stores = stepKernel(cycle)
    let answered = stepWrites(cycle)
    if stores { collect() }
    stepMemory(cycle)
    if arrives { waitingReads &+= arrivedBursts.next() }
    if writeWay.arrives() { waitingWrites &+= arrivedWrites.next() }
    return answered && unanswered == 0 && held == 0 && uncollected == 0
  }

  /// - Returns: Whether a burst arrives at the memory's port at the end of this cycle.
  @inline(__always)
  private mutating func stepRequests(_ cycle: Int) -> Bool {
    let asks = requests.left > 0 && places < parameters.outstanding && cycle >= nextRequest
    if asks {
      _ = requests.next()
      places &+= 1
      nextRequest = cycle &+ parameters.requestInterval
      requestWay.send(in: parameters.requestLatency &- 1)
    }
    return requestWay.arrives()
  }

  /// - Returns: Whether the store gives a beat to the write port.
  @inline(__always)
  private mutating func stepKernel(_ cycle: Int) -> Bool {
    let stores = store.hasOutput && held < parameters.outstanding
    let drains = second > 0 && store.canStart(in: cycle, whenLeaving: stores)
    let computes = compute.hasOutput && second < parameters.secondDepth
    let feeds = first > 0 && compute.canStart(in: cycle, whenLeaving: computes)
    let loads = load.hasOutput && first < parameters.firstDepth
    let takes = readable > 0 && load.canStart(in: cycle, whenLeaving: loads)
    store.step(in: cycle, starts: drains, leaves: stores)
    compute.step(in: cycle, starts: feeds, leaves: computes)
    load.step(in: cycle, starts: takes, leaves: loads)
    if computes { second &+= 1 }
    if drains { second &-= 1 }
    if loads { first &+= 1 }
    if feeds { first &-= 1 }
    if takes {
      readable &-= 1
      if loadedBeats.take() { places &-= 1 }
    }
    if returnWay.arrives() { readable &+= 1 }
    return stores
  }

  /// A beat reaches the write port; the last one of a burst makes it full.
  @inline(__always)
  private mutating func collect() {
    uncollected &-= 1
    if collectedBeats.take() {
      full &+= 1
      held &+= 1
    }
  }

  /// - Returns: Whether a response arrives.
  @inline(__always)
  private mutating func stepWrites(_ cycle: Int) -> Bool {
    let begins = full > 0 && cycle >= nextSend && unanswered < parameters.outstanding
    if begins {
      full &-= 1
      unanswered &+= 1
      sendLeft = sentBursts.next()
      nextSend = cycle &+ sendLeft &+ parameters.writeGap
    }
    var isWhole = false
    if sendLeft > 0 {
      sendLeft &-= 1
      isWhole = sendLeft == 0
      if isWhole { held &-= 1 }
    }
    // The last buffer is the memory's: what it holds whole waits there.
    for index in 0..<writeBuffers.count {
      isWhole = writeBuffers[index].step(becomesWhole: isWhole)
    }
    if isWhole { writeWay.send(in: parameters.requestLatency) }
    let answered = responseWay.arrives()
    if answered { unanswered &-= 1 }
    return answered
  }

  @inline(__always)
  private mutating func stepMemory(_ cycle: Int) {
    if waitingReads > 0, readPace.isReady(in: cycle), queued < parameters.queue {
      _ = readPace.begin(in: cycle)
      waitingReads &-= 1
      queued &+= 1
    }
    if waitingWrites > 0, writePace.isReady(in: cycle), queued < parameters.queue {
      _ = writePace.begin(in: cycle)
      waitingWrites &-= 1
      queue |= 1 &<< UInt64(truncatingIfNeeded: queued)
      queued &+= 1
      if admittedWrites.take() { responseWay.send(in: parameters.responseLatency &- 1) }
    }
    if queued > 0, phase >= parameters.pauseLength, bus.isReady(in: cycle) {
      let done = bus.begin(in: cycle)
      if queue & 1 == 0 { returnWay.send(in: done &- cycle &+ parameters.returnLatency &- 2) }
      queue &>>= 1
      queued &-= 1
    }
    phase &+= 1
    if phase == parameters.pausePeriod { phase = 0 }
  }
}
