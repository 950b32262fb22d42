import Foundation
import HLSGenerator

/// Compiles kernels into a shared library, or finds what was compiled before.
///
/// Libraries are kept in `$XDG_CACHE_HOME/ferrule/emulation`, named after all that went into them: a file there
/// is whole, because it is written beside and moved.
struct CompiledLibrary {
  /// Flags of every library. Contraction would round once where the hardware rounds twice.
  static let flags = [
    "-std=c++14", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-ffp-contract=off",
    "-Wno-unknown-pragmas",
  ]
  /// Longest time for a compilation, in seconds.
  static let patience = 600.0

  let files: [GeneratedFile]
  let sources: [String]
  let includes: [String]
  let further: [String]
  /// Path of the compiler; `nil`: any that is there.
  var named: String?

  /// The library's bytes.
  ///
  /// - Throws: ``EmulationError`` when there is no compiler, or it refuses; with what it said.
  func bytes() throws -> [UInt8] {
    let check = GeneratedDesignCheck()
    guard let compiler = named ?? check.compilerPath else {
      throw EmulationError(
        "compiling the kernel",
        ["found no C++ compiler: set CXX, or install one, e.g. apt-get install g++"])
    }
    let cached = Self.folder?.appendingPathComponent("\(key(compiler)).so")
    if let cached, let data = try? Data(contentsOf: cached) { return Array(data) }
    let data = try compile(compiler)
    if let cached { keep(data, at: cached) }
    return Array(data)
  }

  private var arguments: [String] {
    // Later standards are asked for by those who need them; the last one counts.
    Self.flags + further + includes.map { "-I\($0)" }
  }

  private func compile(_ compiler: String) throws -> Data {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-emulation-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try GeneratedFile.write(files, to: folder.path)
    let run = CommandRun(
      compiler, arguments + ["-o", "kernel.so"] + sources, folder: folder, seconds: Self.patience)
    guard run.end == .exited(0) else {
      throw EmulationError(
        "compiling the kernel", ["\(compiler) \(arguments.joined(separator: " "))\n\(run.output)"])
    }
    return try Data(contentsOf: folder.appendingPathComponent("kernel.so"))
  }

  private func keep(_ data: Data, at place: URL) {
    // A cache that cannot be written costs time, nothing else.
    try? FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? data.write(to: place, options: .atomic)
  }

  private static var folder: URL? {
    let environment = ProcessInfo.processInfo.environment
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return URL(fileURLWithPath: cache).appendingPathComponent("ferrule/emulation")
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return URL(fileURLWithPath: home).appendingPathComponent(".cache/ferrule/emulation")
  }

  /// A name for all that goes in: the compiler with its size and date, flags, and every file.
  private func key(_ compiler: String) -> String {
    let resolved = URL(fileURLWithPath: compiler).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
    var digest = ContentDigest()
    digest.add(resolved)
    digest.add("\(attributes?[.size] ?? "") \(attributes?[.modificationDate] ?? "")")
    for argument in arguments + sources { digest.add(argument) }
    for file in files {
      digest.add(file.path)
      digest.add(file.contents)
    }
    return digest.text
  }
}

/// 128 bits that tell contents apart; no protection against anyone who wants them to be equal.
///
/// Two FNV-1a sums of 64 bits, the second from another start value (Fowler, Noll, Vo).
struct ContentDigest {
  private var first: UInt64 = 0xcbf2_9ce4_8422_2325
  private var second: UInt64 = 0x9ae1_6a3b_2f90_404f

  /// Adds a text and its end.
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
    add(CollectionOfOne(0xFF))
  }

  /// Adds bytes.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
      second = (second ^ UInt64(byte)) &* 0x100_0000_01b3
      second ^= second >> 29
    }
  }

  /// All 128 bits.
  var bytes: [UInt8] {
    [first, second].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  /// 32 digits.
  var text: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
