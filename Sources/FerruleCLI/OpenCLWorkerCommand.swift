import ArgumentParser
import OpenCLRunner

/// `ferrule opencl-worker`: the process that calls OpenCL for `bench --runner opencl`.
struct OpenCLWorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: OpenCLWorker.subcommand,
    abstract: "Call OpenCL for ferrule bench, which starts this by itself.",
    shouldDisplay: false)

  @Argument(help: "The file of the request.")
  var request: String

  func run() throws { throw ExitCode(OpenCLWorker.main(request)) }
}
