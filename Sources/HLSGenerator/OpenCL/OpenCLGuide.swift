import KernelIR
import Specs

/// The commands for OpenCL.
struct OpenCLGuide {
  let names: KernelNames

  private var name: String { names.program.name }

  var guide: ToolGuide {
    ToolGuide(
      tool: "OpenCL 1.2, and for the Intel FPGA SDK for OpenCL (discontinued after 22.x)",
      steps: [
        .init(
          title: "Run on an OpenCL device", command: "make run DEVICE=0", note: runNote),
        .init(
          title: "Run in the emulator of the Intel FPGA SDK", command: "make emulate",
          note: "Needs aoc in PATH. There every process is a kernel, and channels join them"
            + "; the testbench finds out by itself."),
        .init(
          title: "Build the bitstream", command: "make aocx BOARD=NAME",
          note:
            "Needs aoc and the board's package; `aoc -list-boards` lists the names; hours. Then: "
            + "build/\(name)_tb --kernel build/\(name).aocx. The generator's makers have not built it "
            + "with the tool."),
      ])
  }

  private var runNote: String {
    let range =
      OpenCLRange(names: names) == nil
      ? "The kernel (`\(OpenCLKernelFile.task(of: names.program))`) is one work-item: right on every device, but fast on FPGAs only."
      : "The kernel is there twice: as one work-item (`\(OpenCLKernelFile.task(of: names.program))`), which is for FPGAs, and as a range of "
        + "work-items (`\(OpenCLRange(names: names)?.name ?? "")`) for CPUs and GPUs. Numbers of elements "
        + "to run with may follow: build/\(name)_tb 1000003."
    return
      "Needs a C++14 compiler, OpenCL headers and libOpenCL, and a device; `clinfo -l` lists them. "
      + range
  }
}
