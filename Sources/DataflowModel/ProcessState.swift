/// Where a process stands: which iteration starts next, and which are in its pipeline.
///
/// The pipeline is elastic, like stages joined by ready and valid: it holds at most `depth / II`
/// iterations, they leave in order, one per cycle, not before `depth` cycles after their start, and
/// one that finds its output full holds back those behind it only when they reach it.
struct ProcessState {
  let process: TimedProcess
  private let interval: Int
  private let depth: Int
  private let capacity: Int
  private let uniformRun: Int
  private let iterations: Int

  private var counters: [Int]
  private var started = 0
  private var lastStart: Int
  /// Iterations that have not left, oldest first (a ring): start cycle, and which writes they make.
  private var starts: [Int]
  private var outputs: [UInt64]
  private var left = 0
  /// How many of them make a write.
  private var withOutput = 0
  private var leaves: [Int]
  private var lastLeave = -1

  init(_ process: TimedProcess) {
    self.process = process
    interval = process.initiationInterval
    depth = process.depth
    capacity = max(1, (depth + interval - 1) / interval)
    uniformRun = process.uniformRun
    iterations = process.counts.contains(0) ? 0 : process.iterations
    counters = process.counts.map { _ in 0 }
    lastStart = -interval
    starts = Array(repeating: 0, count: capacity)
    outputs = Array(repeating: 0, count: capacity)
    leaves = Array(repeating: -1, count: capacity)
  }

  /// Whether an iteration remains to be started.
  var hasNext: Bool { started < iterations }

  /// Whether everything has started and left.
  var isDone: Bool { started == iterations && left == started }

  /// When the last iteration left.
  var endCycle: Int { max(0, lastLeave) }

  /// Whether an access takes place in the iteration that starts next.
  func isActive(_ access: TimedProcess.StreamAccess) -> Bool {
    switch access.condition {
    case .always: true
    case .first: counters[access.guardLevel] == 0
    case .notFirst: counters[access.guardLevel] != 0
    case .last: counters[access.guardLevel] == process.counts[access.guardLevel] - 1
    }
  }

  /// The earliest start of the next iteration as far as the pipeline itself is concerned.
  var pipelineCycle: Int {
    let earliest = lastStart + interval
    let before = started - capacity
    guard before >= 0 else { return earliest }
    return before < left ? max(earliest, leaves[before % capacity]) : Cycle.never
  }

  /// Whether the next iterations touch neither stream nor port and follow none that does, so that
  /// nothing can hold them up.
  var isIdleRun: Bool {
    withOutput == 0 && process.loads.isEmpty && process.stores.isEmpty
      && !process.reads.contains { isActive($0) } && !process.writes.contains { isActive($0) }
  }

  /// Starts the next iteration.
  mutating func start(at cycle: Int) {
    var mask: UInt64 = 0
    for (position, access) in process.writes.enumerated() where isActive(access) {
      mask |= 1 << UInt64(position)
    }
    starts[started % capacity] = cycle
    outputs[started % capacity] = mask
    if mask != 0 { withOutput += 1 }
    lastStart = cycle
    started += 1
    step(1)
  }

  /// Starts, and lets leave, all iterations up to the next one that touches something.
  mutating func runIdle(from cycle: Int) {
    while left < started { leave(at: leaveCycle) }
    let count = uniformRun - started % uniformRun
    lastStart = cycle + (count - 1) * interval
    lastLeave = lastStart + depth
    let first = started + max(0, count - capacity)
    for iteration in first..<(started + count) {
      leaves[iteration % capacity] = cycle + (iteration - started) * interval + depth
    }
    started += count
    left = started
    step(count)
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
    left < started ? max(starts[left % capacity] + depth, lastLeave + 1) : Cycle.never
  }

  /// The writes that the oldest iteration makes, as bits in the order of `process.writes`.
  var leavingOutputs: UInt64 { outputs[left % capacity] }

  /// Lets the oldest iteration leave.
  mutating func leave(at cycle: Int) {
    if outputs[left % capacity] != 0 { withOutput -= 1 }
    leaves[left % capacity] = cycle
    lastLeave = cycle
    left += 1
  }
}
