import Foundation

extension GeneratedFile {
  /// Writes files below a folder, which is created when it is missing; files of the same name are
  /// replaced.
  ///
  /// Nothing waits for the disk: a sweep writes thousands of files, and the command in each makes it
  /// again.
  ///
  /// - Throws: ``GenerationError`` naming every file that could not be written.
  package static func write(
    _ files: [GeneratedFile], to folder: String
  ) throws(GenerationError) {
    let root = folder.isEmpty ? "." : folder
    let reasons = files.compactMap { file in
      file.save(to: "\(root)/\(file.path)").map { number in
        "cannot write \(file.path): \(String(cString: strerror(number))). "
          + "Check that the folder can be written and has room."
      }
    }
    if !reasons.isEmpty { throw GenerationError(subject: folder, reasons: reasons) }
  }

  /// Writes the text with one call; the number of the error if there is one.
  private func save(to path: String) -> CInt? {
    var target = Self.create(path)
    if target < 0, errno == ENOENT {
      Self.makeFolder(of: path)
      target = Self.create(path)
    }
    guard target >= 0 else { return errno }
    var text = contents
    let failure = text.withUTF8 { Self.write($0, to: target) }
    guard close(target) == 0 else { return failure ?? errno }
    return failure
  }

  private static func create(_ path: String) -> CInt {
    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  }

  /// Makes the folders that a path leads through; what goes wrong shows when the file is created.
  private static func makeFolder(of path: String) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o777) != 0, errno == ENOENT {
      makeFolder(of: folder)
      _ = mkdir(folder, 0o777)
    }
  }

  /// A signal may cut a call short.
  private static func write(_ text: UnsafeBufferPointer<UInt8>, to target: CInt) -> CInt? {
    var rest = UnsafeRawBufferPointer(text)
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Foundation.write(target, start, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
    return nil
  }
}
