import Foundation

/// Runs what blocks for long on a thread of its own: threads of the concurrency pool are as few as
/// cores, and the tasks that it waits for need them.
enum OwnThread {
  /// Runs the work and returns what it gives.
  static func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result { try work() }) }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}
