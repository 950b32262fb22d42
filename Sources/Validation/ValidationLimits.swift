import KernelIR
import Quantities
import Runners
import Specs

/// Limits of building that a design which was really built may pass, with a remark for each.
struct ValidationLimits {
  private let original: BoardSpec
  /// What passes a limit, one sentence each.
  var remarks: [String] = []

  init(board: BoardSpec) { original = board }

  /// Bursts stay inside 4 KiB (AXI4 specification, A3.4.1): the adapter splits longer ones.
  mutating func apply(to job: inout KernelJob) {
    let bits = job.design.portBits
    let most = bits >= 8 && bits <= 1024 ? 4096 * 8 / bits : 256
    guard job.design.burstBeats > min(256, most) else { return }
    remarks.append(
      "bursts of \(job.design.burstBeats) beats taken as \(min(256, most)), which fill 4 KiB")
    job.design.burstBeats = min(256, most)
  }

  /// The board with the ports and the clock that the job had.
  mutating func widened(_ board: BoardSpec, for job: KernelJob) -> BoardSpec {
    var wide = board
    let design = job.design
    if design.clock > board.clock.maximum {
      remarks.append("\(design.clock) is above the fastest clock of \(board.clock.maximum)")
      wide.clock.maximum = design.clock
    }
    let perUnit = job.kernel.portsPerUnit(operation: design.operation, schedule: design.schedule)
    let (ports, overflow) = design.computeUnits.multipliedReportingOverflow(by: perUnit)
    for index in wide.memories.indices where wide.memories[index].name == design.memory {
      let most = wide.memories[index].maximumPorts
      guard !overflow, ports > most else { continue }
      remarks.append("\(ports) ports are more than the \(most) that \(design.memory) accepts")
      wide.memories[index].maximumPorts = ports
    }
    return wide
  }

  /// Remarks when the estimate says that the design would not fit.
  mutating func checkPlacement(of program: KernelProgram, _ job: KernelJob) {
    let need = ResourceEstimate(program, board: original).computeUnit
    guard !Placement.fits(job.design.computeUnits, need: need, board: original) else { return }
    remarks.append("the estimate of resources exceeds the recommended utilisation")
  }
}
