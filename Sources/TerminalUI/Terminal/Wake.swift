import Foundation

/// A pipe that wakes a waiting terminal from any thread, and by which signals arrive.
package final class Wake: Sendable {
  /// The end to wait on.
  let readEnd: Int32
  /// The end that signal handlers and ``wake()`` write to.
  let writeEnd: Int32

  /// Creates a pipe.
  ///
  /// - Throws: ``TerminalError`` when the system has no descriptors left.
  package init() throws(TerminalError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw TerminalError("cannot make a pipe: \(String(cString: strerror(errno)))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    Foundation.close(readEnd)
    Foundation.close(writeEnd)
  }

  /// Wakes the waiting thread; when the pipe is full it is awake anyway.
  package func wake() {
    var byte: UInt8 = 0
    _ = write(writeEnd, &byte, 1)
  }

  /// What was written since the last call: 0 for a wake, else the number of a signal.
  func take() -> [UInt8] {
    var taken: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = read(readEnd, &bytes, bytes.count)
      guard count > 0 else { return taken }
      taken += bytes.prefix(count)
    }
  }
}
