import ArgumentParser
import XRTRunner

/// `ferrule xrt-worker`: the process that calls XRT for `bench --runner xrt`.
struct XRTWorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: XRTWorker.subcommand,
    abstract: "Call XRT for ferrule bench, which starts this by itself.",
    shouldDisplay: false)

  func run() throws { throw ExitCode(XRTWorker.main()) }
}
