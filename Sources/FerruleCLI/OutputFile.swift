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
      throw CommandFailure(
        "cannot write \(path): \(reason(error)); name another file with -o", .failed)
    }
  }

  /// Why a file could not be written, in a few words without a full stop.
  static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile?, .fileReadNoSuchFile?: "no such folder"
    case .fileWriteNoPermission?: "permission denied"
    case .fileWriteOutOfSpace?: "no space left"
    case .fileWriteVolumeReadOnly?: "the volume is read-only"
    default: error.localizedDescription
    }
  }
}
