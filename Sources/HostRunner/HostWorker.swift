import Foundation

/// A program as a process in a session of its own, so that nothing that it does ends this one.
///
/// Used by one thread at a time.
package final class HostWorker {
  /// What a request was answered with.
  struct Answer: Hashable {
    /// Time of the turns asked for, in seconds.
    var seconds: Double
    /// Whether the values were right; `nil` when nobody looked.
    var isRight: Bool?
  }

  private let pid: pid_t
  private let connection: Int32
  private let output: Int32
  private var pending: [UInt8] = []
  private var isReaped = false

  /// Starts a program.
  ///
  /// - Parameter words: Path of the program and its arguments.
  /// - Throws: ``HostFailure`` with the reason of the system.
  package init(_ words: [String]) throws(HostFailure) {
    var sockets: [Int32] = [-1, -1]
    var pipes: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Self.stream, 0, &sockets) == 0, pipe(&pipes) == 0 else {
      for descriptor in sockets where descriptor >= 0 { close(descriptor) }
      throw HostFailure("no descriptors for a program: \(String(cString: strerror(errno)))")
    }
    for descriptor in sockets + pipes { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let (code, pid) = Self.spawn(words, connection: sockets[1], output: pipes[1])
    close(sockets[1])
    close(pipes[1])
    (connection, output, self.pid) = (sockets[0], pipes[0], pid)
    guard code == 0 else {
      isReaped = true
      throw HostFailure("cannot start \(words[0]): \(String(cString: strerror(code)))")
    }
    _ = fcntl(output, F_SETFL, fcntl(output, F_GETFL) | O_NONBLOCK)
  }

  deinit {
    if !isReaped { _ = reap() }
    close(connection)
    close(output)
  }

  /// Sends a request and waits for a time and a check.
  ///
  /// - Throws: As ``line(_:seconds:isCancelled:)``.
  func ask(
    _ request: String, seconds: Double, isCancelled: () -> Bool
  ) throws(HostFailure) -> Answer {
    try Self.answer(line(request, seconds: seconds, isCancelled: isCancelled))
  }

  /// Sends a request and waits for a line.
  ///
  /// - Parameters:
  ///   - request: One line.
  ///   - seconds: How long to wait.
  ///   - isCancelled: Whether nobody wants the answer any more.
  /// - Returns: The line without its end.
  /// - Throws: ``HostFailure`` that says how the program ended, or that it was ended as late;
  ///   ``HostFailure/cancelled``.
  package func line(
    _ request: String, seconds: Double, isCancelled: () -> Bool
  ) throws(HostFailure) -> String {
    let bytes = Array((request + "\n").utf8)
    // A program that has gone is found out by the wait for its answer.
    _ = send(connection, bytes, bytes.count, Self.noSignal)
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      if let end = pending.firstIndex(of: 10) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        return line
      }
      if isCancelled() { throw end(.cancelled) }
      guard ContinuousClock.now < deadline else {
        throw end(HostFailure("no answer after \(Int(seconds)) s; the program was ended"))
      }
      var descriptor = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 100) > 0 else { continue }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = read(connection, &chunk, chunk.count)
      if count > 0 {
        pending += chunk[..<count]
      } else if count == 0 || errno != EINTR {
        throw HostFailure("the program ended with \(reap())")
      }
    }
  }

  private static func answer(_ line: String) throws(HostFailure) -> Answer {
    let parts = line.split(separator: " ")
    guard parts.count == 2, let seconds = Double(parts[0]), let check = Int(parts[1]),
      seconds.isFinite
    else { throw HostFailure("the program answered \"\(line)\", expected a time and a check") }
    return Answer(seconds: seconds, isRight: check < 0 ? nil : check == 1)
  }

  private func end(_ failure: HostFailure) -> HostFailure {
    kill(-pid, SIGKILL)
    _ = reap()
    return failure
  }

  /// Ends what is left of the session and says how the program ended.
  private func reap() -> String {
    guard !isReaped else { return "nothing left" }
    shutdown(connection, Int32(SHUT_RDWR))
    let deadline = ContinuousClock.now + .milliseconds(500)
    while !hasEnded, ContinuousClock.now < deadline { usleep(1000) }
    // As long as the process is not reaped, its number and its group are its own.
    kill(-pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    let line = lastLine()
    let said = line.isEmpty ? "" : ": \(line)"
    let signal = status & 0x7F
    guard signal != 0 else { return "exit code \((status >> 8) & 0xFF)\(said)" }
    return "\(Self.name(of: signal)) (\(String(cString: strsignal(signal))))\(said)"
  }

  private static func name(of signal: Int32) -> String {
    let names = [
      SIGILL: "SIGILL", SIGSEGV: "SIGSEGV", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE",
      SIGABRT: "SIGABRT", SIGKILL: "SIGKILL", SIGTERM: "SIGTERM",
    ]
    return names[signal] ?? "signal \(signal)"
  }

  private var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_signo != 0
  }

  /// The last line that the program printed to its standard error; read once.
  private func lastLine() -> String {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(output, &chunk, chunk.count)
    guard count > 0 else { return "" }
    return String(decoding: chunk[..<count], as: UTF8.self)
      .split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
  }
}

extension HostFailure {
  /// The user does not want to wait any longer.
  package static let cancelled = HostFailure("cancelled")
}

extension HostWorker {
  #if canImport(Darwin)
    private static let stream = SOCK_STREAM
    private static let noSignal: Int32 = 0
    /// `POSIX_SPAWN_SETSID` of Darwin's spawn.h.
    private static let newSession: Int32 = 0x0400
  #else
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let noSignal = Int32(MSG_NOSIGNAL)
    /// `POSIX_SPAWN_SETSID`, which Swift does not see in glibc's spawn.h.
    private static let newSession: Int32 = 0x80
  #endif

  private static func spawn(
    _ words: [String], connection: Int32, output: Int32
  ) -> (code: Int32, pid: pid_t) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Above the places that they go to, so that none is overwritten before it is there.
    let high = [connection, output].map { fcntl($0, F_DUPFD_CLOEXEC, 16) }
    defer { for descriptor in high where descriptor >= 0 { close(descriptor) } }
    guard high.allSatisfy({ $0 >= 0 }) else { return (errno, 0) }
    posix_spawn_file_actions_adddup2(&actions, high[0], 0)
    posix_spawn_file_actions_adddup2(&actions, high[0], 1)
    posix_spawn_file_actions_adddup2(&actions, high[1], 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(newSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)))
    let pointers = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, words[0], &actions, &attributes, pointers, environ)
    return (code, pid)
  }
}
