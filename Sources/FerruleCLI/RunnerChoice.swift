import ModelRunner
import Quantities
import Runners

/// The runners of this build; a new runner is one line here.
enum RunnerChoice {
  /// Every name that design and results know.
  private static let known = ["model", "host", "opencl", "xrt"]

  /// The runner with a name.
  ///
  /// - Throws: ``CommandFailure`` for an unknown name (64) or one that this build lacks (69).
  static func runner(named name: String) throws -> any KernelRunner {
    switch name {
    case "model": return BoardModelRunner()
    case _ where known.contains(name):
      throw CommandFailure(
        "--runner \(name): this version of ferrule has no \(name) runner yet; use --runner model",
        .unavailable)
    default:
      let nearest = NearestNames.sorted(known, to: name).joined(separator: ", ")
      throw CommandFailure.usage(
        "--runner: no runner named \"\(name)\"; known runners, nearest first: \(nearest)")
    }
  }
}
