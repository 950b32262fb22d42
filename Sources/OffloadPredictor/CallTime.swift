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

  /// The factor on the size from which on the host needs at least as long as the call.
  ///
  /// Closed form: the total is the maximum of lines `f + v·g`, and the host needs `h·g`, so the
  /// answer is the largest `f / (h − v)`; no answer when a line grows as fast as the host's time.
  ///
  /// - Parameter hostSeconds: Of one call on the host at the present size.
  /// - Returns: `nil` when no size is large enough.
  func breakEvenScale(hostSeconds: Double) -> Double? {
    var scale = 0.0
    for part in parts {
      let fixed = launch.fixed + part.fixed
      let gain = hostSeconds - launch.growing - part.growing
      guard gain > 0 else { return nil }
      scale = max(scale, fixed / gain)
    }
    return scale.isFinite ? scale : nil
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
