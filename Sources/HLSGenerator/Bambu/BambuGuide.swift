import KernelIR
import Specs

/// The commands for Bambu.
struct BambuGuide {
  let design: GeneratedDesign

  var guide: ToolGuide {
    ToolGuide(
      tool: "Bambu (PandA 2024.10)",
      steps: [
        .init(
          title: "Simulate the C", command: "make csim",
          note: "Any C11 compiler will do; seconds."),
        .init(
          title: "Make the circuit", command: "make synthesis",
          note:
            "Needs bambu in PATH; a minute. Another device or clock: make synthesis DEVICE=NAME "
            + "PERIOD=NANOSECONDS."),
        .init(
          title: "Run the testbench on the circuit", command: "make simulation",
          note:
            "Needs bambu and Verilator in PATH; minutes. results.txt in build/bambu counts half "
            + "cycles. Bambu pipelines no loops: expect every element to take the latency of its load, "
            + "its operators and its store.\(cycles)"),
      ])
  }
}

extension BambuGuide {
  /// What the runs of the testbench are expected to take on the circuit, where that is known.
  fileprivate var cycles: String {
    let schedule = BambuCycles(design: design)
    // The runs follow from vectors, which take long to compute: only where they are of use.
    let runs = schedule.isKnown ? BambuTestbench.runs(design).map { schedule.cycles($0) } : []
    guard let first = runs.first, first != nil else {
      return " How many cycles that makes is known for one lane of i32 or f32 at 300 MHz only."
    }
    let list = runs.map { $0.map { "\($0)" } ?? "unknown" }.joined(separator: ", ")
    return
      " By the schedules that Bambu 2024.10 is known to make, with memory that answers after 2 "
      + "cycles, the runs of the testbench take these cycles (modelled): \(list)."
  }
}
