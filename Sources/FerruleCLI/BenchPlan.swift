import KernelIR
import Quantities
import Runners
import Specs

/// What a `bench` command runs, decided and checked before anything starts.
struct BenchPlan {
  /// The board.
  let board: BoardSpec
  /// The kernel that runs alone; `nil` for a suite.
  let kernel: String?
  /// What the user sees vary between the runs of that kernel.
  let swept: Set<DesignKey>
  /// Every run in order.
  let jobs: [RunJob]
  /// Where rows go; `-` is stdout.
  let outputPath: String

  init(_ command: Bench, catalog: SpecCatalog) throws {
    try Self.checkCounts(command)
    board = try command.filling.limits.applied(to: catalog.board(command.board))
    let sweep = try command.design.sweep()
    if let name = command.kernel {
      guard command.suite == nil else {
        throw CommandFailure.usage("--suite and --kernel exclude each other; give one of them")
      }
      let spec = try catalog.kernel(name)
      kernel = spec.name
      outputPath = command.output ?? "\(board.name)-\(spec.name).csv"
      swept = Self.swept(by: sweep)
      let filling =
        command.filling.fill
        ? try DeviceFilling(board: board, kernel: spec, catalog: catalog) : nil
      jobs = try KernelJobs(board: board, kernel: spec, sweep: sweep, filling: filling)
        .all(repetitions: command.rowsPerRun)
    } else {
      guard !command.filling.fill else {
        throw CommandFailure.usage("--fill needs --kernel: the suite fills the board by itself")
      }
      if let axis = sweep.axes.first {
        throw CommandFailure.usage(
          "\(axis.key.flag) needs --kernel: the suite chooses its own designs")
      }
      kernel = nil
      swept = []
      outputPath = command.output ?? Self.file(of: command.suite, board.name)
      jobs = try Self.suite(command, board, catalog)
    }
  }

  /// A plan of jobs that somebody else decided.
  ///
  /// - Throws: ``CommandFailure`` for counts out of range.
  init(
    _ command: Bench, board: BoardSpec, kernel: String?, sweep: DesignSweep, jobs: [RunJob],
    usualOutput: String
  ) throws {
    try Self.checkCounts(command)
    self.board = board
    self.kernel = kernel
    self.jobs = jobs
    swept = kernel == nil ? [] : Self.swept(by: sweep)
    outputPath = command.output ?? usualOutput
  }

  private static func checkCounts(_ command: Bench) throws {
    guard (1...10_000).contains(command.rowsPerRun) else {
      throw CommandFailure.usage(
        "--repetitions: found \(command.rowsPerRun), expected 1 to 10000")
    }
    guard (0...10_000).contains(command.warmup ?? 0) else {
      throw CommandFailure.usage("--warmup: found \(command.warmup ?? 0), expected 0 to 10000")
    }
    guard command.output != "-" || command.display.format == .text else {
      throw CommandFailure.usage(
        "--format \(command.display.format.rawValue) is for the summary, and -o - prints rows as "
          + "CSV instead of it; name a file with -o, or leave --format out")
    }
  }

  private static func swept(by sweep: DesignSweep) -> Set<DesignKey> {
    Set(sweep.axes.filter { $0.values.count > 1 }.map(\.key)).union([.passes])
  }

  /// A part has a file of its own, so that it does not replace the rows of the whole suite.
  private static func file(of suite: String?, _ board: String) -> String {
    guard let suite, let part = Suite.Part(rawValue: suite) else { return "\(board).csv" }
    return "\(board)-\(part.rawValue).csv"
  }

  private static func suite(
    _ command: Bench, _ board: BoardSpec, _ catalog: SpecCatalog
  ) throws -> [RunJob] {
    let kernels = SuiteKernels(
      roofline: try catalog.kernel("roofline"), stream: try catalog.kernel("stream"),
      probe: try catalog.kernel("memory-probe"), onChip: try catalog.kernel("onchip"))
    let suite = Suite(board: board, kernels: kernels, repetitions: command.rowsPerRun)
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
    var refused: [(reason: String, subjects: [String])] = []
    func note(_ reason: String, _ subject: String) {
      if let index = refused.firstIndex(where: { $0.reason == reason }) {
        refused[index].subjects.append(subject)
      } else {
        refused.append((reason, [subject]))
      }
    }
    for job in jobs {
      do { try runner.check(job) } catch let error as DesignError {
        for reason in error.reasons { note(reason, error.subject) }
      } catch {
        note(CommandFailure(error)?.message ?? "\(error)", job.label)
      }
    }
    guard refused.isEmpty else {
      throw CommandFailure.usage(refused.map(Self.line).joined(separator: "\n"))
    }
  }

  /// A reason with the first run that it stops and how many others.
  private static func line(_ reason: String, _ subjects: [String]) -> String {
    let others = subjects.count - 1
    let more = others == 0 ? "" : " and \(others) more run\(others == 1 ? "" : "s")"
    return "\(subjects[0])\(more): \(reason)"
  }

  /// One line per run and the time that all take.
  func description(for runner: any KernelRunner) -> String {
    let seconds = jobs.reduce(0.0) { $0 + runner.expectedSeconds($1) }
    let lines = jobs.map { "  \($0.label)\(Self.detail(of: $0))" }
    return """
      \(jobs.count) runs on \(board.title) with the \(runner.name) runner, \
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

  /// A time for people: whole seconds, minutes from 90 s on, hours from 90 min on.
  static func words(for seconds: Double) -> String {
    if seconds < 1 { return "less than 1 s" }
    if seconds < 90 { return "about \(Int(seconds.rounded())) s" }
    let minutes = min(seconds / 60, 1e12)
    return minutes < 90
      ? "about \(Int(minutes.rounded())) min" : "about \(Int((minutes / 60).rounded())) h"
  }
}
