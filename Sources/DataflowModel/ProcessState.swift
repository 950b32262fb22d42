/// Where a process stands: which iteration starts next, and which are in its pipeline.
///
/// The pipeline is elastic, like stages joined by ready and valid: it holds at most `depth / II`
/// iterations, they leave in order, one per cycle, not before `depth` cycles after their start, and
/// one that finds its output full holds back those behind it only when they reach it.
struct ProcessState {
  let plan: ProcessPlan
  let interval: Int
  let depth: Int
  let capacity: Int
  let iterations: Int

  /// What the cycles up to the last start were spent on.
  var account = RunAccount()
  /// Why the last iteration that was held back at the end of the pipeline was.
  var blockedBy = StallCause.streamFull
  /// Turns of each loop of the iteration that starts next.
  private var counters: [Int]
  /// Number of the iteration that starts next.
  private(set) var iteration = 0
  /// Iterations that may still start in the present block of a run; see ``BlockLimits``.
  var allowance = Int.max
  /// An iteration in the pipeline, or the last one that was in its place.
  struct Slot {
    /// When it started.
    var start = 0
    /// When it left, if it has.
    var leave = -1
    /// Which writes it makes, as bits in the order of the process's.
    var outputs: UInt64 = 0
    /// Why it started as late as it did.
    var cause = StallCause.compute
  }

  // Iterations since the ring was last empty of meaning: only their differences count.
  private(set) var started = 0
  private(set) var left = 0
  var lastStart: Int
  var lastLeave = -1
  /// Iterations that have not left, oldest first (a ring).
  var slots: [Slot]
  /// The slot of the next iteration, and of the oldest one.
  private var nextSlot = 0
  private var oldestSlot = 0
  /// How many of them make a write.
  private var withOutput = 0

  init(_ process: TimedProcess) {
    plan = ProcessPlan(process)
    interval = process.initiationInterval
    depth = process.depth
    capacity = max(1, (depth + interval - 1) / interval)
    iterations = process.counts.contains(0) ? 0 : process.iterations
    counters = process.counts.map { _ in 0 }
    lastStart = -interval
    slots = Array(repeating: Slot(), count: capacity)
  }

  /// Whether an iteration remains to be started.
  var hasNext: Bool { mutating get { iteration < iterations } }

  /// Whether everything has started and left.
  var isDone: Bool { iteration == iterations && left == started }

  /// When the last iteration left.
  var endCycle: Int { max(0, lastLeave) }

  /// Whether an access takes place in the iteration that starts next.
  mutating func isActive(_ access: TimedProcess.StreamAccess) -> Bool {
    access.isActive(counters)
  }

  /// The earliest start of the next iteration as far as the pipeline itself is concerned.
  var pipelineCycle: Int {
    mutating get {
      let earliest = lastStart + interval
      let before = started - capacity
      guard before >= 0 else { return earliest }
      return before < left ? max(earliest, slots[nextSlot].leave) : Cycle.never
    }
  }

  /// Whether the next iterations touch neither stream nor port and follow none that does, so that
  /// nothing can hold them up from a cycle on.
  mutating func isIdleRun(from cycle: Int) -> Bool {
    guard plan.isOftenIdle, withOutput == 0, lastLeave <= cycle else { return false }
    for access in plan.process.reads where isActive(access) { return false }
    for access in plan.process.writes where isActive(access) { return false }
    return true
  }

  /// The first cycle in which the next iteration could start if nothing held it up.
  var readyCycle: Int { mutating get { lastStart + interval } }

  /// Why the oldest iteration started as late as it did; `compute` when it was not late.
  var leavingCause: StallCause { mutating get { slots[oldestSlot].cause } }

  /// Starts the next iteration; `cause` is what held it up, if something did.
  mutating func start(at cycle: Int, cause: StallCause) {
    book(cycle, cause)
    let outputs = plan.isGuarded ? activeWrites : plan.allWrites
    let isLate = cycle > lastStart + interval
    slots[nextSlot] = Slot(
      start: cycle, leave: -1, outputs: outputs, cause: isLate ? cause : .compute)
    if outputs != 0 { withOutput += 1 }
    lastStart = cycle
    started += 1
    nextSlot = slot(after: nextSlot)
    iteration += 1
    allowance -= 1
    step(1)
  }

  /// The writes that the next iteration makes, as bits in their order.
  private var activeWrites: UInt64 {
    mutating get {
      var mask: UInt64 = 0
      for position in 0..<plan.process.writes.count
      where isActive(plan.process.writes[position]) {
        mask |= 1 << UInt64(position)
      }
      return mask
    }
  }

  /// Starts, and lets leave, all iterations up to the next one that touches something.
  mutating func runIdle(from cycle: Int, cause: StallCause) {
    book(cycle, cause)
    while left < started { leave(at: leaveCycle) }
    let count = plan.uniformRun - iteration % plan.uniformRun
    account[.compute] += (count - 1) * interval
    lastStart = cycle + (count - 1) * interval
    lastLeave = lastStart + depth
    let first = started + max(0, count - capacity)
    for iteration in first..<(started + count) {
      slots[iteration % capacity].leave = cycle + (iteration - started) * interval + depth
    }
    started += count
    nextSlot = started % capacity
    oldestSlot = nextSlot
    iteration += count
    allowance -= count
    left = started
    step(count)
  }

  /// Books the cycles since the last start.
  private mutating func book(_ cycle: Int, _ cause: StallCause) {
    guard lastLeave >= 0 || started > 0 else {
      account[.launch] += cycle
      return
    }
    account[.compute] += interval
    account[cause] += cycle - lastStart - interval
  }

  /// Goes on with another iteration than the next one.
  mutating func seek(_ number: Int) {
    iteration = number
    for level in counters.indices { counters[level] = 0 }
    step(number)
  }

  private mutating func step(_ count: Int) {
    var carry = count
    var level = counters.count - 1
    while level >= 0, carry > 0 {
      let sum = counters[level] + carry
      let turns = plan.process.counts[level]
      guard sum >= turns else {
        counters[level] = sum
        return
      }
      carry = sum / turns
      counters[level] = sum % turns
      level -= 1
    }
  }

  /// When the oldest iteration reaches the end of the pipeline; `never` when there is none.
  var leaveCycle: Int {
    mutating get {
      left < started ? max(slots[oldestSlot].start + depth, lastLeave + 1) : Cycle.never
    }
  }

  /// The writes that the oldest iteration makes, as bits in the order of `process.writes`.
  var leavingOutputs: UInt64 { mutating get { slots[oldestSlot].outputs } }

  /// Lets the oldest iteration leave.
  mutating func leave(at cycle: Int) {
    if slots[oldestSlot].outputs != 0 { withOutput -= 1 }
    slots[oldestSlot].leave = cycle
    lastLeave = cycle
    left += 1
    oldestSlot = slot(after: oldestSlot)
  }

  private mutating func slot(after slot: Int) -> Int { slot + 1 == capacity ? 0 : slot + 1 }
}
