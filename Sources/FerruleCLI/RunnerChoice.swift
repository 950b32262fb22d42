import ModelRunner
import Quantities
import Runners

/// The runners of this build; a new runner is one line here.
enum RunnerChoice {
  /// Every name that design and results know.
  private static let known = ["model", "host", "opencl", "xrt"]

  /// The tools whose circuits the model times.
  private static let tools = ["vitis", "bambu"]

  /// The runner with a name; of the model, with the schedules of a tool.
  ///
  /// - Throws: ``CommandFailure`` for an unknown name (64) or one that this build lacks (69).
  static func runner(named name: String, tool: String) throws -> any KernelRunner {
    guard tools.contains(tool) else {
      let nearest = NearestNames.sorted(tools, to: tool).joined(separator: ", ")
      throw CommandFailure.usage(
        "--tool: no tool named \"\(tool)\"; known tools, nearest first: \(nearest)")
    }
    switch name {
    case "model" where tool == "bambu": return BambuModelRunner()
    case _ where tool == "bambu":
      throw CommandFailure.usage("--tool bambu: times circuits with --runner model only")
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
