import Foundation
import Measurements
import struct Measurements.Measurement
import Runners
import TerminalUI

/// `bench --view`: the runs in the background, the growing file in the full-screen view.
struct LiveBench {
  let command: Bench
  let plan: BenchPlan
  let runner: any KernelRunner

  /// Refuses what cannot be watched, before anything runs.
  ///
  /// - Throws: ``CommandFailure`` (64) with what to do instead.
  static func check(_ plan: BenchPlan) throws {
    guard plan.outputPath != "-" else {
      throw CommandFailure.usage("--view follows the output file; name one with -o instead of -")
    }
    guard FullScreenView.isPossible else {
      throw CommandFailure.usage(
        "--view needs a terminal on stdin and stdout; leave it out to get the report as text")
    }
  }

  /// Runs the jobs and shows their rows until the user leaves.
  ///
  /// - Throws: ``CommandFailure``: 130 when the user left before the last run, 1 or 2 when runs
  ///   failed or were wrong.
  func run(_ jobs: [RunJob], _ file: ResultFile) async throws {
    let (posts, poster) = AsyncStream.makeStream(of: ViewMailbox.self)
    // Safe: until they have ended, which is waited for below, only the runs use the file.
    nonisolated(unsafe) let rowFile = file
    let runner = runner
    let work = Task { try await Self.rows(of: jobs, by: runner, rowFile, posts) }
    let screen = FullScreenView(
      files: [plan.outputPath], kernels: nil, picture: nil, look: command.display.look,
      catalog: try command.catalog.catalog())
    let outcome = try await screen.run { mailbox in poster.yield(mailbox) }
    if outcome == .impossible {
      // Without a screen nobody reads the mailbox, and the runs go on.
      poster.finish()
    } else {
      work.cancel()
    }
    let result = await work.result
    Diagnostics.note("\(file.count) \(file.count == 1 ? "row" : "rows") in \(plan.outputPath)")
    try BenchRun.judge(try result.get())
  }

  private static func rows(
    of jobs: [RunJob], by runner: any KernelRunner, _ file: ResultFile,
    _ mailboxes: AsyncStream<ViewMailbox>
  ) async throws -> [Measurement] {
    var mailbox: ViewMailbox?
    for await found in mailboxes {
      mailbox = found
      break
    }
    let target = mailbox
    let run = BenchRun(
      runner: runner, progress: .none, observer: { target?.post(.progress($0)) })
    do {
      let rows = try await run.rows(of: jobs, into: file)
      target?.post(.progress(end("all \(jobs.count) runs are done", jobs.count)))
      return rows
    } catch {
      let words = CommandFailure(error)?.message ?? "\(error)"
      target?.post(.progress(end(words, jobs.count)))
      throw error
    }
  }

  private static func end(_ words: String, _ total: Int) -> RunProgress {
    RunProgress(done: total, total: total, label: words, isFinished: true)
  }
}
