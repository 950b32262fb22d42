import ArgumentParser
import Foundation
import HLSGenerator
import KernelIR
import Quantities
import Specs

/// `ferrule generate BOARD --kernel K -o DIR`: everything that a build needs.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a kernel with testbench, connectivity and Makefile for a board.",
    discussion: """
      The folder is self-contained: make csim compiles and runs the testbench \
      with any C++ compiler, make hw builds for the card with v++. One build \
      reaches every intensity at run time.

      Example:
        ferrule generate u280 --kernel roofline --type f32 --lanes 16 \\
          --chain 8 --compute-units 2 --memory hbm -o build
      """)

  @Argument(help: "Board name, or a path to a board file.")
  var board: String

  @Option(help: "Kernel name, or a path to a kernel file.")
  var kernel: String

  @Option(help: "What to write: vitis.")
  var dialect = "vitis"

  @OptionGroup(title: "Design point")
  var design: DesignOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder to write to; it is created when it is missing.", valueName: "folder")
  )
  var output: String?

  @Flag(help: "Compile the testbench with $CXX and run it; alone or after writing.")
  var check = false

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func run() throws {
    let catalog = try catalog.catalog()
    let headers = try SimulationHeaders.load()
    let dialect = try DialectChoice.dialect(named: dialect, headers: headers)
    guard output != nil || check else {
      throw CommandFailure.usage("-o: the folder to write to is missing, e.g. -o build")
    }
    let board = try catalog.board(board)
    let point = try GeneratePoint(design.sweep(), command: self)
    let design = try point.design(board: board, kernel: try catalog.kernel(kernel))
    let files = try dialect.files(for: design)
    if let output {
      try write(files, to: output)
      for file in files { print("\(output)/\(file.path)") }
    }
    if check { try GenerateCheck.run(files, dialect) }
  }

  /// Writes the files; a folder that cannot be made is one mistake, not one per file.
  private func write(_ files: [GeneratedFile], to folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        "cannot make the folder \(folder): \(OutputFile.reason(error)); name another with -o",
        .failed)
    }
    do { try GeneratedFile.write(files, to: folder) } catch {
      throw CommandFailure(error.description, .failed)
    }
  }
}
