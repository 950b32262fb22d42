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
  private var requestPause = 0
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
  private var sendPause = 0
  private var uncollected: Int

  // Ways to the memory and back.
  private var requestWay = SteppedWay()
  private var writeWay = SteppedWay()
  private var returnWay = SteppedWay()
  private var responseWay = SteppedWay()

  // Memory: what waits at the port, the queue (bit 0 the oldest, 1 a write), the bus.
  private var arrivedBursts: BurstWalk
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
    arrivedBursts = BurstWalk(parameters)
    admittedWrites = BeatWalk(parameters)
    readPace = SteppedPace(parameters.portPace)
    writePace = SteppedPace(parameters.portPace)
    bus = SteppedPace(parameters.pace)
  }

  /// Runs to the end.
  ///
  /// - Returns: The cycle in which the last write is answered; `nil` when that is after `limit`.
  package mutating func run(limit: Int) -> Int? {
    for cycle in 0...max(0, limit) where step() { return cycle }
    return nil
  }

  /// One cycle; true when the last response arrives in it.
  private mutating func step() -> Bool {
    let arrives = stepRequests()
    let stores = stepKernel()
    let answered = stepWrites()
    if stores { collect() }
    stepMemory()
    if arrives { waitingReads += arrivedBursts.next() }
    if writeWay.arrives() { waitingWrites += 1 }
    return answered && unanswered == 0 && held == 0 && uncollected == 0
  }

  /// - Returns: Whether a burst arrives at the memory's port at the end of this cycle.
  private mutating func stepRequests() -> Bool {
    let asks = requests.left > 0 && places < parameters.outstanding && requestPause == 0
    if requestPause > 0 { requestPause -= 1 }
    if asks {
      _ = requests.next()
      places += 1
      requestPause = parameters.requestInterval - 1
      requestWay.send(in: parameters.requestLatency - 1)
    }
    return requestWay.arrives()
  }

  /// - Returns: Whether the store gives a beat to the write port.
  private mutating func stepKernel() -> Bool {
    let stores = store.hasOutput && held < parameters.outstanding
    let drains = second > 0 && store.canStart(whenLeaving: stores)
    let computes = compute.hasOutput && second < parameters.secondDepth
    let feeds = first > 0 && compute.canStart(whenLeaving: computes)
    let loads = load.hasOutput && first < parameters.firstDepth
    let takes = readable > 0 && load.canStart(whenLeaving: loads)
    store.step(starts: drains, leaves: stores)
    compute.step(starts: feeds, leaves: computes)
    load.step(starts: takes, leaves: loads)
    second += (computes ? 1 : 0) - (drains ? 1 : 0)
    first += (loads ? 1 : 0) - (feeds ? 1 : 0)
    if takes {
      readable -= 1
      if loadedBeats.take() { places -= 1 }
    }
    if returnWay.arrives() { readable += 1 }
    return stores
  }

  /// A beat reaches the write port; the last one of a burst makes it full.
  private mutating func collect() {
    uncollected -= 1
    if collectedBeats.take() {
      full += 1
      held += 1
    }
  }

  /// - Returns: Whether a response arrives.
  private mutating func stepWrites() -> Bool {
    let begins = full > 0 && sendPause == 0 && unanswered < parameters.outstanding
    if sendPause > 0 { sendPause -= 1 }
    if begins {
      full -= 1
      unanswered += 1
      sendLeft = sentBursts.next()
      sendPause = sendLeft - 1 + parameters.writeGap
    }
    if sendLeft > 0 {
      sendLeft -= 1
      if sendLeft == 0 { held -= 1 }
      writeWay.send(in: parameters.requestLatency - 1)
    }
    let answered = responseWay.arrives()
    if answered { unanswered -= 1 }
    return answered
  }

  private mutating func stepMemory() {
    let reads = waitingReads > 0 && readPace.isReady && queued < parameters.queue
    if reads { enqueue(isWrite: false) }
    let writes = waitingWrites > 0 && writePace.isReady && queued < parameters.queue
    if writes { enqueue(isWrite: true) }
    readPace.step(reads)
    writePace.step(writes)
    let pauses = parameters.pausePeriod > 0 && phase < parameters.pauseLength
    phase = phase + 1 >= parameters.pausePeriod ? 0 : phase + 1
    let serves = queued > 0 && bus.isReady && !pauses
    if serves {
      if queue & 1 == 0 { returnWay.send(in: bus.length + parameters.returnLatency - 2) }
      queue >>= 1
      queued -= 1
    }
    bus.step(serves)
  }

  private mutating func enqueue(isWrite: Bool) {
    if isWrite {
      queue |= 1 << UInt64(queued)
      waitingWrites -= 1
      if admittedWrites.take() { responseWay.send(in: parameters.returnLatency - 1) }
    } else {
      waitingReads -= 1
    }
    queued += 1
  }
}
