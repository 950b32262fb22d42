public import KernelIR
import Quantities
public import Specs

/// What the model says about one run.
public struct ModelResult: Hashable, Sendable {
  /// Kernel clock cycles from the start of the units to the last acknowledged write.
  public let cycles: Int
  /// `cycles` at the kernel clock.
  public let seconds: Double
  /// What the cycles were spent on; sums to `cycles`.
  public let stalls: StallBreakdown
  /// What it took to find this out.
  public var effort = ModelEffort()
}

/// Predicts the time of a run on a board.
///
/// Assumptions, each a difference to hardware:
/// - pipelines are elastic and start an iteration every II cycles unless data or room is missing;
/// - read ports ask ahead as far as their buffer allows; writes go out in whole bursts, and buffers
///   on the way store each of them before they pass it on;
/// - bursts reach a channel in the order of their requests; behind its port the memory is timed
///   command by command (rows, banks, refresh, scheduling), or, where the memory file has no
///   `dram` block, at its peak times the efficiency that the file gives;
/// - the way between port and controller takes a fixed time each way; a port that goes on to
///   another channel of HBM waits at the switch until its earlier accesses are answered;
/// - arrays on a channel lie apart, in equal parts of it: at the same place of other rows;
/// - units that share no channel do not disturb each other; units with the same pattern of
///   sharing take the same time, so one of each kind is simulated;
/// - sequential phases wait for each other, and every turn of them takes as long as the first.
///
/// What repeats is not run again, exactly: see ``ModelEffort``.
public struct BoardModel: Sendable {
  /// The board.
  public let board: BoardSpec

  /// Creates a model of a board.
  public init(board: BoardSpec) { self.board = board }

  /// Times a run of a lowered design on all of its units.
  ///
  /// - Parameters:
  ///   - program: The program of one compute unit.
  ///   - design: Its design point.
  ///   - run: The run's arguments.
  /// - Returns: The time of the slowest compute unit.
  /// - Throws: `DesignError` when the memory is unknown or the program deadlocks;
  ///   `CancellationError` when the task is cancelled.
  public func time(
    _ program: KernelProgram, design: DesignPoint, run: RunArguments
  ) throws -> ModelResult {
    try time(program, design: design, run: run, units: nil)
  }

  /// Times a run on some units of a lowered design, the others idle.
  ///
  /// - Parameters:
  ///   - program: The program of one compute unit.
  ///   - design: Its design point.
  ///   - run: The run's arguments.
  ///   - units: Numbers of the units that run, ascending; `nil`: all of them.
  /// - Returns: The time of the slowest compute unit.
  /// - Throws: `DesignError` when the memory is unknown or the program deadlocks;
  ///   `CancellationError` when the task is cancelled.
  package func time(
    _ program: KernelProgram, design: DesignPoint, run: RunArguments, units: [Int]?
  ) throws -> ModelResult {
    guard let memory = board.memory(named: design.memory) else {
      throw DesignError(
        subject: "modelling \(program.name)",
        reasons: ["\(board.name) has no memory named `\(design.memory)`"])
    }
    let names = run.sizes(tileBeats: design.tileBeats)
    var stalls = StallBreakdown()
    var effort = ModelEffort()
    for region in program.regions {
      var slowest = StallBreakdown()
      for group in UnitGroup.distinct(design: design, program: program, running: units) {
        var timer = RegionTimer(
          program: program, design: design, memory: memory, group: group, names: names)
        let found = try timer.time(region)
        if found.total > slowest.total { slowest = found }
        effort.add(timer.effort)
      }
      stalls += slowest
    }
    let cycles = stalls.total
    return ModelResult(
      cycles: cycles, seconds: Double(cycles) / design.clock.value, stalls: stalls,
      effort: effort)
  }
}
