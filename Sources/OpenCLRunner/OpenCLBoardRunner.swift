import Dispatch
import HLSGenerator
import KernelIR
package import struct Measurements.Measurement
import Quantities
package import Runners
import Specs
import Synchronization

/// Runs jobs on an OpenCL device: `--runner opencl`.
///
/// Each job has a worker process of its own, which builds the program; times are those of the
/// device's events.
package struct OpenCLBoardRunner: KernelRunner {
  /// What is the same for all jobs.
  package struct Settings: Sendable {
    /// Path or name of the library; `nil` for `libOpenCL.so.1`.
    package var library: String?
    /// The device.
    package var device: OpenCLDevice
    /// A file of the vendor's tool instead of source text.
    package var binary: String?
    /// Path of the executable that is started as worker.
    package var executable: String
    /// Runs before the first repetition.
    package var warmup: Int
    /// How long one step may take, in seconds.
    package var timeout: Double

    /// Collects settings.
    package init(
      library: String?, device: OpenCLDevice, binary: String?, executable: String, warmup: Int,
      timeout: Double
    ) {
      self.library = library
      self.device = device
      self.binary = binary
      self.executable = executable
      self.warmup = warmup
      self.timeout = timeout
    }
  }

  let settings: Settings
  private let queue = DispatchQueue(label: "opencl")

  /// Creates the runner.
  package init(_ settings: Settings) { self.settings = settings }

  /// `opencl`.
  package var name: String { "opencl" }

  /// A second to build, and a guess for each run; only the device knows.
  package func expectedSeconds(_ job: RunJob) -> Double {
    1 + 0.2 * Double(job.repetitions + settings.warmup)
  }

  /// Whether OpenCL can express a job and the device has room for its arrays.
  package func check(_ job: RunJob) throws {
    guard case .kernel(let kernel) = job.work else { return }
    let prepared = try OpenCLJob(kernel, job, settings)
    guard let most = settings.device.largestBuffer, let largest = prepared.largestArray,
      largest > most
    else { return }
    throw DesignError(
      subject: job.label,
      reasons: [
        "an array has \(ByteCount(largest)), but the largest buffer of \(settings.device.name) is "
          + "\(ByteCount(most)); use a smaller --size"
      ])
  }

  /// Runs a job on a thread of its own, as OpenCL's calls block.
  package func run(_ job: RunJob) async throws -> [Measurement] {
    let isCancelled = Flag()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async { [self] in
          continuation.resume(with: Result { try rows(of: job) { isCancelled.isSet } })
        }
      }
    } onCancel: {
      isCancelled.set()
    }
  }

  /// One row per repetition, also when it fails.
  private func rows(of job: RunJob, _ isCancelled: () -> Bool) throws -> [Measurement] {
    var rows: [Measurement] = []
    var base = OpenCLJob.row(of: job, settings)
    do {
      let (request, counted) = try request(for: job)
      base = counted
      let connection = try OpenCLConnection(
        request, executable: settings.executable, seconds: settings.timeout)
      _ = try connection.answer("open", isCancelled: isCancelled)
      for number in -settings.warmup..<max(1, job.repetitions) {
        let answer = try connection.answer("run", isCancelled: isCancelled)
        guard number >= 0 else { continue }
        rows.append(base.with(answer, repetition: number))
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      for number in rows.count..<max(1, job.repetitions) {
        var row = base
        row.repetition = number
        row.status = .failed
        row.message = "\(error)"
        rows.append(row)
      }
    }
    return rows
  }

  private func request(for job: RunJob) throws -> (OpenCLRequest, Measurement) {
    var request = OpenCLRequest(
      library: settings.library ?? OpenCLLibrary.usualPath, device: settings.device.index,
      source: "", binary: nil, work: .transfer(bytes: 1, isToDevice: true))
    var row = OpenCLJob.row(of: job, settings)
    switch job.work {
    case .kernel(let kernel):
      let prepared = try OpenCLJob(kernel, job, settings)
      request.source = prepared.source
      request.binary = settings.binary
      request.work = try prepared.work()
      row = prepared.counted(row)
    case .transfer(let transfer):
      switch transfer.direction {
      case .launch:
        request.source = "__kernel void empty_task(void) {}\n"
        request.work = .kernel(name: "empty_task", arguments: [], items: 1, group: 1)
      case .hostToDevice:
        request.work = .transfer(bytes: transfer.size.value, isToDevice: true)
        row.bytesWritten = transfer.size.value
      case .deviceToHost:
        request.work = .transfer(bytes: transfer.size.value, isToDevice: false)
        row.bytesRead = transfer.size.value
      }
    }
    return (request, row)
  }
}

extension Measurement {
  /// The row of a repetition.
  fileprivate func with(_ answer: OpenCLAnswer, repetition: Int) -> Measurement {
    var row = self
    row.repetition = repetition
    row.seconds = answer.seconds
    row.timeSource = answer.isEvent ? .deviceEvent : .hostClock
    if answer.isChecked { row.resultCheck = answer.difference == nil ? .passed : .failed }
    if let difference = answer.difference {
      row.message = "result differs from the reference: \(difference)"
    }
    return row
  }
}

/// Whether a job is no longer wanted; set from any thread.
private final class Flag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}
