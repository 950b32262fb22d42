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
            + "its operators and its store."),
      ])
  }
}
