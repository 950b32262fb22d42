import Dispatch
import Foundation

/// Turns the first Ctrl-C (or SIGTERM) into a cancellation; a second one ends the process at once.
final class Interrupt {
  private var sources: [any DispatchSourceSignal] = []

  /// Cancels a task when a signal arrives.
  func cancel<Success: Sendable>(_ task: Task<Success, any Error>) {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        signal(number, SIG_DFL)
        task.cancel()
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
