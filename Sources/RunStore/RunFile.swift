import Foundation

/// Why a file or a row of it cannot be read: one sentence with the file's name.
package struct RunStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence.
  package let description: String

  init(_ description: String) { self.description = description }
}

/// An open file that can be read at any place; closed when nobody needs it any more.
///
/// `pread` and `fstat` keep no state in the descriptor, so that several threads may use one.
final class RunFile: Sendable {
  /// What tells a file from another one under the same name.
  struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
  }

  private let descriptor: Int32

  /// Takes over an open descriptor.
  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Opens a file for reading.
  ///
  /// - Throws: `RunStoreError` that says whether it is missing, a folder or forbidden.
  static func open(_ path: String) throws(RunStoreError) -> RunFile {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, isMissing: errno == ENOENT) }
    let file = RunFile(descriptor: descriptor)
    guard !file.hasType(S_IFDIR) else { throw unreadable(path, isMissing: false) }
    return file
  }

  /// What comes through stdin; stdin itself stays open.
  ///
  /// - Throws: `RunStoreError` when stdin is closed.
  static func standardInput() throws(RunStoreError) -> RunFile {
    let descriptor = dup(0)
    guard descriptor >= 0 else {
      throw RunStoreError("cannot read -: stdin is closed; name a file")
    }
    return RunFile(descriptor: descriptor)
  }

  /// A file without a name, gone when it is closed: for what comes through a pipe.
  ///
  /// - Throws: `RunStoreError` when the folder for temporary files takes none.
  static func temporary() throws(RunStoreError) -> RunFile {
    let folder = FileManager.default.temporaryDirectory.path
    var name = Array("\(folder)/ferrule-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else {
      throw RunStoreError(
        "cannot make a temporary file in \(folder): set TMPDIR to a folder that can be written")
    }
    unlink(name)
    return RunFile(descriptor: descriptor)
  }

  /// Whether it has a size and places, unlike a pipe or a terminal.
  var isRegular: Bool { hasType(S_IFREG) }

  /// Size in bytes, 0 when it cannot be told.
  var size: Int { status().map { Int($0.st_size) } ?? 0 }

  /// Which file it is.
  var identity: Identity? { status().map(Self.identity) }

  /// Which file has a path now, and its size.
  static func current(_ path: String) -> (identity: Identity, size: Int)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (identity(status), Int(status.st_size))
  }

  /// Reads up to `count` bytes at a place; fewer at the end, none when it cannot be read.
  func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    max(0, pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)))
  }

  /// Up to `count` bytes at a place.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = read(UnsafeMutableRawBufferPointer(buffer), at: offset)
    }
  }

  /// Waits up to some milliseconds for a pipe and takes what is there.
  ///
  /// - Returns: Number of bytes, 0 at the end; `nil` when nothing came.
  func receive(_ buffer: UnsafeMutableRawBufferPointer, waiting milliseconds: Int32) -> Int? {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return nil }
    return max(0, Foundation.read(descriptor, buffer.baseAddress, buffer.count))
  }

  /// Writes at a place.
  ///
  /// - Throws: `RunStoreError` when it does not fit.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(RunStoreError) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + written))
      guard count > 0 else {
        throw RunStoreError(
          "cannot keep what comes through the pipe: the folder for temporary files is full")
      }
      written += count
    }
  }

  private func status() -> stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
  }

  private func hasType(_ type: mode_t) -> Bool {
    status().map { $0.st_mode & S_IFMT == type } ?? false
  }

  private static func identity(_ status: stat) -> Identity {
    Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      node: UInt64(truncatingIfNeeded: status.st_ino))
  }

  private static func unreadable(_ path: String, isMissing: Bool) -> RunStoreError {
    RunStoreError(
      isMissing
        ? "cannot read \(path): there is no such file; make one with: ferrule bench BOARD -o \(path)"
        : "cannot read \(path): it is a folder or its permissions forbid it; name another file")
  }
}
