/// What does not change about a process during a run.
final class ProcessPlan: Sendable {
  let process: TimedProcess
  /// Iterations within which no guard changes.
  let uniformRun: Int
  /// Whether there can be iterations that touch neither stream nor port.
  let isOftenIdle: Bool
  /// Whether an access takes place in some iterations only.
  let isGuarded: Bool
  /// All writes, as bits in their order.
  let allWrites: UInt64

  init(_ process: TimedProcess) {
    self.process = process
    uniformRun = process.uniformRun
    isOftenIdle = process.isOftenIdle
    isGuarded = (process.reads + process.writes).contains(where: \.isGuarded)
    allWrites = process.writes.isEmpty ? 0 : UInt64.max >> UInt64(64 - process.writes.count)
  }
}
