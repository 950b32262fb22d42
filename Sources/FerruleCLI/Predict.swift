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

  @Flag(help: "Show the arithmetic of every term and the results behind it; text only.")
  var why = false

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func run() throws {
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
    let predictions = workloads.flatMap { workload in
      models.map { $0.prediction(for: workload) }
    }
    PredictionReport(predictions: predictions, display: display).print()
    guard why, display.format == .text else { return }
    for workload in workloads { for model in models { explain(workload, model) } }
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
