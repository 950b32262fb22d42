import KernelIR
import Quantities
import Runners
import Specs

/// What a `bench` command runs, decided and checked before anything starts.
struct BenchPlan {
  /// The board.
  let board: BoardSpec
  /// Every run in order.
  let jobs: [RunJob]
  /// Where rows go; `-` is stdout.
  let outputPath: String

  init(_ command: Bench, catalog: SpecCatalog) throws {
    guard (1...10_000).contains(command.repetitions) else {
      throw CommandFailure.usage(
        "--repetitions: found \(command.repetitions), expected 1 to 10000")
    }
    guard (0...10_000).contains(command.warmup) else {
      throw CommandFailure.usage("--warmup: found \(command.warmup), expected 0 to 10000")
    }
    board = try catalog.board(command.board)
    outputPath = command.output ?? "\(board.name).csv"
    let sweep = try command.design.sweep()
    if let kernel = command.kernel {
      guard command.suite == nil else {
        throw CommandFailure.usage("--suite and --kernel exclude each other; give one of them")
      }
      let jobs = KernelJobs(board: board, kernel: try catalog.kernel(kernel), sweep: sweep)
      self.jobs = try jobs.all(repetitions: command.repetitions)
    } else {
      if let axis = sweep.axes.first {
        throw CommandFailure.usage(
          "\(axis.key.flag) needs --kernel: the suite chooses its own designs")
      }
      jobs = try Self.suite(command, board, catalog)
    }
  }

  private static func suite(
    _ command: Bench, _ board: BoardSpec, _ catalog: SpecCatalog
  ) throws -> [RunJob] {
    let kernels = SuiteKernels(
      roofline: try catalog.kernel("roofline"), stream: try catalog.kernel("stream"),
      probe: try catalog.kernel("memory-probe"), onChip: try catalog.kernel("onchip"))
    let suite = Suite(board: board, kernels: kernels, repetitions: command.repetitions)
    let name = command.suite ?? "full"
    if name == "full" || name == "quick" {
      return Suite.Part.allCases.flatMap { suite.jobs($0, isQuick: name == "quick") }
    }
    guard let part = Suite.Part(rawValue: name) else {
      let known = ["full", "quick"] + Suite.Part.allCases.map(\.rawValue)
      throw CommandFailure.usage(
        "--suite: no suite named \"\(name)\"; known suites, nearest first: "
          + NearestNames.sorted(known, to: name).joined(separator: ", "))
    }
    return suite.jobs(part, isQuick: false)
  }

  /// Asks the runner about every job, so that nothing fails after an hour that could fail now.
  ///
  /// - Throws: ``CommandFailure`` with the reasons of all jobs, each reason once.
  func check(with runner: any KernelRunner) throws {
    var reasons: [String] = []
    for job in jobs {
      do { try runner.check(job) } catch {
        let text = CommandFailure(error)?.message ?? "\(error)"
        if !reasons.contains(text) { reasons.append(text) }
      }
    }
    guard reasons.isEmpty else {
      throw CommandFailure.usage(reasons.joined(separator: "\n"))
    }
  }

  /// One line per run and the time that all take.
  func description(for runner: any KernelRunner) -> String {
    let seconds = jobs.reduce(0.0) { $0 + runner.expectedSeconds($1) }
    let lines = jobs.map { "  \($0.label)\(Self.detail(of: $0))" }
    return """
      \(jobs.count) runs on \(board.title) with the \(runner.name) runner, about \
      \(Self.words(for: seconds)):
      \(lines.joined(separator: "\n"))
      Rows would go to \(outputPath == "-" ? "stdout" : outputPath).

      """
  }

  private static func detail(of job: RunJob) -> String {
    guard case .kernel(let kernel) = job.work else { return "" }
    let design = kernel.design
    let units = "\(design.computeUnits) unit\(design.computeUnits == 1 ? "" : "s")"
    return ", \(units), \(design.lanes) lanes at \(design.clock)"
  }

  /// A time for people: whole seconds, minutes from 90 s on.
  static func words(for seconds: Double) -> String {
    if seconds < 1 { return "1 s or less" }
    return seconds < 90 ? "\(Int(seconds.rounded())) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
