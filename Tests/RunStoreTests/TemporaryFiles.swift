import Foundation

/// Files in a folder of their own, gone with the value that holds it.
final class TemporaryFiles: Sendable {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("run-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file that need not be there.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file in place and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes bytes as a file.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  /// Adds to the end of a file.
  func append(_ text: String, to name: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path(name)))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  /// Puts another file in the place of one.
  func replace(_ name: String, by text: String) throws {
    let other = try write(text, to: name + ".new")
    guard rename(other, path(name)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
