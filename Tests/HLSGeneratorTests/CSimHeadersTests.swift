import Foundation
import Testing

/// Compiles the headers for C simulation, and a program that checks them, with what is installed.
@Suite("C simulation headers")
struct CSimHeadersTests {
  @Test(
    "The self-test compiles without a warning and passes",
    .enabled(if: !CxxCompiler.installed.isEmpty, "neither g++ nor clang++ is in PATH"),
    arguments: CxxCompiler.installed
  )
  func selfTest(compiler: CxxCompiler) throws {
    try compiler.withSelfTest(["-O2"]) { program in
      let run = try program.run([])
      #expect(run.status == 0, "\(run.output)")
    }
  }

  @Test(
    "The self-test neither leaves its memory nor meets undefined behaviour",
    .enabled(if: !CxxCompiler.sanitising.isEmpty, "no compiler here links the sanitizers"),
    arguments: CxxCompiler.sanitising
  )
  func sanitizers(compiler: CxxCompiler) throws {
    try compiler.withSelfTest(["-O1"] + CxxCompiler.sanitizers) { program in
      let run = try program.run([])
      #expect(run.status == 0, "\(run.output)")
    }
  }

  @Test(
    "A stream names itself when it is read while empty and when elements are left over",
    .enabled(if: !CxxCompiler.installed.isEmpty, "neither g++ nor clang++ is in PATH"),
    arguments: CxxCompiler.installed.prefix(1)
  )
  func streamMessages(compiler: CxxCompiler) throws {
    try compiler.withSelfTest(["-O0"]) { program in
      let emptyRead = try program.run(["empty-read"])
      #expect(emptyRead.status != 0)
      #expect(
        emptyRead.output.hasPrefix(
          "error: hls::stream 'partial_sums': blocking read of an empty stream"))
      let leftover = try program.run(["leftover"])
      #expect(leftover.status == 0)
      #expect(
        leftover.output.hasPrefix(
          "warning: hls::stream 'tiles': never read 4 of 5 elements written"))
    }
  }

  @Test(
    "Every header carries the licence banner",
    arguments: ["ap_int.h", "hls_half.h", "hls_stream.h", "hls_vector.h"]
  )
  func banner(name: String) throws {
    let file = CxxCompiler.headers.appendingPathComponent(name)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasPrefix("// SPDX-License-Identifier: MIT\n"))
  }
}

/// A C++ compiler of this machine.
struct CxxCompiler: Sendable, CustomTestStringConvertible {
  let name: String
  let executable: URL

  var testDescription: String { name }

  static let sanitizers = ["-fsanitize=undefined,address", "-fno-sanitize-recover=all"]

  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  static let headers =
    sources
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/HLSGenerator/csim")

  static let installed: [CxxCompiler] = ["g++", "clang++"].compactMap { name in
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").map { "\($0)/\(name)" }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:))
    else { return nil }
    return CxxCompiler(name: name, executable: URL(fileURLWithPath: found))
  }

  /// Those whose sanitizer libraries are installed too.
  static let sanitising: [CxxCompiler] = installed.filter { compiler in
    let program = try? compiler.withProgram(
      from: "int main() { return 0; }\n", options: sanitizers
    ) { program in try program.run([]).status == 0 }
    return program ?? false
  }

  /// Builds the self-test with every warning an error, and removes it after `body`.
  func withSelfTest(_ options: [String], body: (Executable) throws -> Void) throws {
    let file = Self.sources.appendingPathComponent("Fixtures/csim_self_test.cpp.txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    let strict = ["-std=c++14", "-Wall", "-Wextra", "-Werror", "-Wno-unknown-pragmas"]
    try withProgram(from: text, options: strict + options, body: body)
  }

  private func withProgram<Result>(
    from text: String, options: [String], body: (Executable) throws -> Result
  ) throws -> Result {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-csim-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let source = directory.appendingPathComponent("program.cpp")
    try text.write(to: source, atomically: true, encoding: .utf8)
    let program = directory.appendingPathComponent("program")
    let compilation = try Executable(file: executable).run(
      options + ["-I", Self.headers.path, source.path, "-o", program.path])
    try #require(compilation.status == 0, "\(name): \(compilation.output)")
    return try body(Executable(file: program))
  }
}

/// A program to run, with its arguments as a list and no shell in between.
struct Executable {
  let file: URL

  /// Standard output and error together, and the exit status or signal.
  func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = file
    process.arguments = arguments
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
