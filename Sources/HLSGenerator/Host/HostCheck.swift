import KernelIR
import Specs

/// Every reason why a design cannot be a C function of this machine.
struct HostCheck {
  let names: KernelNames

  var reasons: [String] {
    let design = names.design
    var reasons =
      NameCheck(names: names, reserved: Self.reserved).reasons
      + ConstantCheck(design: design).reasons + SequentialKernel.reasons(names.program)
      + design.toolParameterReasons(tool: "a processor")
    if design.design.computeUnits > 1 {
      reasons.append(
        "one function is printed, and threads share its elements; found "
          + "\(design.design.computeUnits) compute units, expected 1")
    }
    return reasons
  }

  /// What the printer, the testbench, and the program that `bench host` measures with call their own.
  private static let reserved =
    ("restrict memcpy memset printf compare main expected allowed elements first last count start "
    + "result past_caches worker kernel kernels job gate arrived now meet obtain fill touch work "
    + "timer named fill_from folder vec FENCE STREAM")
    .split { $0.isWhitespace }.map(String.init)
}
