import Foundation

/// The machine that the program runs on.
package struct LocalSystem: SystemProbe {
  /// Creates the probe.
  package init() {}

  package var environment: [String: String] { ProcessInfo.processInfo.environment }

  package func contents(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  package func entries(_ folder: String) -> [String] {
    // No folder and an unreadable one look the same to who only wants to know what is there.
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  package func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  package func resolved(_ path: String) -> String? {
    guard let end = realpath(path, nil) else { return nil }
    defer { free(end) }
    return String(cString: end)
  }

  package func mayUse(_ path: String) -> Bool { access(path, R_OK | W_OK) == 0 }

  package func run(_ words: [String], seconds: Double) -> CommandAnswer? {
    guard let name = words.first, let program = located([name]) else { return nil }
    let log = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-check-\(UUID().uuidString).log")
    guard FileManager.default.createFile(atPath: log.path, contents: nil) else { return nil }
    defer { try? FileManager.default.removeItem(at: log) }
    // Output goes to a file, so that a talkative program cannot block on a full pipe.
    let handle = FileHandle(forWritingAtPath: log.path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = Array(words.dropFirst())
    (process.standardOutput, process.standardError) = (handle, handle)
    process.standardInput = FileHandle.nullDevice
    let status = finish(process, seconds)
    handle?.closeFile()
    return CommandAnswer(status: status, output: contents(log.path) ?? "")
  }

  /// The exit status; `nil` when the program could not be started or did not end in time.
  private func finish(_ process: Process, _ seconds: Double) -> Int32? {
    let done = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in done.signal() }
    do { try process.run() } catch { return nil }
    if done.wait(timeout: .now() + seconds) == .success { return process.terminationStatus }
    kill(process.processIdentifier, SIGKILL)
    done.wait()
    return nil
  }
}
