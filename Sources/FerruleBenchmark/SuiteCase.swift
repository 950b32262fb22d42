import Foundation

/// `ferrule bench u280` as a user starts it: the program beside this one, its whole suite, rows
/// written away.
struct SuiteCase {
  private static let arguments = ["bench", "u280", "--progress", "none", "-o", "/dev/null"]

  static func fullSuite(_ repetition: Repetition) -> BenchmarkCase {
    BenchmarkCase(
      name: "suite", summary: "ferrule bench u280: the full default suite, a process of its own"
    ) {
      let program = try programPath()
      return [
        BenchmarkFigure(
          label: "ferrule bench u280, wall clock", unit: .seconds,
          samples: try repetition.times(by: .wall) { try run(program) }, goal: 1, peers: [])
      ]
    }
  }

  private static func programPath() throws -> String {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let path = folder.appendingPathComponent("ferrule").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw BenchmarkError("there is no \(path); build it with `make benchmark`")
    }
    return path
  }

  private static func run(_ program: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError(
        "ferrule \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
  }
}
