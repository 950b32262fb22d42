import ArgumentParser
import Foundation
import Quantities
import Specs
import XRTDevice
import Xclbin

/// `ferrule xclbin make`: an xclbin for emulation from a generated project, or from anybody's kernel.
struct XclbinMake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract:
      "Make an xclbin for software emulation from a generated project or a kernel's source.",
    discussion: """
      DIR is what ferrule generate wrote for Vitis. With --source, --top and --board the kernel is \
      anybody's, in C or C++ for Vitis HLS: its arguments and INTERFACE pragmas are read from the \
      syntax tree of clang, its accesses to memory are counted while it runs, and its time is that of \
      this traffic on the modelled board at an assumed --interval, or --cycles if they are more. \
      The kernel is compiled for this machine; ferrule emulate runs host programs on the file. It does \
      not run on a card.

      Examples:
        ferrule xclbin make build -o roofline.xclbin
        ferrule xclbin make --source vadd.cpp --top vadd --board u280 -o vadd.xclbin
      """)

  @Argument(help: "Folder of the project.")
  var folder: String?

  @Option(name: [.short, .long], help: ArgumentHelp("File to write.", valueName: "file"))
  var output: String

  @OptionGroup(title: "A kernel of your own")
  var kernel: SourceKernelOptions

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func validate() throws {
    if let mistake = kernel.mistake(folder: folder) { throw ValidationError(mistake) }
  }

  func run() throws {
    let build = try build()
    try build.file().write(to: output)
    let units = build.program.kernels.flatMap(\.units).count
    Diagnostics.note(
      "wrote \(output): \(units) compute unit\(units == 1 ? "" : "s") for emulation on "
        + "\(build.program.board.name)")
    if kernel.source != nil { kernel.describe(build.program) }
  }

  private func build() throws -> EmulationBuild {
    if let folder { return try EmulationBuild(folder: folder, catalog: try catalog.catalog()) }
    let board = try catalog.catalog().board(kernel.board ?? "")
    return EmulationBuild(try kernel.sourceKernel().program(board: board))
  }
}
