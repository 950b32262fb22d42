import ArgumentParser
import Foundation

/// Runs a command line and turns every outcome into the documented exit codes.
package enum FerruleProgram {
  /// Runs the arguments of the process and exits.
  package static func main() async -> Never {
    let code = await run(Array(CommandLine.arguments.dropFirst()))
    guard fflush(nil) == 0 || code != ExitStatus.done.rawValue else {
      Diagnostics.error("cannot write stdout: \(String(cString: strerror(errno)))")
      exit(ExitStatus.failed.rawValue)
    }
    exit(code)
  }

  /// Runs a command line.
  ///
  /// - Returns: The exit code.
  static func run(_ arguments: [String]) async -> Int32 {
    do {
      var command = try Ferrule.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return ExitStatus.done.rawValue
    } catch {
      return report(error)
    }
  }

  private static func report(_ error: any Error) -> Int32 {
    if let failure = CommandFailure(error) {
      if !failure.message.isEmpty { Diagnostics.error(failure.message) }
      return failure.status.rawValue
    }
    let text = Ferrule.fullMessage(for: error)
    let code = Ferrule.exitCode(for: error)
    guard !text.isEmpty else { return code.rawValue }
    if code.isSuccess { print(text) } else { Diagnostics.write(labelled(text) + "\n") }
    return code.rawValue
  }

  /// The parser's messages begin as ours do.
  private static func labelled(_ text: String) -> String {
    text.hasPrefix("Error: ") ? "error" + text.dropFirst(5) : text
  }
}
