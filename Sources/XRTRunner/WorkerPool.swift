import Foundation
import Synchronization

/// The one worker at a time that has a file loaded, kept between jobs as long as it is in order.
///
/// Used by one thread at a time.
final class WorkerPool {
  private let executable: String
  private let environment: XRTEnvironment
  private var current: (worker: WorkerProcess, request: OpenRequest, variables: [String: String])?

  /// - Parameters:
  ///   - executable: What answers to the worker's subcommand.
  ///   - environment: XRT's library and what it sees.
  init(executable: String, environment: XRTEnvironment) {
    self.executable = executable
    self.environment = environment
  }

  /// A worker that has opened the device and loaded the file.
  ///
  /// - Parameters:
  ///   - request: What it opens.
  ///   - variables: What its environment has beside the runner's.
  ///   - patience: How long that may take.
  /// - Returns: The worker.
  /// - Throws: ``CallFailure``, `CancellationError`.
  func worker(
    _ request: OpenRequest, _ variables: [String: String], _ patience: Patience
  ) throws -> WorkerProcess {
    if let current, current.request == request, current.variables == variables {
      return current.worker
    }
    drop()
    let environment = environment.with(variables)
    if let missing = environment.missingShim { throw CallFailure(call: "", reason: missing) }
    let worker = try WorkerProcess(
      WorkerProcess.Command(executable: executable, environment: environment.variables))
    worker.send(.open(request))
    let answer = try patience.answer(of: worker)
    guard case .opened = answer else {
      throw CallFailure(call: "", reason: "the worker gave an answer that nobody expected")
    }
    current = (worker, request, variables)
    return worker
  }

  /// Lets the worker close its device and ends it; an emulated device then says all that it has to say.
  func close(_ patience: Patience) throws {
    guard let worker = current?.worker else { return }
    worker.send(.close)
    if case .closed = try patience.answer(of: worker) {}
    drop()
  }

  /// Ends the worker; the next job starts with another one.
  func drop() {
    current?.worker.end()
    current = nil
  }
}

/// How long answers may take, and whether anybody still waits for them.
struct Patience: Sendable {
  /// For each step: opening, filling buffers, one repetition.
  let step: Duration
  let isCancelled: @Sendable () -> Bool

  /// The next answer of a worker.
  ///
  /// - Throws: ``CallFailure`` with everything that is known when there is none;
  ///   `CancellationError`.
  func answer(of worker: WorkerProcess) throws -> WorkerAnswer {
    switch worker.wait(step, isCancelled: isCancelled) {
    case .answer(.failed(let failure)):
      throw CallFailure(call: failure.call, reason: failure.reason + Self.output(of: worker))
    case .answer(let answer): return answer
    case .cancelled:
      worker.end()
      throw CancellationError()
    case .ended(let how):
      throw CallFailure(
        call: worker.call, reason: "ended the worker: \(how)\(Self.output(of: worker))")
    case .late:
      let call = worker.call
      worker.end()
      throw CallFailure(
        call: call, reason: "timed out after \(seconds) s\(Self.output(of: worker))")
    }
  }

  var seconds: String { (step / .seconds(1)).formatted(.number.grouping(.never)) }

  /// What XRT prints before its first message, a line each; the last starts with the time.
  private static let banner = [
    "XRT build version:", "Build hash:", "Build date:", "Git branch:", "PID:", "UID:", "HOST:",
    "EXE:",
    "[Mon ", "[Tue ", "[Wed ", "[Thu ", "[Fri ", "[Sat ", "[Sun ",
  ]

  private static func output(of worker: WorkerProcess) -> String {
    let lines = worker.lastLines.filter { line in !banner.contains(where: line.hasPrefix) }
    return lines.isEmpty ? "" : "; its last output: " + lines.joined(separator: " | ")
  }
}

extension CallFailure: CustomStringConvertible {
  /// The call, then the reason.
  var description: String { call.isEmpty ? reason : "\(call): \(reason)" }
}
