import Dispatch
import Foundation
import KernelIR
package import struct Measurements.Measurement
import Quantities
package import Runners
import Specs
import Synchronization

/// Runs jobs on a board through XRT: `--runner xrt`.
///
/// XRT is called by a worker process only, which is kept between jobs on one xclbin and replaced
/// after every failure. Times are taken by the host's clock, from the start of the first compute
/// unit to the end of the last one.
package struct XRTBoardRunner: KernelRunner {
  /// What is the same for all jobs.
  package struct Settings: Sendable {
    /// The library and what it sees.
    package var environment: XRTEnvironment
    /// The device.
    package var device: DeviceChoice
    /// Path of the executable that is started as worker.
    package var executable: String
    /// Runs before the first repetition.
    package var warmup: Int
    /// How long one step may take, in seconds: opening the device, filling buffers, a repetition.
    package var timeout: Double
    /// A program that prints what the board draws, and the board's address; `nil` for none.
    package var powerTool: PowerTool?
    /// The folder that the environment names as `XILINX_XRT`, if it was made for it.
    package var root: XRTRoot?

    package init(
      environment: XRTEnvironment, device: DeviceChoice, executable: String, warmup: Int,
      timeout: Double, powerTool: PowerTool? = nil, root: XRTRoot? = nil
    ) {
      self.environment = environment
      self.root = root
      self.device = device
      self.executable = executable
      self.warmup = warmup
      self.timeout = timeout
      self.powerTool = powerTool
    }
  }

  private let settings: Settings
  private let source: any XRTBuildSource
  private let anchor: KernelJob?
  private let state: State

  /// Creates the runner.
  ///
  /// - Parameters:
  ///   - settings: What is the same for all jobs.
  ///   - source: Where builds come from.
  ///   - anchor: The kernel whose build, memory and smallest run the transfers over the host link
  ///     and the launch use; `nil` when there are none of them.
  package init(settings: Settings, source: any XRTBuildSource, anchor: KernelJob?) {
    self.settings = settings
    self.source = source
    self.anchor = anchor
    state = State(settings)
  }

  /// `xrt`.
  package var name: String { "xrt" }

  /// A second for each job; builds of an emulation take longer, and only the board knows the rest.
  package func expectedSeconds(_ job: RunJob) -> Double {
    1 + 0.01 * Double(job.repetitions + settings.warmup)
  }

  /// Whether the build is what a job asks for.
  package func check(_ job: RunJob) throws {
    switch job.work {
    case .kernel(let kernel): try source.check(kernel, board: job.board)
    case .transfer:
      guard let anchor else {
        throw DesignError(subject: job.label, reasons: ["there is no build to load for it"])
      }
      try source.check(anchor, board: job.board)
    }
  }

  /// Runs a job on a thread of its own, as XRT's calls block.
  package func run(_ job: RunJob) async throws -> [Measurement] {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        state.queue.async {
          let run = JobRun(
            settings: settings, source: source, anchor: anchor,
            patience: Patience(step: .seconds(settings.timeout)) { flag.isSet })
          continuation.resume(with: Result { try run.rows(of: job, state.pool, state.power) })
        }
      }
    } onCancel: {
      flag.set()
    }
  }
}

/// What jobs share; used on its own queue only, one job after the other.
private final class State: @unchecked Sendable {
  // Safe: pool and sampler are touched by blocks of the serial queue alone.
  let queue = DispatchQueue(label: "xrt")
  let pool: WorkerPool
  let power: PowerSampler?

  init(_ settings: XRTBoardRunner.Settings) {
    pool = WorkerPool(executable: settings.executable, environment: settings.environment)
    power = settings.powerTool.map(PowerSampler.init)
  }
}

/// Whether a job is no longer wanted; set from any thread.
private final class CancellationFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}
