package import DataflowModel
import KernelIR
package import Measurements
import ModelRunner
package import Quantities
import Runners
import Specs

/// The design of a row with some of its values changed, modelled: what if?
///
/// The changed design does the work of the row where that divides evenly among its lanes and units,
/// else work in proportion: rates can be compared, times then cannot.
package struct ChangedDesign: Sendable {
  /// What is changed; `nil` leaves a value as it is.
  package struct Values: Hashable, Sendable {
    /// The kernel's clock.
    package var clock: Frequency?
    /// Elements per beat.
    package var lanes: Int?
    /// Copies of the kernel.
    package var computeUnits: Int?
    /// Channels that all units reach together.
    package var channels: Int?

    /// Changes nothing.
    package init() {}
  }

  /// The row as it would be, with `evidence` modelled.
  package let row: Measurement
  /// The model's run.
  package let result: ModelResult
  /// Bounds by arithmetic alone, the tightest first.
  package let limits: [DesignLimit]

  /// Models the changed design.
  ///
  /// - Parameters:
  ///   - rebuild: The row.
  ///   - values: What is changed.
  /// - Throws: `DesignError` with every reason why the changed design cannot be built or run; what
  ///   the model throws when a design dead-locks; `CancellationError`.
  package init(_ rebuild: RowRebuild, _ values: Values) throws {
    let board = rebuild.design.board
    let job = try Self.changed(rebuild.design.job, values, board: board)
    let design = try ModelledDesign(job, board: board)
    result = try BoardModel(board: board).time(
      design.program, design: job.design, run: job.run)
    limits = DesignLimits(design).all
    var row = design.row
    row.cycles = result.cycles
    row.seconds = result.seconds
    row.timeSource = .modelCycles
    self.row = row
  }

  private static func changed(
    _ job: KernelJob, _ values: Values, board: BoardSpec
  ) throws(DesignError) -> KernelJob {
    var changed = job
    if let clock = values.clock { changed.design.clock = clock }
    if let lanes = values.lanes { changed.design.lanes = lanes }
    if let units = values.computeUnits { changed.design.computeUnits = units }
    if let channels = values.channels { changed.design.channels = channels }
    try refuseHigher(changed.design.clock, board)
    // A burst of wider beats may have to be shorter to stay within 4 KiB.
    let beatBytes = max(1, changed.design.portBits / 8)
    changed.design.burstBeats = max(1, min(changed.design.burstBeats, 4096 / beatBytes))
    let work = SameWork(job: job)
    if let run = work.arguments(for: changed.design) { changed.run = run }
    let isOther =
      (job.design.lanes, job.design.computeUnits)
      != (changed.design.lanes, changed.design.computeUnits)
    if isOther {
      changed.design.bindings = []
      changed.design = ChainBinding.bound(changed.design, kernel: job.kernel, board: board)
    }
    return changed
  }

  private static func refuseHigher(
    _ clock: Frequency, _ board: BoardSpec
  ) throws(DesignError) {
    guard clock > board.clock.maximum else { return }
    throw DesignError(
      subject: "clock",
      reasons: [
        "found \(clock), expected at most \(board.clock.maximum), the most of \(board.name)"
      ])
  }
}
