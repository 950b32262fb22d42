import ArgumentParser
import Foundation
import HLSGenerator
import KernelIR
import Quantities
import Specs

/// `ferrule generate BOARD --kernel K -o DIR`: everything that a build needs.
struct Generate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a kernel with testbench, connectivity and Makefile for a board.",
    discussion: """
      The folder is self-contained: its README has the commands, make lists them. \
      Testbenches need no vendor tool: make csim compiles with any compiler, make run \
      (opencl) runs on any OpenCL device. With --sweep, lists given to flags are \
      combined, what is not given takes every value that the kernel has, and equal \
      designs are written once; designs.csv there lists all points and why some \
      were refused.

      Examples:
        ferrule generate u280 --kernel roofline --type f32 --lanes 16 \\
          --chain 8 --compute-units 2 --memory hbm -o build
        ferrule generate u280 --kernel stream --dialect opencl -o build --check
        ferrule generate u280 --kernel roofline --type f32 --fill -o build
        ferrule generate u280 --sweep -o designs
        ferrule generate u280 --sweep --kernel roofline --chain 1,4,16 -o designs
      """)

  @Argument(help: "Board name, or a path to a board file.")
  var board: String

  @Option(help: "Kernel name, or a path to a kernel file; with --sweep a list, or all kernels.")
  var kernel: String?

  @Option(help: "What to write: vitis, ompss, opencl, bambu or host.")
  var dialect = "vitis"

  @OptionGroup(title: "Design point")
  var design: DesignOptions

  @OptionGroup(title: "Filling the board")
  var filling: FillOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder to write to; it is created when it is missing.", valueName: "folder")
  )
  var output: String?

  @Flag(help: "Compile the testbench and run it here; alone or after writing.")
  var check = false

  @Flag(help: "Write a tree of design points: every combination of the values of all flags.")
  var sweep = false

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func run() async throws {
    let catalog = try catalog.catalog()
    let headers = try SimulationHeaders.load()
    let dialect = try DialectChoice.dialect(named: dialect, headers: headers)
    guard output != nil || check else {
      throw CommandFailure.usage("-o: the folder to write to is missing, e.g. -o build")
    }
    let board = try filling.limits.applied(to: catalog.board(board))
    if sweep { return try await writeSweep(board, catalog, dialect) }
    guard let kernel else {
      throw CommandFailure.usage(
        "--kernel: the kernel to generate is missing; name one of "
          + "\(catalog.kernelNames.joined(separator: ", ")), or give --sweep for all of them")
    }
    let point = try GeneratePoint(design.sweep(), command: self)
    let design = try point.design(board: board, kernel: try catalog.kernel(kernel), catalog)
    let files = try dialect.files(for: design)
    if let output {
      try write(files, to: output)
      for file in files { print("\(output)/\(file.path)") }
    }
    if check { try GenerateCheck.run(files, dialect) }
  }

  /// Writes every design point and says how many there are.
  private func writeSweep(
    _ board: BoardSpec, _ catalog: SpecCatalog, _ dialect: any HLSDialect
  ) async throws {
    guard !filling.fill else {
      throw CommandFailure.usage(
        "--fill chooses one design and --sweep writes all; give one of them")
    }
    guard let output, !check else {
      throw CommandFailure.usage(
        "--sweep writes folders and checks none of them; give -o FOLDER and leave --check out")
    }
    let asked = kernel.map { $0.split(separator: ",").map(String.init) } ?? catalog.kernelNames
    let kernels = try asked.map { try catalog.kernel($0) }
    let axes = try design.sweep()
    try GeneratePoint.refuseRunTime(axes)
    let plan = try GenerateSweep(board: board, kernels: kernels, sweep: axes)
    try makeFolder(output)
    let boardName = self.board
    let writer = SweepWriter(sweep: plan, dialect: dialect, root: output) { point in
      GeneratePoint.recreation(
        board: boardName, kernel: point.kernel.name, dialect: dialect.name, point.values)
    }
    try SweepReport(try await writer.write(), plan: plan, root: output).print()
  }

  /// Writes the files; a folder that cannot be made is one mistake, not one per file.
  private func write(_ files: [GeneratedFile], to folder: String) throws {
    try makeFolder(folder)
    do { try GeneratedFile.write(files, to: folder) } catch {
      throw CommandFailure(error.description, .failed)
    }
  }

  private func makeFolder(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        "cannot make the folder \(folder): \(OutputFile.reason(error)); name another with -o",
        .failed)
    }
  }
}
