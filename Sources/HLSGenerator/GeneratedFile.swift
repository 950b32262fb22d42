import Foundation

/// A text file of a generated design.
public struct GeneratedFile: Hashable, Sendable {
  /// Where it belongs, relative to the folder of the design, with `/`.
  public var path: String
  /// The whole text.
  public var contents: String

  /// Creates a file; nothing is written yet.
  public init(path: String, contents: String) {
    self.path = path
    self.contents = contents
  }
}

extension GeneratedFile {
  /// Writes files below a folder, which is created when it is missing; files of the same name are
  /// replaced.
  ///
  /// Nothing waits for the disk: a sweep has thousands of files, which are made again in a second.
  ///
  /// - Throws: ``GenerationError`` naming every file that could not be written.
  package static func write(
    _ files: [GeneratedFile], to folder: String
  ) throws(GenerationError) {
    var reasons: [String] = []
    for file in files {
      do { try file.write(below: folder) } catch {
        reasons.append(
          "cannot write \(file.path): \(error.localizedDescription). "
            + "Check that the folder can be written and has room.")
      }
    }
    if !reasons.isEmpty { throw GenerationError(subject: folder, reasons: reasons) }
  }

  private func write(below folder: String) throws {
    let target = "\(folder)/\(path)"
    var descriptor = Self.create(target)
    if descriptor < 0, errno == ENOENT {
      try FileManager.default.createDirectory(
        atPath: String(target.prefix(upTo: target.lastIndex(of: "/") ?? target.endIndex)),
        withIntermediateDirectories: true)
      descriptor = Self.create(target)
    }
    guard descriptor >= 0 else { throw Self.systemError }
    defer { close(descriptor) }
    var contents = contents
    try contents.withUTF8 { try Self.write($0, to: descriptor) }
  }

  private static func create(_ path: String) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  }

  private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Foundation.write(
        descriptor, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { throw systemError }
    }
  }

  private static var systemError: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
