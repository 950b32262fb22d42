import ArgumentParser
import KernelIR
import Measurements
import struct Measurements.Measurement
import Plotting
import RooflineModel
import Runners
import Specs

/// `ferrule bench BOARD`: run a plan, write rows, show what they say.
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Benchmark a board: write a CSV and show its ceilings and roofline.",
    discussion: """
      Without --kernel the default suite runs: compute peaks per type, every \
      memory, on-chip storage, the host link, and the roofline sweep. With \
      --kernel, a comma-separated list given to a flag sweeps it: --lanes 4,8,16.

      Examples:
        ferrule bench u280
        ferrule bench u280 --suite memory -o -
        ferrule bench u280 --kernel stream --memory ddr --compute-units 1,2
        ferrule bench ./my-board.yaml --kernel ./my-kernel.yaml --dry-run
        ferrule bench u280 --runner xrt --xclbin build/roofline.xclbin
        ferrule bench host --quick
        ferrule bench host --kernel stream --compute-units 1,2
        ferrule bench u280 --runner opencl --device 0
      """)

  @Argument(help: "Board name, or a path to a board file.")
  var board: String

  @Option(help: "What runs the kernels: model, host, opencl or xrt.")
  var runner = "model"

  @Option(
    help:
      "Whose circuits the model times: vitis, or bambu by the schedules of that tool (with --kernel)."
  )
  var tool = "vitis"

  @Option(help: "quick, full, or a part of it: compute, memory, onchip, host, roofline.")
  var suite: String?

  @Option(help: "Kernel name, or a path to a kernel file, instead of the suite.")
  var kernel: String?

  @OptionGroup(title: "Design point")
  var design: DesignOptions

  @OptionGroup(title: "Filling the board")
  var filling: FillOptions

  @Option(help: "Rows per run; default: 1, as the model is deterministic, and 9 on the host.")
  var repetitions: Int?

  @Option(help: "Runs before the first row; default: 1 on a board, none on the model.")
  var warmup: Int?

  @Flag(help: "Keep the rows of the output file and run only what it lacks.")
  var resume = false

  @Flag(help: "Say what would run and how long it takes, then stop.")
  var dryRun = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where rows go; - is stdout. Default: BOARD.csv, or BOARD-KERNEL.csv and BOARD-PART.csv.",
      valueName: "file"))
  var output: String?

  @Flag(help: "Watch the points appear in the full-screen view; leaving it stops the runs.")
  var view = false

  @OptionGroup(title: "This machine (bench host)")
  var host: HostOptions

  @OptionGroup(title: "A board through XRT")
  var xrt: XRTOptions

  @OptionGroup(title: "An OpenCL device")
  var opencl: OpenCLOptions

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @Option(help: "Progress on stderr: auto, bar, plain or none.")
  var progress: ProgressStyle = .auto

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  /// Rows per run where nothing varies by itself.
  var rowsPerRun: Int { repetitions ?? 1 }

  func run() async throws {
    let style = try display.style()
    if try host.isWanted(by: self) { return try await HostBench(command: self).run(style) }
    let (plan, runner) = try prepared()
    try plan.check(with: runner)
    guard !dryRun else { return print(plan.description(for: runner), terminator: "") }
    if view { try LiveBench.check(plan) }
    let file = try ResultFile(plan.outputPath, resumes: resume)
    let left = plan.jobs.filter { !file.holds($0) }
    if view {
      return try await LiveBench(command: self, plan: plan, runner: runner).run(left, file)
    }
    let rows = try await BenchRun(runner: runner, progress: progress).rows(of: left, into: file)
    guard plan.outputPath != "-" else { return try BenchRun.judge(rows) }
    show(file.existing + rows, plan, style)
    if display.format == .text {
      Diagnostics.note("\(file.count) \(file.count == 1 ? "row" : "rows") in \(plan.outputPath)")
    }
    try BenchRun.judge(rows)
  }

  /// What runs, and what runs it.
  private func prepared() throws -> (BenchPlan, any KernelRunner) {
    try xrt.check(for: runner)
    try opencl.check(for: runner)
    if runner == "opencl", tool == "vitis" {
      return try OpenCLBench(command: self, catalog: catalog.catalog()).prepared()
    }
    if runner == "xrt", tool == "vitis" {
      return try XRTBench(command: self, catalog: catalog.catalog()).prepared()
    }
    let chosen = try RunnerChoice.runner(named: runner, tool: tool)
    if tool != "vitis", kernel == nil {
      throw CommandFailure.usage("--tool \(tool): needs --kernel; suites are for the board itself")
    }
    return (try BenchPlan(self, catalog: catalog.catalog()), chosen)
  }

  /// The ceilings and picture of a suite; of one kernel what each of its runs reached.
  private func show(_ rows: [Measurement], _ plan: BenchPlan, _ style: PlotStyle) {
    // What the board allows says nothing of another device that ran its design.
    let isBoard = rows.contains { $0.board == plan.board.name }
    let fitted = RooflineFit.fit(
      rows: rows, theoretical: isBoard ? [TheoreticalLimits(board: plan.board)] : [])
    let report = RooflineReport(rooflines: fitted, display: display, style: style)
    guard let kernel = plan.kernel else { return report.print() }
    let table = RunTable(rows.filter { $0.kernel == kernel }, swept: plan.swept)
    TableOutput.print(table.header, table.cells, right: table.numbers, display: display)
    guard display.format == .text else { return }
    if let remark = table.remark { print(remark) }
    guard fitted.contains(where: { !$0.points.isEmpty }) else { return }
    print()
    report.printPicture()
  }
}
