import KernelIR
import Specs

/// The commands for Vitis.
struct VitisGuide {
  let design: GeneratedDesign

  var guide: ToolGuide {
    let platform = design.board.platforms.first ?? ""
    return ToolGuide(
      tool: "Vitis 2020.2 to 2025.x (v++ and Vitis HLS)",
      steps: [
        .init(
          title: "Simulate the C++", command: "make csim",
          note:
            "Any C++14 compiler will do; seconds. `passed:` and a number of elements is what to "
            + "look for."),
        .init(
          title: "Build the bitstream", command: "make hw",
          note:
            "Needs v++ in PATH (source settings64.sh of Vitis and setup.sh of XRT) and the platform "
            + "\(platform); hours. The result is \(design.program.name).xclbin. Another platform of "
            + "the board: make hw PLATFORM=NAME."),
        .init(
          title: "Measure it",
          command:
            "ferrule bench \(design.board.name) --runner xrt --xclbin \(design.program.name).xclbin",
          note: "On the machine with the card; ferrule doctor says what XRT lacks there."),
        .init(
          title: "Emulate the hardware", command: "make hw_emu",
          note:
            "The same tools, some ten minutes; run the host program with XCL_EMULATION_MODE=hw_emu "
            + "and build/hw_emu/\(design.program.name).xclbin."),
      ])
  }
}
