/// Where a process stands: which iteration starts next, and which are in its pipeline.
///
/// The pipeline is elastic, like stages joined by ready and valid: it holds at most `depth / II`
/// iterations, they leave in order, one per cycle, not before `depth` cycles after their start, and
/// one that finds its output full holds back those behind it only when they reach it.
struct ProcessState {
  let process: TimedProcess
  let interval: Int
  let depth: Int
  let capacity: Int
  private let uniformRun: Int
  let iterations: Int
  /// Whether there can be iterations that touch neither stream nor port.
  private let isOftenIdle: Bool

  /// What the cycles up to the last start were spent on.
  var account = RunAccount()
  /// Why the last iteration that was held back at the end of the pipeline was.
  var blockedBy = StallCause.streamFull
  /// Why each iteration in the pipeline started as late as it did, as `starts`.
  private var causes: [StallCause]

  /// Turns of each loop of the iteration that starts next.
  private var counters: [Int]
  /// Number of the iteration that starts next.
  private(set) var iteration = 0
  /// Iterations that may still start in the present block of a run; see ``BlockLimits``.
  var allowance = Int.max
  // Iterations since the ring was last empty of meaning: only their differences count.
  private(set) var started = 0
  var lastStart: Int
  /// Iterations that have not left, oldest first (a ring): start cycle, and which writes they make.
  var starts: [Int]
  private(set) var outputs: [UInt64]
  private(set) var left = 0
  /// How many of them make a write.
  private var withOutput = 0
  var leaves: [Int]
  var lastLeave = -1

  init(_ process: TimedProcess) {
    self.process = process
    interval = process.initiationInterval
    depth = process.depth
    capacity = max(1, (depth + interval - 1) / interval)
    uniformRun = process.uniformRun
    iterations = process.counts.contains(0) ? 0 : process.iterations
    counters = process.counts.map { _ in 0 }
    isOftenIdle = process.isOftenIdle
    lastStart = -interval
    starts = Array(repeating: 0, count: capacity)
    causes = Array(repeating: .compute, count: capacity)
    outputs = Array(repeating: 0, count: capacity)
    leaves = Array(repeating: -1, count: capacity)
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
      return before < left ? max(earliest, leaves[before % capacity]) : Cycle.never
    }
  }

  /// Whether the next iterations touch neither stream nor port and follow none that does, so that
  /// nothing can hold them up.
  var isIdleRun: Bool {
    mutating get {
      guard isOftenIdle, withOutput == 0 else { return false }
      for access in process.reads where isActive(access) { return false }
      for access in process.writes where isActive(access) { return false }
      return true
    }
  }

  /// The first cycle in which the next iteration could start if nothing held it up.
  var readyCycle: Int { mutating get { lastStart + interval } }

  /// Why the oldest iteration started as late as it did; `compute` when it was not late.
  var leavingCause: StallCause { mutating get { causes[left % capacity] } }

  /// Starts the next iteration; `cause` is what held it up, if something did.
  mutating func start(at cycle: Int, cause: StallCause) {
    book(cycle, cause)
    causes[started % capacity] = cycle > lastStart + interval ? cause : .compute
    var mask: UInt64 = 0
    for (position, access) in process.writes.enumerated() where isActive(access) {
      mask |= 1 << UInt64(position)
    }
    starts[started % capacity] = cycle
    outputs[started % capacity] = mask
    if mask != 0 { withOutput += 1 }
    lastStart = cycle
    started += 1
    iteration += 1
    allowance -= 1
    step(1)
  }

  /// Starts, and lets leave, all iterations up to the next one that touches something.
  mutating func runIdle(from cycle: Int, cause: StallCause) {
    book(cycle, cause)
    while left < started { leave(at: leaveCycle) }
    let count = uniformRun - iteration % uniformRun
    account[.compute] += (count - 1) * interval
    lastStart = cycle + (count - 1) * interval
    lastLeave = lastStart + depth
    let first = started + max(0, count - capacity)
    for iteration in first..<(started + count) {
      leaves[iteration % capacity] = cycle + (iteration - started) * interval + depth
    }
    started += count
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
    counters = process.counts.map { _ in 0 }
    step(number)
  }

  private mutating func step(_ count: Int) {
    var carry = count
    var level = counters.count - 1
    while level >= 0, carry > 0 {
      let sum = counters[level] + carry
      carry = sum / process.counts[level]
      counters[level] = sum % process.counts[level]
      level -= 1
    }
  }

  /// When the oldest iteration reaches the end of the pipeline; `never` when there is none.
  var leaveCycle: Int {
    mutating get {
      left < started ? max(starts[left % capacity] + depth, lastLeave + 1) : Cycle.never
    }
  }

  /// The writes that the oldest iteration makes, as bits in the order of `process.writes`.
  var leavingOutputs: UInt64 { mutating get { outputs[left % capacity] } }

  /// Lets the oldest iteration leave.
  mutating func leave(at cycle: Int) {
    if outputs[left % capacity] != 0 { withOutput -= 1 }
    leaves[left % capacity] = cycle
    lastLeave = cycle
    left += 1
  }
}
