public import Measurements

/// Something that can run jobs: the board model, the host, an OpenCL device, a board through XRT.
public protocol KernelRunner: Sendable {
  /// The name in results and on the command line: `model`, `host`, `opencl` or `xrt`.
  var name: String { get }

  /// A guess of the time that a job takes, for the announcement before a run, in seconds.
  func expectedSeconds(_ job: RunJob) -> Double

  /// Checks a job before anything runs.
  ///
  /// - Throws: An error that names everything about the job that this runner cannot do.
  func check(_ job: RunJob) throws

  /// Runs a job that ``check(_:)`` accepted.
  ///
  /// An implementation must return one row per repetition, in order, also for failed ones
  /// (`status=failed` with the reason in `message`); must not throw for a failure of the job
  /// itself; must fill every column that it knows and leave the others unknown; and must stop
  /// soon when its task is cancelled. `run_id`, `utc` and `tool` are filled by the schedule.
  func run(_ job: RunJob) async throws -> [Measurement]
}
