import Foundation

/// The built `ferrule`, started as a user would, in a folder of its own.
struct FerruleProcess {
  /// What a command line left behind.
  struct Outcome {
    let output: String
    let diagnostics: String
    let exitCode: Int32

    /// Records of the output when it is CSV, the header first.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Beside the test program; `nil` when it was not built.
  static let executable: URL? = {
    let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    let folders =
      [program.deletingLastPathComponent()]
      + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
      + ["debug", "release"].map { URL(fileURLWithPath: "\(ShippedSpecs.package)/.build/\($0)") }
    return folders.map { $0.appendingPathComponent("ferrule") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  static let isBuilt = executable != nil

  /// Where commands run; fixtures are copied there, so that messages name no folder of this machine.
  let folder: URL

  /// Makes the folder.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: URL(fileURLWithPath: ShippedSpecs.fixtures), to: folder)
  }

  /// Removes the folder.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Runs a command line, words separated by spaces, to its end, with further variables.
  func run(_ words: String, environment: [String: String] = [:]) throws -> Outcome {
    let files = ["out", "err"].map { folder.appendingPathComponent("\(UUID().uuidString).\($0)") }
    let handles = try files.map { file in
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
      return try FileHandle(forWritingTo: file)
    }
    let process = process(words, output: handles[0], diagnostics: handles[1])
    process.environment?.merge(environment) { $1 }
    let done = try start(process)
    done.wait()
    let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    for file in files { try FileManager.default.removeItem(at: file) }
    return Outcome(
      output: texts[0], diagnostics: texts[1], exitCode: process.terminationStatus)
  }

  /// Runs a command line that reports progress in lines, and interrupts it after the first.
  func runInterrupted(_ words: String) throws -> Outcome {
    let pipe = Pipe()
    let process = process(
      words, output: FileHandle.nullDevice, diagnostics: pipe.fileHandleForWriting)
    let done = try start(process)
    try pipe.fileHandleForWriting.close()
    let first = pipe.fileHandleForReading.availableData
    process.interrupt()
    let rest = pipe.fileHandleForReading.readDataToEndOfFile()
    done.wait()
    return Outcome(
      output: "", diagnostics: String(decoding: first + rest, as: UTF8.self),
      exitCode: process.terminationStatus)
  }

  private func start(_ process: Process) throws -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in done.signal() }
    try process.run()
    return done
  }

  private func process(
    _ words: String, output: FileHandle, diagnostics: FileHandle
  ) -> Process {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = words.split(separator: " ").map(String.init)
    process.currentDirectoryURL = folder
    process.environment = ["COLUMNS": "80", "LC_ALL": "C.UTF-8", "TERM": "dumb"]
    process.environment?["PATH"] = ProcessInfo.processInfo.environment["PATH"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = diagnostics
    return process
  }
}
