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
  /// - Throws: ``GenerationError`` naming every file that could not be written.
  package static func write(
    _ files: [GeneratedFile], to folder: String
  ) throws(GenerationError) {
    let root = URL(fileURLWithPath: folder, isDirectory: true)
    var reasons: [String] = []
    for file in files {
      do {
        let target = root.appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.contents.utf8).write(to: target)
      } catch {
        reasons.append(
          "cannot write \(file.path): \(error.localizedDescription). "
            + "Check that the folder can be written and has room.")
      }
    }
    if !reasons.isEmpty { throw GenerationError(subject: folder, reasons: reasons) }
  }
}
