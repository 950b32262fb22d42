import ArgumentParser
import Foundation
import Specs
import XRTDevice
import Xclbin

/// `ferrule xclbin make DIR -o F`: an xclbin for emulation from a generated project.
struct XclbinMake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Make an xclbin for software emulation from a generated project.",
    discussion: """
      DIR is what ferrule generate wrote for Vitis. Its kernel is compiled for this machine ($CXX, g++ \
      or clang++); ferrule emulate runs host programs on the file. It does not run on a card.
      """)

  @Argument(help: "Folder of the project.")
  var folder: String

  @Option(name: [.short, .long], help: ArgumentHelp("File to write.", valueName: "file"))
  var output: String

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func run() throws {
    let build = try EmulationBuild(folder: folder, catalog: try catalog.catalog())
    try build.file().write(to: output)
    let units = build.program.kernels.flatMap(\.units).count
    Diagnostics.note(
      "wrote \(output): \(units) compute unit\(units == 1 ? "" : "s") for emulation on "
        + "\(build.program.board.name)")
  }
}
