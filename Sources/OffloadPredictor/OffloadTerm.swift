import Quantities
package import RooflineModel

/// One term of a prediction with the arithmetic behind it.
package struct OffloadTerm: Hashable, Sendable {
  /// What it is, e.g. `kernel`.
  package var name: String
  /// Formula with numbers and units, up to the result.
  package var arithmetic: [String]
  /// The ceilings that it rests on, to find their rows.
  package var ceilings: [Ceiling] = []
}

extension OffloadModel {
  /// Every term of a prediction, from the kernel's time to the speed-up, as far as it is known.
  package func terms(of workload: Workload) -> [OffloadTerm] {
    let bound = KernelBound(of: workload, on: ceilings)
    let call = callTime(of: workload, bound, rate: \.value)
    let terms = [
      kernelTerm(workload, bound), linkTerm(\.bytesIn, "host-to-device", workload),
      linkTerm(\.bytesOut, "device-to-host", workload), launchTerm(workload),
      reconfigurationTerm(workload), call.map { callTerm($0, workload) },
      call.flatMap { speedupTerm($0, workload) },
    ]
    return terms.compactMap(\.self)
  }

  private func kernelTerm(_ workload: Workload, _ bound: KernelBound) -> OffloadTerm? {
    if let seconds = workload.seconds {
      return OffloadTerm(name: "kernel", arithmetic: ["\(TimeSpan(seconds)), given"])
    }
    guard let total = bound.seconds(\.value) else { return nil }
    let lines = bound.limits.map { limit in
      let (kind, rate) = (limit.ceiling.kind, limit.ceiling.estimate.value)
      let amount = SIPrefix.format(limit.amount, unit: kind.isCompute ? "OP" : "B")
      return "\(amount) / \(kind.name) \(kind.text(of: rate)) = \(TimeSpan(limit.amount / rate))"
    }
    return OffloadTerm(
      name: "kernel", arithmetic: lines + ["the longest: \(TimeSpan(total))"],
      ceilings: bound.limits.map(\.ceiling))
  }

  private func linkTerm(
    _ direction: KeyPath<Workload, Double?>, _ name: String, _ workload: Workload
  ) -> OffloadTerm? {
    guard let part = transfer(direction, of: workload, rate: \.value) else { return nil }
    let bytes = workload[keyPath: direction] ?? 0
    guard bytes > 0, part.growing > 0 else {
      return OffloadTerm(name: name, arithmetic: ["0 B take no time"])
    }
    let line =
      "latency \(TimeSpan(part.fixed)) + \(SIPrefix.format(bytes, unit: "B"))"
      + " / \(Bandwidth(bytes / part.growing)) = \(TimeSpan(part.seconds))"
    return OffloadTerm(
      name: name, arithmetic: [line],
      ceilings: [roofline.ceiling(.hostLink(name))].compactMap(\.self))
  }

  private func launchTerm(_ workload: Workload) -> OffloadTerm? {
    guard let launch = link.launchOverhead else { return nil }
    let starts = starts(of: workload)
    let line =
      "\(launch) × \(SIPrefix.significant(starts)) launches a call"
      + " = \(TimeSpan(launch.value * starts))"
    return OffloadTerm(name: "launch", arithmetic: [line])
  }

  private func reconfigurationTerm(_ workload: Workload) -> OffloadTerm? {
    reconfiguration.map { once in
      let share = TimeSpan(once.value / Double(workload.calls))
      return OffloadTerm(
        name: "reconfiguration", arithmetic: ["\(once) / \(workload.calls) calls = \(share)"])
    }
  }

  private func callTerm(_ call: CallTime, _ workload: Workload) -> OffloadTerm {
    let parts = [call.kernel, call.transferIn, call.transferOut].map { "\(TimeSpan($0.seconds))" }
    let sum =
      call.overlaps
      ? "the longest of \(parts.joined(separator: ", "))" : parts.joined(separator: " + ")
    let total = TimeSpan(call.total * Double(workload.calls))
    return OffloadTerm(
      name: "total",
      arithmetic: [
        "one call: \(sum) + \(TimeSpan(call.launch.seconds)) before it = \(TimeSpan(call.total))",
        "\(TimeSpan(call.total)) × \(workload.calls) calls = \(total)",
      ])
  }

  private func speedupTerm(_ call: CallTime, _ workload: Workload) -> OffloadTerm? {
    guard let host = workload.hostSeconds else { return nil }
    let speedup = SIPrefix.significant(host / call.total)
    let line = "host \(TimeSpan(host)) / \(TimeSpan(call.total)) = \(speedup)"
    return OffloadTerm(name: "speed-up", arithmetic: [line])
  }
}
