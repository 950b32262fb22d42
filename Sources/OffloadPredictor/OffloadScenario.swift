import Quantities
import RooflineModel

/// One way in which offloading may turn out; times are those of all calls together.
package struct OffloadScenario: Hashable, Sendable {
  /// Which way.
  package enum Case: String, Sendable, CaseIterable {
    /// Board configured already, launch paid once, transfers overlapped, every rate at the high end of its interval.
    case optimistic
    /// Launch paid for each call, transfers as the kernels file says, every rate as estimated.
    case expected
    /// Launch paid as expected, nothing overlapped, every rate at the low end of its interval.
    case pessimistic
  }

  /// Which way.
  package var name: Case
  /// Seconds of all calls.
  package var totalSeconds: Double
  /// Host time over total; `nil` without a host time.
  package var speedup: Double?
}

extension OffloadModel {
  /// The three scenarios in the order of their names; empty when a time is not known.
  ///
  /// Optimistic is never slower than expected, and expected never slower than pessimistic.
  func scenarios(of workload: Workload, _ bound: KernelBound) -> [OffloadScenario] {
    OffloadScenario.Case.allCases.compactMap { scenario($0, of: workload, bound) }
  }

  private func scenario(
    _ name: OffloadScenario.Case, of workload: Workload, _ bound: KernelBound
  ) -> OffloadScenario? {
    let calls = Double(workload.calls)
    var total: Double?
    switch name {
    case .optimistic:
      var call = callTime(of: workload, bound, rate: \.high)
      call?.overlaps = true
      call?.launch.fixed = (link.launchOverhead?.value ?? 0) / calls
      total = call?.total
    case .expected: total = callTime(of: workload, bound, rate: \.value)?.total
    case .pessimistic:
      var call = callTime(of: workload, bound, rate: \.low)
      call?.overlaps = false
      total = call?.total
    }
    guard let total, total > 0, (total * calls).isFinite else { return nil }
    return OffloadScenario(
      name: name, totalSeconds: total * calls,
      speedup: workload.hostSeconds.map { $0 / total })
  }
}
