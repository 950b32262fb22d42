package import Foundation

/// One run of a program, with an end to its patience.
package struct CommandRun {
  /// How a run ended.
  package enum End: Equatable {
    case exited(Int32)
    case timedOut
    case notStarted(String)
  }

  /// How it ended.
  package let end: End
  /// Standard output and standard error together.
  package let output: String

  /// Runs a program to its end.
  ///
  /// Output goes to a file, so that a talkative program cannot block on a full pipe.
  package init(_ executable: String, _ arguments: [String], folder: URL, seconds: Double) {
    let log = folder.appendingPathComponent("output-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: log) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let handle = FileHandle(forWritingAtPath: log.path)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    end = Self.finish(process, seconds)
    handle?.closeFile()
    let data = FileManager.default.contents(atPath: log.path) ?? Data()
    output = String(decoding: data, as: UTF8.self)
  }

  private static func finish(_ process: Process, _ seconds: Double) -> End {
    let done = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in done.signal() }
    do { try process.run() } catch { return .notStarted("\(error.localizedDescription)") }
    guard done.wait(timeout: .now() + seconds) == .timedOut else {
      return .exited(process.terminationStatus)
    }
    process.terminate()
    if done.wait(timeout: .now() + 2) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      done.wait()
    }
    return .timedOut
  }

  /// The first of some programs that is found: a path, or a name in one of `PATH`'s folders.
  package static func locate(_ names: [String], path: String) -> String? {
    for name in names where !name.isEmpty {
      let places =
        name.contains("/") ? [name] : path.split(separator: ":").map { "\($0)/\(name)" }
      if let found = places.first(where: FileManager.default.isExecutableFile(atPath:)) {
        return found
      }
    }
    return nil
  }
}
