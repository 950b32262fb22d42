import Foundation

/// A host program in a process group of its own: when a device process dies, XRT ends the group that it
/// is in.
package struct HostProgram {
  /// How a program ended.
  package enum End: Equatable, Sendable {
    /// By itself.
    case exited(Int32)
    /// By a signal.
    case killed(Int32)
    /// It could not be started.
    case notStarted(String)
  }

  /// The program, a path or a name in `PATH`, and its arguments.
  package let words: [String]
  /// Its environment.
  package let environment: [String: String]

  /// Describes a program.
  package init(_ words: [String], environment: [String: String]) {
    self.words = words
    self.environment = environment
  }

  /// Runs it to its end, with the terminal, input and output of this process.
  ///
  /// - Parameter isLost: Asked twice a second; the program is killed when it is true: XRT waits for
  ///   ever for a device process that is gone.
  /// - Returns: How it ended.
  package func run(isLost: () -> Bool = { false }) -> End {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child: pid_t = 0
    let failure = posix_spawnp(
      &child, words.first ?? "", nil, &attributes, &arguments, &variables)
    guard failure == 0 else { return .notStarted(String(cString: strerror(failure))) }
    return wait(for: child, isLost)
  }

  private func wait(for child: pid_t, _ isLost: () -> Bool) -> End {
    let terminal = TerminalOwner(child)
    let signals = [SIGINT, SIGTERM, SIGHUP].map { ForwardedSignal($0, group: child) }
    defer {
      withExtendedLifetime(signals) { terminal.takeBack() }
      // Whatever the program left in its group.
      kill(-child, SIGKILL)
    }
    var status: Int32 = 0
    var looks = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { break }
      guard ended == 0 || errno == EINTR else {
        return .notStarted(String(cString: strerror(errno)))
      }
      looks += 1
      if looks.isMultiple(of: 100), isLost() { kill(-child, SIGKILL) }
      usleep(5000)
    }
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal)
  }
}

/// Lends the terminal to a process group, so that Ctrl-C and typed input reach it.
private struct TerminalOwner {
  private let own: pid_t?

  init(_ group: pid_t) {
    own = isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp() ? getpgrp() : nil
    guard own != nil else { return }
    tcsetpgrp(STDIN_FILENO, group)
    // It may have been stopped for reading before it had the terminal.
    kill(-group, SIGCONT)
  }

  func takeBack() {
    guard let own else { return }
    let former = signal(SIGTTOU, SIG_IGN)
    tcsetpgrp(STDIN_FILENO, own)
    signal(SIGTTOU, former)
  }
}

/// Passes a signal on to a process group, as long as it lives; the second time it ends the group.
private final class ForwardedSignal {
  private let source: any DispatchSourceSignal
  private let number: Int32

  init(_ number: Int32, group: pid_t) {
    self.number = number
    signal(number, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { kill(-group, number) }
    source.resume()
  }

  deinit {
    source.cancel()
    signal(number, SIG_DFL)
  }
}
