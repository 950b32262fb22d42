/// Where a process stands: which iteration starts next, and which are in the pipeline.
///
/// The pipeline is elastic: an iteration that cannot leave holds back those behind it only when
/// they reach it, and at most `depth / II` iterations with outputs are inside.
struct ProcessState {
  let process: TimedProcess
  private let uniformRun: Int
  private let capacity: Int
  private let hasOutputs: Bool

  private var counters: [Int]
  private var started = 0
  private let iterations: Int
  private(set) var lastStart: Ticks
  /// Iterations with outputs that have not left, oldest first (a ring): when they started, and
  /// which of the process's writes they make.
  private var inside: [(start: Ticks, writes: [Bool])]
  private var entered = 0
  private var left = 0
  private var leaveTimes: [Ticks]
  private var lastLeave: Ticks = -TickScale.cycle
  /// When the last iteration, with or without outputs, is through.
  private(set) var endTime: Ticks = 0

  init(_ process: TimedProcess) {
    self.process = process
    uniformRun = process.uniformRun
    hasOutputs = !process.writes.isEmpty || !process.stores.isEmpty
    capacity = max(1, (process.depth + process.initiationInterval - 1) / process.initiationInterval)
    counters = process.counts.map { _ in 0 }
    iterations = process.counts.contains(0) ? 0 : process.iterations
    lastStart = -process.initiationInterval
    inside = Array(repeating: (0, []), count: capacity)
    leaveTimes = Array(repeating: 0, count: capacity)
  }

  /// Whether an iteration remains to be started.
  var hasNext: Bool { started < iterations }

  /// Whether everything has started and left.
  var isDone: Bool { !hasNext && entered == left }

  /// Whether an access takes place in the iteration that starts next.
  func isActive(_ access: TimedProcess.StreamAccess) -> Bool {
    switch access.condition {
    case .always: true
    case .first: counters[access.guardLevel] == 0
    case .notFirst: counters[access.guardLevel] != 0
    case .last: counters[access.guardLevel] == process.counts[access.guardLevel] - 1
    }
  }

  private var nextHasOutput: Bool {
    hasOutputs && (!process.stores.isEmpty || process.writes.contains { isActive($0) })
  }

  private var nextHasInput: Bool {
    !process.loads.isEmpty || process.reads.contains { isActive($0) }
  }

  /// The earliest start of the next iteration as far as the pipeline itself is concerned; `nil`
  /// while the iteration that must leave first has not left.
  var pipelineTime: Ticks? {
    let earliest = lastStart + process.initiationInterval
    guard nextHasOutput else { return earliest }
    let before = entered - capacity
    guard before < left else { return nil }
    return before < 0 ? earliest : max(earliest, leaveTimes[before % capacity])
  }

  /// Starts the next iteration, or at once the whole run of iterations that touch nothing.
  mutating func start(at time: Ticks) {
    if nextHasOutput {
      inside[entered % capacity] = (time, process.writes.map { isActive($0) })
      entered += 1
    }
    let isIdle = !nextHasOutput && !nextHasInput
    let count = isIdle ? uniformRun - started % uniformRun : 1
    lastStart = time + (count - 1) * process.initiationInterval
    endTime = max(endTime, lastStart + process.depth)
    started += count
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

  /// When the oldest iteration with outputs is ready to leave; `nil` when there is none.
  var leaveTime: Ticks? {
    guard left < entered else { return nil }
    return max(inside[left % capacity].start + process.depth, lastLeave + TickScale.cycle)
  }

  /// Whether the oldest iteration makes the write with a position in `process.writes`.
  func leavingWrites(_ position: Int) -> Bool { inside[left % capacity].writes[position] }

  /// Lets the oldest iteration leave.
  mutating func leave(at time: Ticks) {
    leaveTimes[left % capacity] = time
    lastLeave = time
    left += 1
    endTime = max(endTime, time)
  }
}
