/// The time of one offloaded call and how it grows with the size of the call, in seconds.
///
/// Kernel and transfers grow in proportion to the size; latency and launch do not. Transfers are
/// added to the kernel, or, when calls overlap, the longest of the three hides the others: a
/// stream of calls with double buffers on a link that carries both directions at once.
struct CallTime: Hashable {
  /// A part of the call: a share that grows with the size and a share that does not.
  struct Part: Hashable {
    var fixed = 0.0
    var growing = 0.0

    var seconds: Double { fixed + growing }
  }

  var kernel: Part
  var transferIn: Part
  var transferOut: Part
  /// The part that nothing hides.
  var launch: Part
  var overlaps: Bool

  /// Seconds of the call.
  var total: Double {
    launch.seconds + (parts.map(\.seconds).max() ?? 0)
  }

  /// The factor on the size from which on the call is at least `speedup` times as fast as the host.
  ///
  /// Closed form: the total is the maximum of lines `f + v·g`, and the host needs `h·g`, so the
  /// answer is the largest `x·f / (h − x·v)`; no answer when a line grows as fast as `h / x`. With
  /// `x = 1` this is the break-even granularity g₁ of LogCA (M. S. B. Altaf and D. A. Wood, LogCA: A
  /// High-Level Performance Model for Hardware Accelerators, ISCA 2017).
  ///
  /// - Parameters:
  ///   - speedup: The `x` to reach, above 0.
  ///   - hostSeconds: Of one call on the host at the present size.
  /// - Returns: `nil` when no size is large enough.
  func scale(reaching speedup: Double, hostSeconds: Double) -> Double? {
    var scale = 0.0
    for part in parts {
      let fixed = speedup * (launch.fixed + part.fixed)
      let gain = hostSeconds - speedup * (launch.growing + part.growing)
      guard gain > 0 else { return nil }
      scale = max(scale, fixed / gain)
    }
    return scale.isFinite ? scale : nil
  }

  /// The factor by which some parts have to be faster for the call to take no longer than a budget,
  /// everything else as it is.
  ///
  /// - Parameters:
  ///   - paths: The parts whose growing share shrinks.
  ///   - budget: Seconds that the call may take.
  /// - Returns: `nil` when it does not help, at any rate.
  func rateFactor(
    of paths: [WritableKeyPath<CallTime, Part>], budget: Double
  ) -> Double? {
    var without = self
    for path in paths { without[keyPath: path].growing = 0 }
    guard without.total < budget else { return nil }
    let growing = paths.map { self[keyPath: $0].growing }
    guard overlaps else { return growing.reduce(0, +) / (budget - without.total) }
    return paths.map { path in
      let part = self[keyPath: path]
      return part.growing / (budget - launch.seconds - part.fixed)
    }.max()
  }

  /// The alternatives of which the longest counts.
  private var parts: [Part] {
    if overlaps { return [kernel, transferIn, transferOut] }
    return [
      Part(
        fixed: kernel.fixed + transferIn.fixed + transferOut.fixed,
        growing: kernel.growing + transferIn.growing + transferOut.growing)
    ]
  }
}
