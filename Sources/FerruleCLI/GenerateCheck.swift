import HLSGenerator

/// `generate --check`: the testbench, compiled and run here.
enum GenerateCheck {
  /// Compiles and runs the testbench of a design.
  ///
  /// - Throws: ``CommandFailure``: 2 when it fails, 69 when no compiler or device is found.
  static func run(_ files: [GeneratedFile], _ dialect: any HLSDialect) throws {
    switch try GeneratedDesignCheck(recipe: dialect.simulation).run(files) {
    case .passed(let output): print(output, terminator: output.hasSuffix("\n") ? "" : "\n")
    case .failed(let output):
      throw CommandFailure("the testbench failed\n\(output)", .checkFailed)
    case .noCompiler(let names):
      throw CommandFailure(
        "--check needs a compiler; looked for \(names.joined(separator: ", ")). "
          + "Install g++, or set CXX (for C: CC).", .unavailable)
    case .noDevice(let output):
      throw CommandFailure("--check found nothing to run on\n\(output)", .unavailable)
    }
  }
}
