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
    /// The testbench found nothing to run on; what was printed.
    case noDevice(String)
  }

  /// How the dialect's testbenches are built and run.
  package var recipe: SimulationRecipe
  /// The compiler's name or path; `nil` for `$CXX`, then c++, g++ and clang++ (C: `$CC`, cc, gcc and
  /// clang).
  package var compiler: String?
  /// Flags beside ``flags``: optimisation, sanitizers.
  package var options = ["-O1"]
  /// Longest time for each of compilation and run.
  package var seconds: Double = 300

  /// Creates a check.
  package init(
    compiler: String? = nil, recipe: SimulationRecipe = SimulationRecipe(language: .cpp)
  ) {
    self.compiler = compiler
    self.recipe = recipe
  }

  /// The compiler that a run would use, as a path; `nil` when none is found.
  package var compilerPath: String? {
    CommandRun.locate(candidates, path: environment["PATH"] ?? "")
  }

  /// Writes the files to a temporary folder, compiles, runs, and removes the folder.
  ///
  /// - Throws: ``GenerationError`` when the files cannot be written or hold no testbench.
  package func run(_ files: [GeneratedFile]) throws(GenerationError) -> Result {
    var check = self
    // A design may be written in the other language of the family.
    for language in [SimulationRecipe.Language.c, .cpp]
    where files.contains(where: { $0.path.hasSuffix("_tb.\(language.rawValue)") }) {
      check.recipe.language = language
      if language == .cpp, recipe.language == .c {
        check.compiler = compiler.map { Self.companion(of: $0) }
      }
    }
    return try check.runOwnLanguage(files)
  }

  /// The C++ compiler that belongs to a C compiler.
  private static func companion(of compiler: String) -> String {
    compiler.replacing("gcc", with: "g++").replacing(#/clang$/#, with: "clang++")
  }

  private func runOwnLanguage(
    _ files: [GeneratedFile]
  ) throws(GenerationError) -> Result {
    guard let compilerPath else { return .noCompiler(candidates) }
    let ending = ".\(recipe.language.rawValue)"
    let sources = files.map(\.path).filter { $0.hasSuffix(ending) }
    guard sources.contains(where: { $0.hasSuffix("_tb\(ending)") }) else {
      throw GenerationError(
        subject: "checking a design",
        reasons: ["found no testbench, expected a file *_tb\(ending)."])
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-check-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try GeneratedFile.write(files, to: folder.path)
    let arguments =
      recipe.allFlags + options + ["-Icsim", "-o", "testbench"] + sources
      + recipe.libraries
    let compilation = CommandRun(compilerPath, arguments, folder: folder, seconds: seconds)
    guard compilation.end == .exited(0) else {
      return .failed(explain(compilation, "compiling with \(compilerPath)"))
    }
    let program = folder.appendingPathComponent("testbench").path
    let simulation = CommandRun(program, recipe.arguments, folder: folder, seconds: seconds)
    if simulation.end == .exited(69) { return .noDevice(simulation.output) }
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
    return switch recipe.language {
    case .c: [environment["CC"], "cc", "gcc", "clang"].compactMap(\.self)
    case .cpp: [environment["CXX"], "c++", "g++", "clang++"].compactMap(\.self)
    }
  }
}
