import Foundation

/// Where an import is written until it is whole: a reader never sees half of one.
final class ImportSpool {
  private let output: String
  private let temporary: URL
  private let handle: FileHandle
  private var failure: (any Error)?

  /// Begins an import.
  ///
  /// - Parameter output: The file to write, `-` for stdout. One that holds anything but an import
  ///   is not replaced.
  /// - Throws: ``CommandFailure`` when it must not be replaced or cannot be written.
  init(_ output: String) throws {
    self.output = output
    try Self.refuseLoss(of: output)
    let folder =
      output == "-" || Self.isDevice(output)
      ? FileManager.default.temporaryDirectory
      : URL(fileURLWithPath: output).deletingLastPathComponent()
    temporary = folder.appendingPathComponent(
      ".ferrule-import-\(ProcessInfo.processInfo.processIdentifier)")
    let isMade = FileManager.default.createFile(atPath: temporary.path, contents: nil)
    guard isMade, let handle = FileHandle(forWritingAtPath: temporary.path) else {
      throw CommandFailure(
        "cannot write \(output): its folder is missing or closed; name another file with -o",
        .failed)
    }
    self.handle = handle
  }

  deinit { try? FileManager.default.removeItem(at: temporary) }

  /// Adds text; an error is told when the import is published.
  func append(_ text: String) {
    guard failure == nil else { return }
    do { try handle.write(contentsOf: Data(text.utf8)) } catch { failure = error }
  }

  /// Puts the import where it belongs.
  ///
  /// - Throws: ``CommandFailure`` (1) when it cannot be written.
  func publish() throws {
    do {
      if let failure { throw failure }
      try handle.close()
      if output == "-" || Self.isDevice(output) { return try copy() }
      let target = URL(fileURLWithPath: output)
      guard rename(temporary.path, target.path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch {
      let name = output == "-" ? "stdout" : output
      throw CommandFailure(
        "cannot write \(name): \(OutputFile.reason(error)); name another file with -o", .failed)
    }
  }

  private func copy() throws {
    let source = try FileHandle(forReadingFrom: temporary)
    let target =
      output == "-"
      ? FileHandle.standardOutput : try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    while let piece = try source.read(upToCount: 1 << 20), !piece.isEmpty {
      try target.write(contentsOf: piece)
    }
  }

  private static func isDevice(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let type = attributes?[.type] as? FileAttributeType else { return false }
    return type != .typeRegular && type != .typeDirectory
  }

  private static func refuseLoss(of path: String) throws {
    guard path != "-", !isDevice(path), let handle = FileHandle(forReadingAtPath: path),
      let head = try? handle.read(upToCount: 4096), !head.isEmpty
    else { return }
    let line = String(decoding: head.prefix { $0 != 0x0A }, as: UTF8.self)
    guard !line.contains("source_kind"), !line.hasPrefix("name,operations,bytes,note") else {
      return
    }
    throw CommandFailure.usage(
      "\(path) exists and is no import, so it is not replaced; name another file with -o")
  }
}
