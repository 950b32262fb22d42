import KernelIR
import Quantities
package import Runners
package import Specs

/// Sizes for emulation, where kernels compute on this machine and times come from a model.
package enum EmulationSize {
  /// The job at a size that is computed in a moment and still takes every path of the kernel: sizes
  /// of matrices, grids and memories on the chip are reduced, too, unless the design is that of a
  /// build; a run whose size is part of such a design stays as it is.
  ///
  /// - Parameters:
  ///   - job: The job at the size that a card would run.
  ///   - board: The board.
  ///   - keepsDesign: Whether only the run may change.
  /// - Returns: The smaller job.
  /// - Throws: `DesignError` for a design that cannot be lowered.
  package static func reduced(
    _ job: KernelJob, board: BoardSpec, keepsDesign: Bool
  ) throws -> KernelJob {
    var job = job
    let passes = job.run.passes
    if let shape = job.kernel.shape(of: job.design) {
      guard !keepsDesign else { return job }
      job.design = shape.reducedDesign
    }
    let lowering = try KernelLowering(kernel: job.kernel, board: board, design: job.design)
    let check = FunctionalCheck(
      kernel: job.kernel, operation: lowering.operation, design: job.design,
      program: try lowering.program())
    job.run = check.reducedRun(like: job.run)
    // Passes are what a roofline is swept over; they cost little.
    if job.kernel.structure == .roofline { job.run.passes = passes }
    return job
  }

  /// A transfer that is done in a moment, though it goes through a socket in small messages.
  package static func reduced(_ transfer: HostTransfer) -> HostTransfer {
    var transfer = transfer
    transfer.size = min(transfer.size, .mebibytes(1))
    return transfer
  }
}
