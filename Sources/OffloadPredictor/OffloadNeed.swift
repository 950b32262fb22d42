import Quantities
import RooflineModel

/// What must change for a kernel to reach a speed-up.
package struct OffloadNeed: Hashable, Sendable {
  /// The speed-up to reach.
  package var speedup: Double
  /// Changes of which each alone is enough, in words with present and needed value; empty when no
  /// single one is.
  package var changes: [String]

  /// One sentence without its full stop.
  package var text: String {
    let words = changes.isEmpty ? "nothing single is enough" : changes.joined(separator: ", or ")
    return "for \(SIPrefix.significant(speedup))×: \(words)"
  }
}

/// Tries one change of a call at a time.
struct NeedSearch {
  let workload: Workload
  let bound: KernelBound
  let link: HostLink
  let call: CallTime
  let hostSeconds: Double

  /// What 1× and 2× need, as far as they are not reached.
  var needs: [OffloadNeed] {
    [1.0, 2.0].filter { hostSeconds / call.total < $0 }.map { speedup in
      let budget = hostSeconds / speedup
      let changes = [
        kernelRate(budget), linkRate(budget), resident(budget), overlap(budget), batch(budget),
      ]
      return OffloadNeed(speedup: speedup, changes: changes.compactMap(\.self))
    }
  }

  /// The ceiling that binds, unless the next one stands in the way or the time was measured.
  private func kernelRate(_ budget: Double) -> String? {
    guard let factor = call.rateFactor(of: [\.kernel], budget: budget), factor > 1 else {
      return nil
    }
    guard workload.seconds == nil, let binding = bound.binding else {
      return "the kernel in \(TimeSpan(call.kernel.seconds / factor))"
        + " instead of \(TimeSpan(call.kernel.seconds))"
    }
    let allowed = call.kernel.seconds / factor
    let others = bound.limits.filter { $0.ceiling.kind != binding.ceiling.kind }
    guard others.allSatisfy({ $0.amount / $0.ceiling.estimate.value <= allowed }) else {
      return nil
    }
    let (kind, rate) = (binding.ceiling.kind, binding.ceiling.estimate.value)
    let clock = kind.isCompute ? " (clock or units × \(SIPrefix.significant(factor)))" : ""
    return "\(kind.name) at \(kind.text(of: rate * factor)) instead of \(kind.text(of: rate))"
      + clock
  }

  private func linkRate(_ budget: Double) -> String? {
    guard let factor = call.rateFactor(of: [\.transferIn, \.transferOut], budget: budget),
      factor > 1
    else { return nil }
    let rates = [
      ("in", workload.bytesIn, link.hostToDevice), ("out", workload.bytesOut, link.deviceToHost),
    ].compactMap { direction, bytes, rate -> String? in
      guard let rate, bytes ?? 0 > 0 else { return nil }
      return "\(direction) \(Bandwidth(rate.value * factor)) instead of \(Bandwidth(rate.value))"
    }
    return "host link \(rates.joined(separator: ", "))"
  }

  private func resident(_ budget: Double) -> String? {
    var changed = call
    changed.transferIn = CallTime.Part()
    changed.transferOut = CallTime.Part()
    return changed.total <= budget && changed.total < call.total
      ? "data that stay on the board" : nil
  }

  private func overlap(_ budget: Double) -> String? {
    var changed = call
    changed.overlaps = true
    return changed.total <= budget && changed.total < call.total
      ? "transfers that overlap the kernel" : nil
  }

  /// Several calls in one pay launch and latency once.
  private func batch(_ budget: Double) -> String? {
    guard let scale = call.scale(reaching: hostSeconds / budget, hostSeconds: hostSeconds),
      scale > 1, scale < 1e15
    else { return nil }
    return "\(Int(scale.rounded(.up))) calls in one batch"
  }
}
