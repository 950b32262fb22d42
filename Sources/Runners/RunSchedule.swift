public import Measurements

/// Runs the jobs of a plan and hands over rows in the order of the plan.
///
/// Jobs run side by side as far as `parallelism` allows; a runner that measures wall time is given
/// a parallelism of 1. The rows do not depend on it.
public struct RunSchedule: Sendable {
  /// What runs the jobs.
  public let runner: any KernelRunner
  /// How many jobs run at the same time, 1 or more.
  public let parallelism: Int

  /// Creates a schedule.
  public init(runner: any KernelRunner, parallelism: Int) {
    self.runner = runner
    self.parallelism = max(1, parallelism)
  }

  /// Runs all jobs.
  ///
  /// - Parameters:
  ///   - jobs: The plan.
  ///   - deliver: Called with a job's number and rows, job by job in plan order, each as soon as
  ///     it and all before it are done; what it throws ends the run.
  /// - Throws: `CancellationError` when the task is cancelled; rows of jobs that were complete
  ///   have then been delivered. Errors of `deliver` and of the runner.
  public func run(
    _ jobs: [RunJob], deliver: (_ job: Int, _ rows: [Measurement]) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, [Measurement]).self) { group in
      var waiting: [Int: [Measurement]] = [:]
      var next = 0
      var delivered = 0
      func add() {
        guard next < jobs.count else { return }
        let (number, job, runner) = (next, jobs[next], runner)
        group.addTask { (number, try await runner.run(job)) }
        next += 1
      }
      for _ in 0..<parallelism { add() }
      while let (number, rows) = try await group.next() {
        waiting[number] = rows
        while let ready = waiting.removeValue(forKey: delivered) {
          try deliver(delivered, ready)
          delivered += 1
        }
        try Task.checkCancellation()
        add()
      }
    }
  }
}
