import KernelIR
import Specs

/// Every reason why OmpSs@FPGA cannot build a design.
struct OmpSsCheck {
  let design: GeneratedDesign

  /// Boards that the build tool knows (bsc-pm-ompss-at-fpga/ait, folder ait/backend/xilinx/board),
  /// by our board and memory.
  private static let boards: [String: String] = [
    "u200 ddr": "alveo_u200", "u250 ddr": "alveo_u250", "u280 ddr": "alveo_u280",
    "u280 hbm": "alveo_u280_hbm", "u55c hbm": "alveo_u55c",
  ]

  /// The name of the board for the build tool, if it knows the board.
  var board: String? { Self.boards["\(design.board.name) \(design.design.memory)"] }

  var reasons: [String] {
    var reasons = VitisCheck(design: design).reasons
    if board == nil {
      reasons.append(
        "the build tool ait has no board for \(design.board.name) with \(design.design.memory); "
          + "it has \(Self.boards.keys.sorted().joined(separator: ", "))")
    }
    let names = KernelNames(design: design, language: VitisLanguage())
    let lengths = Set(OmpSsTop(names: names).lengths)
    for name in design.program.arrays.map(\.name) + design.program.scalars.map(\.name)
    where lengths.contains(name) {
      reasons.append("the name `\(name)` is that of a length here; rename it in the kernel file")
    }
    return reasons
  }
}
