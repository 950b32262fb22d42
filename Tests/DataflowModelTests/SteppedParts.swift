@testable import DataflowModel

/// A process as a queue of iterations in an elastic pipeline.
struct SteppedProcess {
  let process: TimedProcess
  private var inside: [(iteration: Int, start: Int)] = []
  private(set) var next = 0
  private var lastStart = Int.min / 2
  private(set) var end = 0
  private var hasLeft = false
  private var leftIn = -1

  init(process: TimedProcess) { self.process = process }

  var isDone: Bool { next == process.iterations && inside.isEmpty }
  var oldest: Int { inside.first?.iteration ?? 0 }

  private var capacity: Int {
    max(1, (process.depth + process.initiationInterval - 1) / process.initiationInterval)
  }

  func canLeave(_ cycle: Int) -> Bool {
    guard let first = inside.first else { return false }
    return cycle >= first.start + process.depth
  }

  func canStart(_ cycle: Int) -> Bool {
    next < process.iterations && cycle >= lastStart + process.initiationInterval
      && inside.count < capacity
  }

  mutating func leave(_ cycle: Int) {
    inside.removeFirst()
    end = cycle
  }

  mutating func start(_ cycle: Int) {
    inside.append((next, cycle))
    lastStart = cycle
    next += 1
  }

  func isActive(_ access: TimedProcess.StreamAccess, _ iteration: Int) -> Bool {
    var rest = iteration
    var counters = process.counts
    for level in process.counts.indices.reversed() {
      counters[level] = rest % process.counts[level]
      rest /= process.counts[level]
    }
    guard access.guardLevel >= 0 else { return true }
    let turn = counters[access.guardLevel]
    return turn >= access.turns.lowerBound && turn < access.turns.upperBound
  }
}

/// A burst with its number in the port's order.
struct SteppedBurst {
  let number: Int
  let beat: Int
  let length: Int
}

/// The read side of a port: every burst it ever asked for, with the answers so far.
struct SteppedReader {
  let plan: PortPlan
  private var bursts: BurstSequence
  private var upcoming: (beat: Int, length: Int)?
  private var asked: [(burst: SteppedBurst, answers: [Int: Int])] = []
  private var number = 0
  private var takenBeats = 0
  private var lastTake = -1
  private var lastRequest = Int.min / 2
  private var releases: [Int] = []
  private var lastChannel = 0
  private var unanswered = 0
  private var lastAnswer = 0

  private let transactionBytes: Int

  init(plan: PortPlan, transactionBytes: Int) {
    self.plan = plan
    self.transactionBytes = transactionBytes
    bursts = plan.bursts
    upcoming = bursts.next()
  }

  func canRequest(_ cycle: Int) -> Bool {
    // A place that became free in this very cycle can be used in the next one.
    let freed = releases.filter { $0 < cycle }.count
    return upcoming != nil && cycle >= lastRequest + plan.timing.requestInterval
      && number - freed < plan.outstanding && keepsOrder(cycle)
  }

  /// Going on to another channel waits until the switch has seen every answer.
  private func keepsOrder(_ cycle: Int) -> Bool {
    guard let lead = plan.timing.crossingLead, let next = upcoming, number > 0,
      plan.channel(of: next.beat * plan.timing.beatBytes) != lastChannel
    else { return true }
    return unanswered == 0 && cycle >= lastAnswer - lead
  }

  mutating func request(_ cycle: Int) -> SteppedBurst {
    let next = upcoming ?? (0, 1)
    let burst = SteppedBurst(number: number, beat: next.beat, length: next.length)
    asked.append((burst, [:]))
    lastChannel = plan.channel(of: next.beat * plan.timing.beatBytes)
    unanswered += transactions(of: next)
    number += 1
    lastRequest = cycle
    upcoming = bursts.next()
    return burst
  }

  private func transactions(of burst: (beat: Int, length: Int)) -> Int {
    let first = burst.beat * plan.timing.beatBytes / transactionBytes
    return ((burst.beat + burst.length) * plan.timing.beatBytes - 1) / transactionBytes - first + 1
  }

  mutating func answered(_ burst: Int, _ index: Int, _ cycle: Int) {
    unanswered -= 1
    lastAnswer = max(lastAnswer, cycle)
    guard let place = asked.firstIndex(where: { $0.burst.number == burst }) else { return }
    asked[place].answers[index] = cycle
  }

  func hasBeat(_ cycle: Int, _ transactionBytes: Int) -> Bool {
    guard let first = asked.first, cycle > lastTake else { return false }
    let base = first.burst.beat * plan.timing.beatBytes / transactionBytes
    let byte = (first.burst.beat + takenBeats) * plan.timing.beatBytes
    let last = (byte + plan.timing.beatBytes - 1) / transactionBytes - base
    let range = (byte / transactionBytes - base)...last
    return range.allSatisfy { (first.answers[$0] ?? Int.max) <= cycle }
  }

  mutating func take(_ cycle: Int) {
    takenBeats += 1
    lastTake = cycle
    guard takenBeats == asked[0].burst.length else { return }
    asked.removeFirst()
    takenBeats = 0
    releases.append(cycle)
  }
}

/// The write side of a port.
struct SteppedWriter {
  let plan: PortPlan
  private var bursts: BurstSequence
  private var collecting: (beat: Int, length: Int)?
  private var beats = 0
  private var full: [(burst: SteppedBurst, ready: Int)] = []
  private var number = 0
  private var drains: [Int] = []
  private var sent = 0
  private var portFree = 0
  private var lastChannel = 0
  private var pending: [Int: Int] = [:]
  private var responses: [Int: Int] = [:]
  private(set) var lastResponse = 0
  private let transactionBytes: Int
  /// What is on the bus, then in each buffer: bursts with the beats that are there or have passed.
  private var stages: [[(burst: SteppedBurst, stored: Int, passed: Int)]]

  init(plan: PortPlan, transactionBytes: Int = 64) {
    self.plan = plan
    self.transactionBytes = transactionBytes
    stages = Array(repeating: [], count: plan.timing.writeBuffers + 1)
    bursts = plan.bursts
    collecting = bursts.next()
  }

  var isDone: Bool { beats == 0 && full.isEmpty && pending.isEmpty }

  func hasRoom(_ cycle: Int) -> Bool {
    number - drains.filter { $0 <= cycle }.count < plan.outstanding
  }

  mutating func put(_ cycle: Int) {
    guard let burst = collecting else { return }
    beats += 1
    guard beats == burst.length else { return }
    full.append((SteppedBurst(number: number, beat: burst.beat, length: burst.length), cycle + 1))
    beats = 0
    number += 1
    collecting = bursts.next()
  }

  func canSend(_ cycle: Int) -> Bool {
    guard let first = full.first, cycle >= first.ready, cycle >= portFree else { return false }
    let place = plan.channel(of: first.burst.beat * plan.timing.beatBytes)
    if let lead = plan.timing.writeCrossingLead, sent > 0, place != lastChannel {
      guard pending.isEmpty, cycle >= lastResponse - lead else { return false }
    }
    let before = sent - plan.outstanding
    return before < 0 || (responses[before] ?? Int.max) < cycle
  }

  mutating func send(_ cycle: Int) {
    let burst = full.removeFirst().burst
    lastChannel = plan.channel(of: burst.beat * plan.timing.beatBytes)
    drains.append(cycle + burst.length)
    portFree = cycle + burst.length + plan.timing.writeGap
    let first = burst.beat * plan.timing.beatBytes / transactionBytes
    let last = ((burst.beat + burst.length) * plan.timing.beatBytes - 1) / transactionBytes
    pending[burst.number] = last - first + 1
    sent += 1
    stages[0].append((burst, burst.length, 0))
  }

  /// Lets the port and every buffer pass on a beat of their oldest burst if all of it was there
  /// before; returns the burst that was whole in the last buffer.
  mutating func passOn() -> SteppedBurst? {
    let before = stages
    for place in before.indices.dropLast() {
      guard let held = before[place].first, held.stored == held.burst.length else { continue }
      if held.passed == 0 { stages[place + 1].append((held.burst, 0, 0)) }
      stages[place + 1][stages[place + 1].count - 1].stored += 1
      stages[place][0].passed += 1
      if held.passed + 1 == held.burst.length { stages[place].removeFirst() }
    }
    guard let held = before.last?.first, held.stored == held.burst.length else { return nil }
    return stages[stages.count - 1].removeFirst().burst
  }

  mutating func accepted(_ burst: Int, _ cycle: Int) {
    pending[burst, default: 0] -= 1
    guard pending[burst] == 0 else { return }
    pending[burst] = nil
    responses[burst] = cycle
    lastResponse = max(lastResponse, responses[burst] ?? 0)
  }
}

/// A transaction on its way to a channel.
struct SteppedTransaction {
  let port: Int
  let burst: Int
  let index: Int
  let isWrite: Bool
  let arrival: Int
  /// Its number within the channel.
  let transaction: Int
}
