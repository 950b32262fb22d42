import KernelIR
import Quantities
import Specs

/// The cycles of chains without memory ports: modelled, by what circuits of Bambu 2024.10 took in
/// Verilator for the U280's device at 3.33 ns.
///
/// K multiply-adds as a function that is started every cycle: N + depth − 1 cycles for N elements, the
/// depth being 2K − 1 for `i32`, and for `f32` 6K, or 5 where K is 1. As processes: N times the slowest
/// one, 2 + 2K cycles for `i32` (K = 4: 10.0 per token as one process, 4.05 as four).
struct BambuChainLaw {
  let design: GeneratedDesign

  /// Cycles from the start of a pipelined function to its result; `nil` where none was measured.
  var depth: Int? {
    guard BambuForm(design) == .function(interval: 1), isMeasured,
      let length = design.program.chain?.length
    else { return nil }
    switch design.program.elementType {
    case .i32: return 2 * length - 1
    case .f32: return length == 1 ? 5 : 6 * length
    default: return nil
    }
  }

  /// Cycles per token of the slowest process; `nil` where none was measured.
  var cyclesPerToken: Int? {
    guard case .processes(let count) = BambuForm(design), isMeasured, count > 0,
      design.program.elementType == .i32, let length = design.program.chain?.length
    else { return nil }
    return 2 + 2 * ((length + count - 1) / count)
  }

  private var isMeasured: Bool {
    design.program.chain?.operation == .fma && abs(1e9 / design.design.clock.value - 3.33) < 0.1
  }

  /// What to expect, for a README.
  var sentence: String {
    if let depth {
      return
        "By the depths that Bambu 2024.10 is known to make, N elements that are started every cycle take "
        + "N + \(depth - 1) cycles (modelled)."
    }
    if let cyclesPerToken {
      return
        "By the schedules that Bambu 2024.10 is known to make, the slowest process takes "
        + "\(cyclesPerToken) cycles per token (modelled)."
    }
    return
      "How many cycles that makes is not known: chains of fma at 300 MHz were measured, as functions "
      + "with II=1 of i32 and f32, and as processes of i32."
  }
}
