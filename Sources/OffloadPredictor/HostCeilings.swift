package import RooflineModel

/// What the host can do at most, from results of the host itself, in the place of times that
/// nobody measured.
///
/// Assumption: the host reaches its roofline, so the speed-up over it is the least that offloading
/// brings; a kernel that is slower on the host gains more.
package struct HostCeilings: Sendable {
  /// The host's fit.
  package let roofline: Roofline
  private let ceilings: KernelCeilings

  /// Takes the fit of a host's results.
  package init(_ roofline: Roofline) {
    self.roofline = roofline
    ceilings = KernelCeilings(roofline)
    memory = Self.mainMemory(of: roofline)
  }

  /// A kernel with the host's time filled in where the kernels file gives none.
  ///
  /// - Parameter workload: Any kernel; one with `host_seconds` comes back as it is.
  /// - Returns: The kernel with the time, its interval and the assumption behind it; without a
  ///   time, and with the reason among the assumptions, when no ceiling is known.
  package func applied(to workload: Workload) -> Workload {
    guard workload.hostSeconds == nil else { return workload }
    var own = workload
    var onHost = workload
    onHost.memory = memory
    let bound = KernelBound(of: onHost, on: ceilings)
    guard bound.gaps.isEmpty, let seconds = bound.seconds(\.value), seconds > 0, seconds.isFinite
    else {
      own.assumptions += bound.gaps.map { "host time not known: on \(roofline.board), \($0)" }
      return own
    }
    own.hostSeconds = seconds
    if let least = bound.seconds(\.high), let most = bound.seconds(\.low), least < most {
      own.hostInterval = least...most
    }
    let choices = bound.choices.joined(separator: "; ")
    own.assumptions.append(
      "host_seconds: not given, taken as the least that \(roofline.board) needs (\(choices))")
    return own
  }

  /// Main memory, not a cache: by its name where there is one, else the slowest memory.
  let memory: String?

  private static func mainMemory(of roofline: Roofline) -> String? {
    let memories = roofline.ceilings.filter {
      if case .memory = $0.kind { $0.basis.isFitted } else { false }
    }
    if memories.contains(where: { $0.kind.name == "dram" }) { return "dram" }
    return memories.min { $0.estimate.value < $1.estimate.value }?.kind.name
  }
}
