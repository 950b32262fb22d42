package import Foundation

/// The chain as `RTL/chain.v`, built by Verilator and run as a program of its own.
package struct VerilatedChain {
  /// Why there is no figure of the RTL.
  package struct Failure: Error, CustomStringConvertible {
    /// In words.
    package let description: String
  }

  private let program: URL

  /// Where Verilator is, or `nil` when it is not in `PATH`.
  package static var verilator: URL? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(fileURLWithPath: "\($0)/verilator") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// Translates and compiles the chain.
  ///
  /// - Parameters:
  ///   - folder: Where to build, a folder that exists.
  ///   - width: Bits of a beat, a multiple of 32 of 64 or more; they take no part in the timing.
  ///   - isFast: Whether to compile for speed rather than quickly.
  /// - Throws: ``Failure`` with Verilator's messages, or that there is no Verilator.
  package init(in folder: URL, width: Int, isFast: Bool) throws {
    guard let verilator = Self.verilator else {
      throw Failure(description: "there is no verilator in PATH")
    }
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("RTL")
    let names = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    let files = names.filter { $0.hasSuffix(".v") || $0.hasSuffix(".cpp") }.sorted()
    let optimised = isFast ? "-O3" : "-O0"
    // What a newer Verilator warns of is no reason not to run.
    let arguments =
      [
        "--cc", "--exe", "--build", "-Wno-fatal", "--top-module", "chain", "-GWIDTH=\(width)",
        "--Mdir", folder.path, "-O3", "--x-assign", "fast", "--x-initial", "fast", "-MAKEFLAGS",
        "OPT_FAST=\(optimised) OPT_SLOW=-O0 OPT_GLOBAL=\(optimised)",
      ] + files.map { sources.appendingPathComponent($0).path }
    _ = try Self.output(of: verilator, arguments, input: "")
    program = folder.appendingPathComponent("Vchain")
  }

  /// Runs the chain once per set of parameters, with a limit of cycles each.
  ///
  /// - Returns: Per set the cycle in which the last write is answered; `nil` when that is after
  ///   the limit or when wrong data were written.
  /// - Throws: ``Failure`` when the program fails or does not answer every set.
  package func run(_ sets: [ChainParameters], limit: Int) throws -> [Int?] {
    let lines = sets.map { set in ([limit] + set.inputs).map(String.init).joined(separator: " ") }
    let output = try Self.output(of: program, [], input: lines.joined(separator: "\n") + "\n")
    let found = output.split(separator: "\n").compactMap { Int($0) }
    guard found.count == sets.count else {
      throw Failure(description: "\(sets.count) sets, but \(found.count) answers: \(output)")
    }
    return found.map { $0 < 0 ? nil : $0 }
  }

  private static func output(
    of program: URL, _ arguments: [String], input: String
  ) throws -> String {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stdout
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let text = String(decoding: stdout.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        description: "\(program.lastPathComponent) ended with \(process.terminationStatus):\n"
          + text)
    }
    return text
  }
}
