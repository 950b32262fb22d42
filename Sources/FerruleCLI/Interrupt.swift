import Dispatch
import Foundation

/// Turns the first Ctrl-C (or SIGTERM) into a cancellation; a second one ends the process at once.
final class Interrupt {
  private var sources: [any DispatchSourceSignal] = []

  /// How long a run that has begun may still take; a long one is given up, its rows are not
  /// written yet and every row before it is.
  private static let grace = DispatchTimeInterval.milliseconds(500)

  /// Cancels a task when a signal arrives.
  ///
  /// - Parameters:
  ///   - task: What is interrupted.
  ///   - message: What to say when the task does not end soon and the process exits with 130.
  func cancel<Success: Sendable>(
    _ task: Task<Success, any Error>, message: @escaping @Sendable () -> String
  ) {
    // A queue of its own: a long run keeps every thread of the global ones busy.
    let queue = DispatchQueue(label: "interrupt")
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        signal(number, SIG_DFL)
        task.cancel()
        queue.asyncAfter(deadline: .now() + Self.grace) {
          guard task.isCancelled else { return }
          Diagnostics.error(message())
          _exit(ExitStatus.interrupted.rawValue)
        }
      }
      source.resume()
      sources.append(source)
    }
  }

  deinit {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}
