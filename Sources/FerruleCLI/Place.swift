import ArgumentParser
import Measurements
import OffloadPredictor
import Quantities
import RooflineModel

/// `ferrule place FILE... --kernel …`: where kernels stand on the rooflines, and what binds them.
struct Place: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Place kernels on rooflines: what binds them, and what would help.",
    discussion: """
      Kernels come from --kernel (more than once), from a kernels file, or from the reports of a \
      build: clocks, compute units, operators and ports of the build give the kernel's own \
      ceilings, a profile of XRT its time and bytes. No report holds the operations of a run, so \
      give them with --kernel name=K,operations=N.

        ferrule place u280.csv --kernel name=stencil,operations=2.1e9,bytes=1.6e9,seconds=0.12
        ferrule place u280.csv --reports build/reports --kernel name=vadd,operations=1e9
      """)

  @Argument(help: "Result files (CSV) of one or more boards. - is stdin.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "A kernel: columns of a kernels file with their values.", valueName: "name=K,column=value,…"))
  var kernel: [String] = []

  @Option(help: ArgumentHelp("Kernels file (CSV).", valueName: "file"))
  var kernels: String?

  @Option(help: ArgumentHelp("Folder of a build with its reports.", valueName: "folder"))
  var reports: String?

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func run() throws {
    guard !kernel.isEmpty || kernels != nil || reports != nil else {
      throw CommandFailure.usage(
        "no kernel to place; give --kernel name=K,operations=N,bytes=N, --kernels FILE or "
          + "--reports FOLDER")
    }
    let catalog = try boards.catalog()
    let source = try RooflineSource(files: files, catalog: catalog)
    var workloads = try kernel.map(workload)
    if let kernels { workloads += try InputFile.workloads(kernels) }
    let build = try reports.map { try BuildFolder($0) }
    let placement = KernelPlacement(
      rooflines: source.rooflines, build: build, boards: PlacementBoards(catalog))
    let placed = placement.kernels(workloads)
    guard !placed.isEmpty else {
      throw CommandFailure(
        "no kernel can be placed; operations and bytes are needed, or a report with a clock",
        .failed)
    }
    PlacementReport(kernels: placed, display: display).print()
  }

  /// `name=K,operations=2e9,…` as the one row of a kernels file.
  private func workload(_ text: String) throws -> Workload {
    var pairs = text.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
    guard pairs.allSatisfy({ $0.count == 2 }), !pairs.isEmpty else {
      throw CommandFailure.usage(
        "--kernel \(text): expected column=value with commas between, "
          + "e.g. name=stencil,operations=2.1e9,bytes=1.6e9")
    }
    // A kernels file has to give bytes or a time; here a profile among the reports may.
    let isLeftToReports =
      reports != nil && !pairs.contains { ["bytes", "seconds"].contains($0[0]) }
    if isLeftToReports { pairs.append(["bytes", "1"]) }
    let table = CSVWriter.text(
      header: pairs.map { String($0[0]) }, rows: [pairs.map { String($0[1]) }])
    let read = try WorkloadTable.read(from: Array(table.utf8), file: "--kernel")
    read.warnings.forEach(Diagnostics.warning)
    guard var workload = read.workloads.first else {
      throw CommandFailure.usage("--kernel \(text): found no kernel, expected name=K")
    }
    if isLeftToReports { (workload.bytes, workload.bytesIn, workload.bytesOut) = (nil, nil, nil) }
    return workload
  }
}
