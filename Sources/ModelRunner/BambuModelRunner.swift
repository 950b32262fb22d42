import HLSGenerator
import KernelIR
public import Measurements
import Quantities
public import Runners
import Specs

/// Times the circuits that Bambu makes of our code, by the laws of its schedules: `--tool bambu`.
///
/// Memory is that of Bambu's simulation, which answers after a fixed number of cycles; the board gives
/// device and clock. Rows are marked `evidence=modelled`. What resources the circuit takes is not known.
public struct BambuModelRunner: KernelRunner {
  /// Creates the runner.
  public init() {}

  /// `model`.
  public var name: String { "model" }

  /// Only the functional check takes time.
  public func expectedSeconds(_ job: RunJob) -> Double { 0.02 }

  /// Checks that the tool can express the design, and that a law says how long it takes.
  public func check(_ job: RunJob) throws {
    guard case .kernel(let kernel) = job.work else {
      throw DesignError(
        subject: "\(job.label) on \(job.board.name)",
        reasons: ["a transfer is no circuit; leave --tool out"])
    }
    _ = try schedule(kernel, job.board)
  }

  /// Times a job.
  public func run(_ job: RunJob) async throws -> [Measurement] {
    guard case .kernel(let kernel) = job.work else { return [] }
    let row = self.row(kernel, job.board)
    return (0..<max(1, job.repetitions)).map { repetition in
      var copy = row
      copy.repetition = repetition
      return copy
    }
  }

  private func row(_ job: KernelJob, _ board: BoardSpec) -> Measurement {
    do {
      let schedule = try schedule(job, board)
      let design = try ModelledDesign(job, board: board)
      var row = design.row
      row.forgetBoard()
      row.tool = BambuCycles.tool
      let sizes = job.run.sizes(tileBeats: job.design.tileBeats)
      let cycles = schedule.cycles(sizes)
      row.cycles = cycles
      row.seconds = cycles.map { Double($0) / job.design.clock.value }
      row.timeSource = .modelCycles
      let difference = try design.check.firstDifference(like: job.run)
      row.resultCheck = difference == nil ? .passed : .failed
      row.message = [row.message, remarks(schedule), difference ?? ""].filter { !$0.isEmpty }
        .joined(separator: "; ")
      return row
    } catch {
      var row = Measurement(job: job, board: board)
      row.tool = BambuCycles.tool
      row.status = .failed
      row.message = "\(error)"
      return row
    }
  }

  private func remarks(_ schedule: BambuCycles) -> String {
    "memory answers after \(schedule.readDelay) cycles"
      + (schedule.assumption.map { "; assumed: \($0)" } ?? "")
  }

  /// The laws for a design.
  ///
  /// - Throws: Why the design cannot be built, expressed or timed.
  private func schedule(_ job: KernelJob, _ board: BoardSpec) throws -> BambuCycles {
    let design = try GeneratedDesign(
      kernel: job.kernel, board: board, design: job.design, command: "")
    try BambuDialect().validate(design)
    let schedule = BambuCycles(design: design)
    guard schedule.refusals.isEmpty else {
      throw DesignError(
        subject: "\(job.label) on \(board.name) with \(BambuCycles.tool)",
        reasons: schedule.refusals)
    }
    return schedule
  }
}

extension Measurement {
  /// Drops what is known of pipelines and resources of other tools only, and the board's memory.
  fileprivate mutating func forgetBoard() {
    memory = "simulation"
    (memoryClock, channels, burstBeats, outstanding) = (nil, nil, nil, nil)
    initiationInterval = nil
    (lut, ff, dsp, bram, uram) = (nil, nil, nil, nil, nil)
  }
}
