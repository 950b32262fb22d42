import Foundation

/// Compiles a design's testbench with a C++ compiler of this machine and runs it.
package struct GeneratedDesignCheck {
  /// What came of it.
  package enum Result: Equatable {
    /// The testbench compared every element; what it printed.
    case passed(String)
    /// Compilation, or the testbench, failed; what was printed.
    case failed(String)
    /// No compiler was found; the names that were looked for.
    case noCompiler([String])
  }

  /// The compiler's name or path; `nil` for `$CXX`, then c++, g++ and clang++.
  package var compiler: String?
  /// Flags beside ``flags``: optimisation, sanitizers.
  package var options = ["-O1"]
  /// Longest time for each of compilation and run.
  package var seconds: Double = 300

  /// Flags that every generated design compiles with, without a single warning.
  package static let flags = [
    "-std=c++14", "-Wall", "-Wextra", "-Werror", "-Wno-unknown-pragmas", "-ffp-contract=off",
  ]

  /// Creates a check.
  package init(compiler: String? = nil) { self.compiler = compiler }

  /// The compiler that a run would use, as a path; `nil` when none is found.
  package var compilerPath: String? {
    CommandRun.locate(candidates, path: environment["PATH"] ?? "")
  }

  /// Writes the files to a temporary folder, compiles, runs, and removes the folder.
  ///
  /// - Throws: ``GenerationError`` when the files cannot be written or hold no testbench.
  package func run(_ files: [GeneratedFile]) throws(GenerationError) -> Result {
    guard let compilerPath else { return .noCompiler(candidates) }
    let sources = files.map(\.path).filter { $0.hasSuffix(".cpp") }
    guard sources.contains(where: { $0.hasSuffix("_tb.cpp") }) else {
      throw GenerationError(
        subject: "checking a design", reasons: ["found no testbench, expected a file *_tb.cpp."])
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-check-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try GeneratedFile.write(files, to: folder.path)
    let arguments = Self.flags + options + ["-Icsim", "-o", "testbench"] + sources
    let compilation = CommandRun(compilerPath, arguments, folder: folder, seconds: seconds)
    guard compilation.end == .exited(0) else {
      return .failed(explain(compilation, "compiling with \(compilerPath)"))
    }
    let program = folder.appendingPathComponent("testbench").path
    let simulation = CommandRun(program, [], folder: folder, seconds: seconds)
    return simulation.end == .exited(0)
      ? .passed(simulation.output) : .failed(explain(simulation, "running the testbench"))
  }

  private func explain(_ run: CommandRun, _ step: String) -> String {
    switch run.end {
    case .exited(let status): "\(step) ended with status \(status)\n\(run.output)"
    case .timedOut: "\(step) took more than \(Int(seconds)) seconds\n\(run.output)"
    case .notStarted(let reason): "\(step) could not start: \(reason)"
    }
  }

  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  private var candidates: [String] {
    if let compiler { return [compiler] }
    return [environment["CXX"], "c++", "g++", "clang++"].compactMap(\.self)
  }
}
