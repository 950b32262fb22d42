/// Runs a graph block by block, and runs no block twice.
///
/// Where a block begins in a state that was met before, with the same accesses ahead and refreshes
/// as near, it is replaced by what that block did. Where such a position itself comes back, whole
/// periods are skipped. Both are exact: full states are compared, see ``StateWords``.
struct BlockRun {
  private let plan: RunPlan
  private var engine: DataflowEngine
  /// Whether `engine` is at `position`.
  private var isLive = true
  private var position: RunPosition
  private var frame: RunFrame
  private var states = RunStates()
  private var state = 0
  private var distances: [Int] = []
  private var search: PeriodSearch
  private var stretches: StretchSearch
  private var turns: TurnSearch
  private let hasRefresh: Bool
  private(set) var effort = ModelEffort()

  init(_ graph: DataflowGraph) {
    plan = RunPlan(graph)
    engine = DataflowEngine(graph)
    position = engine.position()
    frame = RunFrame(channels: graph.channels.count)
    hasRefresh = position.refreshes.contains { $0 < Cycle.never }
    search = PeriodSearch(plan, hasRefresh: hasRefresh)
    stretches = StretchSearch(plan)
    turns = TurnSearch(plan)
  }

  /// Runs to the end.
  ///
  /// - Returns: See ``DataflowEngine/run()``; the cycles are in ``breakdown``, too.
  /// - Throws: See ``DataflowEngine/run()``.
  mutating func run() throws -> Int {
    guard plan.canRepeat else { return try runOn() }
    enter()
    var blocks = 0
    while true {
      blocks &+= 1
      if blocks & 0xFFF == 0 { try Task.checkCancellation() }
      measureDistances()
      if let block = states.block(from: state, window: frame.window, refreshes: distances) {
        apply(block)
        continue
      }
      guard !isHopeless else { return try runOn() }
      if try !runBlock() { return finish() }
    }
  }

  /// What the cycles of the whole run were spent on.
  var breakdown: StallBreakdown { engine.breakdown }

  // MARK: Blocks

  /// Makes the engine's present state the run's.
  private mutating func enter() {
    position = engine.position()
    frame.look(from: position, plan)
    state = states.number(
      of: engine.words(rows: frame.rows), engine: engine, rows: frame.rows)
    effort.states = states.count
  }

  private mutating func measureDistances() {
    distances.removeAll(keepingCapacity: true)
    for cycle in position.refreshes {
      distances.append(plan.distance(to: cycle, from: position.time))
    }
  }

  /// Lets the engine go on from the position.
  private mutating func wake() {
    guard !isLive else { return }
    engine = states.engines[state]
    let rows = zip(frame.rows, states.rows[state]).map { $0 - $1 }
    engine.move(to: position, rows: rows)
    isLive = true
  }

  /// Runs the next block and remembers it; false when the run is over.
  private mutating func runBlock() throws -> Bool {
    wake()
    let window = frame.window
    let before = (position: position, state: state, distances: distances)
    engine.allow(plan.limits)
    guard try engine.runBlock() else { return false }
    enter()
    let progress = progress(since: before.position)
    effort.steppedCycles += progress.time / plan.ratio.kernelPeriod
    let block = RunStates.Block(
      window: window,
      refreshes: before.distances.map { $0 > progress.time ? RunStates.far : $0 },
      progress: progress,
      refreshSteps: zip(position.refreshes, before.position.refreshes).map { $0 - $1 },
      state: state)
    states.append(block, from: before.state)
    lookBack(after: block)
    return true
  }

  private func progress(since start: RunPosition) -> RunProgress {
    RunProgress(
      time: position.time - start.time,
      iterations: zip(position.iterations, start.iterations).map { $0 - $1 },
      bursts: engine.burstsBegun,
      accounts: zip(position.accounts, start.accounts).map { $0 - $1 })
  }

  /// Goes over a block that was run before.
  private mutating func apply(_ block: RunStates.Block) {
    isLive = false
    let progress = block.progress
    position.time += progress.time
    for index in progress.iterations.indices {
      position.iterations[index] += progress.iterations[index]
      position.accounts[index].add(progress.accounts[index])
    }
    for port in progress.bursts.indices where progress.bursts[port] > 0 {
      position.cursors[port].advance(by: progress.bursts[port])
    }
    for channel in block.refreshSteps.indices {
      position.refreshes[channel] += block.refreshSteps[channel]
    }
    state = block.state
    effort.skippedCycles += progress.time / plan.ratio.kernelPeriod
    frame.look(from: position, plan)
    lookBack(after: block)
  }

  // MARK: Periods

  /// Goes on from the position as it was done before, as far as that is known.
  private mutating func lookBack(after block: RunStates.Block) {
    let start = position.time
    let isDisturbed = block.isDisturbed
    if turns.goOn(&position, state: &state)
      || search.goOn(&position, state: &state, frame: frame, isDue: isDisturbed)
    {
      stretches.breakOff()
    } else {
      guard hasRefresh, stretches.goOn(&position, state: &state, frame: frame) else { return }
    }
    isLive = false
    effort.skippedCycles += (position.time - start) / plan.ratio.kernelPeriod
    effort.period = max(search.period, turns.period) / plan.ratio.kernelPeriod
    frame.look(from: position, plan)
  }

  // MARK: The end

  /// Whether too many states were met for too few that came back.
  private var isHopeless: Bool {
    states.count > 2000 && effort.skippedCycles < effort.steppedCycles / 4
  }

  /// Runs the rest event by event.
  private mutating func runOn() throws -> Int {
    wake()
    engine.allowAll()
    _ = try engine.runBlock()
    return finish()
  }

  private mutating func finish() -> Int {
    let start = position.time / plan.ratio.kernelPeriod
    effort.steppedCycles += engine.endCycle - start
    return engine.endCycle
  }
}
