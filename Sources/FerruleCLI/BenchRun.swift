import Foundation
import Measurements
import struct Measurements.Measurement
import Runners
import Synchronization
import TerminalUI

/// Executes the jobs of a plan: rows to the file as they come, progress to stderr.
struct BenchRun {
  let runner: any KernelRunner
  let progress: ProgressStyle
  /// Who is told of progress instead of stderr; then signals are its own affair, too.
  var observer: (@Sendable (RunProgress) -> Void)?

  /// Runs jobs and returns their rows in plan order.
  ///
  /// - Throws: ``CommandFailure`` with exit code 130 after an interrupt; the file then holds every
  ///   finished job.
  func rows(of jobs: [RunJob], into file: ResultFile) async throws -> [Measurement] {
    let stamp = RunStamp()
    let reporter = ProgressReporter(progress, total: jobs.count, observer: observer)
    let interrupt = Interrupt()
    let schedule = RunSchedule(runner: runner, parallelism: runner.name == "model" ? cores : 1)
    let collector = RowCollector(file: file, stamp: stamp, reporter: reporter, jobs: jobs)
    let work = Task {
      try await schedule.run(jobs) { try collector.take($0, $1) }
    }
    if observer == nil { interrupt.cancel(work) { collector.interruption() } }
    defer { withExtendedLifetime(interrupt) { reporter.finish() } }
    do {
      try await withTaskCancellationHandler {
        try await work.value
      } onCancel: {
        work.cancel()
      }
    } catch is CancellationError {
      reporter.finish()
      throw CommandFailure(collector.interruption(), .interrupted)
    }
    return collector.rows
  }

  private var cores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// One cause can fail every row.
  private static let mostMessages = 8

  private static func runs(_ rows: [Measurement]) -> String {
    rows.count == 1 ? "1 run" : "\(rows.count) runs"
  }

  /// Says what went wrong in the rows.
  ///
  /// - Throws: ``CommandFailure`` when a run failed (1) or a result was wrong (2).
  static func judge(_ rows: [Measurement]) throws {
    let failed = rows.filter { $0.status == .failed }
    let wrong = rows.filter { $0.resultCheck == .failed }
    let bad = failed + wrong
    for row in bad.prefix(mostMessages) {
      let names = [row.kernel, row.operation, row.elementType].filter { !$0.isEmpty }
      Diagnostics.error("\(names.joined(separator: " ")): \(row.message)")
    }
    if bad.count > mostMessages {
      Diagnostics.error(
        "and \(bad.count - mostMessages) more, each in the column message of its row")
    }
    if !failed.isEmpty { throw CommandFailure("\(runs(failed)) failed", .failed) }
    if !wrong.isEmpty {
      throw CommandFailure("\(runs(wrong)) gave wrong results", .checkFailed)
    }
  }
}

/// Takes rows in plan order, completes and stores them; called from one task at a time.
private final class RowCollector: @unchecked Sendable {
  // Safe: the schedule calls `take` from its own task only, one call after the other, and the
  // results are read after that task has ended.
  private let file: ResultFile
  private let stamp: RunStamp
  private let reporter: ProgressReporter
  private let jobs: [RunJob]
  private(set) var rows: [Measurement] = []
  private let finished = Mutex(0)

  init(file: ResultFile, stamp: RunStamp, reporter: ProgressReporter, jobs: [RunJob]) {
    self.file = file
    self.stamp = stamp
    self.reporter = reporter
    self.jobs = jobs
  }

  func take(_ job: Int, _ new: [Measurement]) throws {
    let stamped = new.map(stamp.stamped)
    try file.append(stamped)
    rows += stamped
    let count = finished.withLock {
      $0 += 1
      return $0
    }
    reporter.report(count, label: jobs[job].label)
  }

  /// What to say after Ctrl-C; may be called from any thread.
  func interruption() -> String {
    let count = finished.withLock { $0 }
    return "interrupted after \(count) of \(jobs.count) runs; their rows are kept, "
      + "--resume goes on from there"
  }
}

/// What all rows of one invocation share.
struct RunStamp {
  private let runID = String(UUID().uuidString.lowercased().prefix(8))
  private let utc = ISO8601DateFormatter().string(from: Date())

  /// A row with `run_id`, `utc` and `tool`.
  func stamped(_ row: Measurement) -> Measurement {
    var copy = row
    copy.runID = runID
    copy.utc = utc
    let program = "ferrule \(Ferrule.version)"
    copy.tool = row.tool.isEmpty ? program : "\(row.tool) (\(program))"
    return copy
  }
}
