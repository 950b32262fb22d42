import ArgumentParser
import OffloadPredictor
import Plotting
import Quantities
import RooflineModel
import Specs

/// `ferrule predict FILE... --kernels K`: is offloading worth it, on which board, and why.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predict from results whether offloading your kernels pays.",
    discussion: """
      The kernels file is a CSV with a row per kernel; only name and two of \
      operations, bytes and seconds are needed, per call. With host_seconds the \
      speed-up and a verdict follow. Every default that was taken is listed.

        name,element_type,operations,bytes,host_seconds
        stencil,f32,2.1e9,1.6e9,0.35

      --sweep predicts over the size of a call, with a curve and its two marks: \
      where the board is as fast as the host (g1), and where half of the kernel's \
      own acceleration is reached (gA/2). --check compares with measured times.

      Examples:
        ferrule predict u280.csv --kernels my.csv --host host.csv
        ferrule predict u280.csv --kernels my.csv --sweep size=1KiB..1GiB
        ferrule predict u280.csv --kernels my.csv --nodes 4 --network "100 Gb/s"
        ferrule predict u280.csv --kernels my.csv --check measured.csv
      """)

  @Argument(help: "Result files (CSV) of one or more boards. - is stdin.")
  var files: [String]

  @Option(help: ArgumentHelp("Kernels file (CSV).", valueName: "file"))
  var kernels: String

  @Option(
    help: ArgumentHelp(
      "Results of the host (CSV), for kernels without host_seconds.", valueName: "file"))
  var host: String?

  @Option(
    help: ArgumentHelp(
      "Time of the whole application on the host, e.g. \"90 s\".", valueName: "time"))
  var applicationTime: String?

  @Option(
    help: ArgumentHelp(
      "Replace a term, e.g. pcie=\"12 GB/s\"; a wrong name lists all. Repeatable.",
      valueName: "name=value"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp(
      "Predict over the bytes of a call, doubling from one size to another, e.g. size=1KiB..1GiB.",
      valueName: "size=from..to"))
  var sweep: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("With --sweep: also write the CSV to a file.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Nodes with a host and a board each, that share every call; needs --network.",
      valueName: "number"))
  var nodes: Int?

  @Option(
    help: ArgumentHelp(
      "Rate of the network between nodes, e.g. \"100 Gb/s\"; needs --nodes.", valueName: "rate"))
  var network: String?

  @Option(
    help: ArgumentHelp(
      "Compare with measured times: a CSV with name, board, and total_seconds or kernel_seconds.",
      valueName: "file"))
  var check: String?

  @Flag(help: "Show the arithmetic of every term and the results behind it; not with csv.")
  var why = false

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func validate() throws {
    guard (nodes == nil) == (network == nil) else {
      throw ValidationError("--nodes and --network belong together: give both, or leave both out")
    }
    if output != nil, sweep == nil {
      throw ValidationError("-o belongs to --sweep; for other tables use --format csv > FILE")
    }
    if sweep != nil, check != nil || nodes != nil {
      throw ValidationError("--sweep goes without --check, --nodes and --network")
    }
    if nodes != nil, display.format == .csv {
      throw ValidationError("--nodes has no columns in csv; use --format json, or text")
    }
    if check != nil, nodes != nil {
      throw ValidationError("--check goes without --nodes and --network")
    }
  }

  func run() throws {
    let sizes = try sweep.map(Self.sizes)
    let machine = try machine()
    let measured = try check.map(Self.measured)
    let catalog = try boards.catalog()
    let source = try RooflineSource(files: files, catalog: catalog)
    let workloads =
      try hostCeilings(catalog).map { host in
        try InputFile.workloads(kernels).map(host.applied)
      } ?? InputFile.workloads(kernels)
    let settings = try self.settings()
    let application = try self.application()
    let models = try source.rooflines.map { roofline in
      let link = try HostLink.known(of: roofline, rows: source.rows, catalog)
      var model = OffloadModel(roofline: roofline, link: link)
      model.applicationTime = application
      model.boardPower = source.power(of: roofline.board)
      return settings.applied(to: model)
    }
    if let sizes {
      return try SweepPrediction(
        workloads: workloads, models: models, sizes: sizes, display: display
      )
      .print(writing: output)
    }
    let pairs = workloads.flatMap { workload in models.map { (workload, $0) } }
    if display.format == .csv, measured == nil {
      return print(OffloadPrediction.csv(workloads, on: models), terminator: "")
    }
    let predictions = pairs.map { $0.1.prediction(for: $0.0) }
    if let measured {
      return try PredictionCheckReport(
        check: PredictionCheck(predictions, with: measured), file: check ?? "", display: display
      ).print()
    }
    let estimates = machine.map { machine in pairs.map { $0.1.estimate(of: $0.0, on: machine) } }
    let isJSON = display.format == .json
    PredictionReport(
      predictions: predictions, display: display, estimates: estimates, machine: machine,
      arithmetic: why && isJSON ? pairs.map { Self.arithmetic($0.0, $0.1) } : nil
    ).print()
    guard why, display.format == .text else { return }
    for (index, (workload, model)) in pairs.enumerated() {
      explain(workload, model)
      guard let estimate = estimates?[index] else { continue }
      print("  \(estimate.nodes) nodes")
      for text in estimate.arithmetic { print("    \(text)") }
    }
  }

  /// The terms in one text, for other programs.
  private static func arithmetic(_ workload: Workload, _ model: OffloadModel) -> String {
    model.terms(of: workload).map { "\($0.name): \($0.arithmetic.joined(separator: "; "))" }
      .joined(separator: " | ")
  }

  private static func sizes(_ text: String) throws -> SizeSweep {
    do throws(SizeSweep.Failure) {
      return try SizeSweep(parsing: text)
    } catch {
      throw CommandFailure.usage(error.description)
    }
  }

  private static func measured(_ path: String) throws -> MeasuredTimes {
    try MeasuredTimes.read(
      from: InputFile.bytes(
        path, remedy: "write name,board,total_seconds and a row per kernel and board"), file: path)
  }

  private func machine() throws -> ScaleOut? {
    guard let nodes, let network else { return nil }
    do throws(ScaleOut.Failure) {
      return try ScaleOut(nodes: nodes, network: network)
    } catch {
      throw CommandFailure.usage(error.description)
    }
  }

  /// Prints the arithmetic of a kernel on a board.
  private func explain(_ workload: Workload, _ model: OffloadModel) {
    let line = workload.line.map { " (\(kernels):\($0))" } ?? ""
    print("\nWhy: \(workload.name)\(line) on \(model.roofline.board)")
    for term in model.terms(of: workload) {
      print("  \(term.name)")
      for text in term.arithmetic { print("    \(text)") }
      for ceiling in term.ceilings {
        print("    from \(ceiling.kind.name): \(ceiling.basisWords), \(ceiling.origin)")
      }
    }
  }

  /// What the host reaches, from its results file.
  private func hostCeilings(_ catalog: SpecCatalog) throws -> HostCeilings? {
    guard let host else { return nil }
    let rooflines = try RooflineSource(files: [host], catalog: catalog).rooflines
    guard let roofline = rooflines.first, rooflines.count == 1 else {
      throw CommandFailure.usage(
        "--host \(host): found rows of \(rooflines.map(\.board).joined(separator: ", ")), expected"
          + " those of one machine; split the file")
    }
    return HostCeilings(roofline)
  }

  private func settings() throws -> OffloadSettings {
    do throws(OffloadSettings.Failure) {
      return try OffloadSettings(parsing: set)
    } catch {
      throw CommandFailure.usage(error.description)
    }
  }

  private func application() throws -> TimeSpan? {
    guard let applicationTime else { return nil }
    do throws(QuantityError) {
      return try TimeSpan(parsing: applicationTime)
    } catch {
      throw CommandFailure.usage("--application-time: \(error)")
    }
  }
}
