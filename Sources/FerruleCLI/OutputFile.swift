import Foundation

/// Writes results to where the user wants them.
enum OutputFile {
  /// Writes text to a file, or to stdout for `-`.
  ///
  /// - Throws: ``CommandFailure`` (1) with the file and the system's reason.
  static func write(_ text: String, to path: String) throws {
    if path == "-" { return print(text, terminator: "") }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure("cannot write \(path): \(error.localizedDescription)", .failed)
    }
  }
}
