package import KernelIR
package import Measurements
package import Runners
package import Specs

/// A kernel job that can be modelled: lowered, placed, its arguments checked.
package struct ModelledDesign: Sendable {
  /// The job.
  package let job: KernelJob
  /// The board that it was lowered for.
  package let board: BoardSpec
  let operation: KernelOperation
  /// What one compute unit does.
  package let program: KernelProgram
  /// Where the compute units go.
  package let placement: Placement
  let check: FunctionalCheck

  /// Lowers and places the job's design.
  ///
  /// - Throws: `DesignError` with every reason why it cannot be built, placed or run.
  package init(_ job: KernelJob, board: BoardSpec) throws(DesignError) {
    let lowering = try KernelLowering(kernel: job.kernel, board: board, design: job.design)
    try lowering.check(job.run)
    self.job = job
    self.board = board
    operation = lowering.operation
    program = try lowering.program()
    check = try lowering.functionalCheck()
    let estimate = ResourceEstimate(program, board: board)
    placement = try Placement(
      units: job.design.computeUnits, need: estimate.computeUnit, board: board,
      subject: "\(job.label) on \(board.name)")
  }

  /// The row without its time.
  package var row: Measurement {
    var row = Measurement(job: job, board: board)
    row.initiationInterval = program.processes.map(\.initiationInterval).max()
    row.count(
      WorkCount(program, of: job.kernel, design: job.design, run: job.run), of: job)
    row.lut = placement.total.lut
    row.ff = placement.total.ff
    row.dsp = placement.total.dsp
    row.bram = placement.total.bram
    row.uram = placement.total.uram
    return row
  }
}
