import Foundation
import HLSGenerator

/// The C compiler that makes the programs, what it is told, and the programs that it made before.
package struct HostCompiler: Sendable {
  /// Path of the compiler.
  package let path: String
  /// The first line of what it says of its version.
  package let version: String
  /// What it is told beside files.
  package let flags: [String]
  /// Where programs are kept.
  private let folder: URL
  /// What else a program is good for: the processor.
  private let processor: String

  /// What making all programs takes where they are not there yet, in seconds; a guess.
  package static let expectedSeconds = 5.0
  /// How long a compiler may take for one program, in seconds.
  private static let patience = 120.0

  /// Finds the compiler.
  ///
  /// - Parameters:
  ///   - name: A name or path that the user gave, or `nil` for the first of `cc`, `clang`, `gcc`.
  ///   - flags: Further flags of the user.
  ///   - environment: `PATH`, and `XDG_CACHE_HOME` or `HOME` for the folder of programs.
  ///   - machine: What the programs are for.
  /// - Throws: ``HostFailure`` with what was looked for and the line that installs it.
  package init(
    named name: String?, flags: [String], environment: [String: String], machine: HostMachine
  ) throws(HostFailure) {
    let wanted = name.map { [$0] } ?? ["cc", "clang", "gcc"]
    guard let found = CommandRun.locate(wanted, path: environment["PATH"] ?? "") else {
      throw HostFailure(
        "no C compiler: looked for \(wanted.joined(separator: ", ")) in PATH; "
          + "apt-get install gcc (or clang), or name one with --cc")
    }
    path = found
    self.flags = Self.usualFlags + flags
    folder = try Self.cache(environment)
    let asked = CommandRun(found, ["--version"], folder: folder, seconds: 10)
    guard case .exited(0) = asked.end else {
      throw HostFailure("\(found) --version: \(Self.words(asked)); name a compiler with --cc")
    }
    version = asked.output.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    processor = "\(machine.model) \(machine.vectors.name)"
  }

  /// Best code for this processor; multiplications and additions may be fused.
  private static var usualFlags: [String] {
    #if arch(arm64)
      let native = "-mcpu=native"
    #else
      let native = "-march=native"
    #endif
    return ["-std=c11", "-O3", native, "-ffp-contract=fast", "-pthread"]
  }

  /// The compiler and its flags in one line.
  package var description: String { "\(version): \(([path] + flags).joined(separator: " "))" }

  /// Makes a program, or finds the one that was made of the same text in the same way.
  ///
  /// - Throws: ``HostFailure`` with what the compiler said.
  package func executable(of program: HostProgram) throws(HostFailure) -> String {
    let recipe = "/* \(description)\n   \(processor) */\n"
    let text = recipe + program.source
    let base = folder.appendingPathComponent("\(program.name)-\(Self.digest(text))")
    let (source, made) = (base.path + ".c", base.path)
    if FileManager.default.isExecutableFile(atPath: made),
      FileManager.default.contents(atPath: source) == Data(text.utf8)
    {
      return made
    }
    let unfinished = "\(made)-\(UUID().uuidString)"
    defer { for end in ["", ".c"] { unlink(unfinished + end) } }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: unfinished + ".c"))
    } catch {
      throw HostFailure("cannot write \(unfinished).c: \(error.localizedDescription)")
    }
    let run = CommandRun(
      path, flags + ["-o", unfinished, unfinished + ".c", "-lm"], folder: folder,
      seconds: Self.patience)
    guard case .exited(0) = run.end else {
      throw HostFailure("\(path) did not compile \(program.name): \(Self.words(run))")
    }
    // Whole or not at all, also when two commands make the same program at once.
    guard rename(unfinished, made) == 0, rename(unfinished + ".c", source) == 0 else {
      throw HostFailure("cannot write \(made): \(String(cString: strerror(errno)))")
    }
    return made
  }

  private static func cache(_ environment: [String: String]) throws(HostFailure) -> URL {
    let named = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.cache" : nil }
    let places = [named, home].compactMap(\.self) + [NSTemporaryDirectory()]
    for place in places {
      let folder = URL(fileURLWithPath: place).appendingPathComponent("ferrule/host")
      try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      if access(folder.path, W_OK) == 0 { return folder }
    }
    throw HostFailure(
      "no folder for compiled programs can be written: \(places.joined(separator: ", ")); "
        + "set XDG_CACHE_HOME to one that can")
  }

  /// FNV-1a of 64 bits (Fowler, Noll, Vo); the whole text is compared, too.
  private static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    return String(hash, radix: 16)
  }

  /// How a compiler ended and the first errors that it named.
  private static func words(_ run: CommandRun) -> String {
    let lines = run.output.split(whereSeparator: \.isNewline).map(String.init)
    let errors = lines.filter { $0.contains("error") }
    let said = (errors.isEmpty ? lines : errors).prefix(2).joined(separator: "; ")
    switch run.end {
    case .exited(let code): return said.isEmpty ? "exit code \(code)" : said
    case .timedOut: return "no end after \(Int(patience)) s"
    case .notStarted(let reason): return "cannot be started: \(reason)"
    }
  }
}
