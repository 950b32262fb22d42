import KernelIR
import Specs

/// The commands for OmpSs@FPGA.
struct OmpSsGuide {
  let design: GeneratedDesign

  var guide: ToolGuide {
    ToolGuide(
      tool: "OmpSs@FPGA (Mercurium's fpgacxx, ait, Nanos++, and Vivado with Vitis HLS)",
      steps: [
        .init(
          title: "Simulate the C++", command: "make csim",
          note: "Any C++14 compiler will do; seconds. The clauses of the task mean nothing to it."),
        .init(
          title: "Build the bitstream", command: "make bitstream",
          note: "Needs fpgacxx, ait and Vivado in PATH, and the board files of "
            + "\(OmpSsCheck(design: design).board ?? "the board"); hours. Written after the published "
            + "examples of OmpSs@FPGA; the generator's makers have not built it with the tools."),
        .init(
          title: "Build the program that runs the tasks", command: "make program",
          note:
            "Needs fpgacxx and the runtime. The testbench is the program: load the bitstream and run "
            + "build/\(design.program.name)_tb."),
      ])
  }
}
