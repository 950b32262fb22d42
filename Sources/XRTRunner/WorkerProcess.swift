import CXRT
import Foundation

/// A worker as the runner sees it: a process in a session of its own, the connection to it, what it
/// printed last, and which call it is in.
///
/// Used by one thread at a time.
final class WorkerProcess {
  /// How a wait for an answer ended.
  enum Outcome: Equatable {
    case answer(WorkerAnswer)
    /// The worker ended, with how it did.
    case ended(String)
    /// No answer came in time.
    case late
    /// The user does not want to wait any longer.
    case cancelled
  }

  /// What starts a worker.
  struct Command: Sendable {
    /// Path of an executable that answers to ``XRTWorker/subcommand``.
    var executable: String
    /// Every environment variable that it gets.
    var environment: [String: String]
  }

  private let pid: pid_t
  private let connection: Int32
  private let output: Int32
  private var channel: WorkerChannel
  private var tail = OutputTail()
  private var isReaped = false
  private let cell: UnsafeMutableRawPointer?

  /// How long a process has between being asked to end and being ended.
  private static let grace = Duration.milliseconds(300)

  /// Starts a worker.
  ///
  /// - Throws: ``CallFailure`` with the reason of the system.
  init(_ command: Command) throws(CallFailure) {
    var sockets: [Int32] = [-1, -1]
    var pipes: [Int32] = [-1, -1]
    let shared = Self.sharedCell()
    guard shared.descriptor >= 0,
      socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &sockets) == 0, pipe(&pipes) == 0
    else {
      for descriptor in sockets + [shared.descriptor] where descriptor >= 0 { close(descriptor) }
      throw Self.failure("no descriptors for a worker", errno)
    }
    for descriptor in sockets + pipes + [shared.descriptor] {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    let started = Self.spawn(command, [sockets[1], shared.descriptor, pipes[1]])
    for descriptor in [sockets[1], shared.descriptor, pipes[1]] { close(descriptor) }
    (connection, output, cell) = (sockets[0], pipes[0], shared.memory)
    channel = WorkerChannel(descriptor: connection)
    guard case .success(let pid) = started else {
      close(connection)
      close(output)
      if let cell { munmap(cell, MemoryLayout<Int32>.size) }
      if case .failure(let failure) = started { throw failure }
      throw Self.failure("cannot start \(command.executable)", 0)
    }
    self.pid = pid
    _ = fcntl(output, F_SETFL, fcntl(output, F_GETFL) | O_NONBLOCK)
  }

  deinit {
    end()
    close(connection)
    close(output)
    if let cell { munmap(cell, MemoryLayout<Int32>.size) }
  }

  /// The XRT function that the worker is in or died in; empty for none.
  var call: String {
    String(cString: cxrt_call_name(cell?.load(as: Int32.self) ?? 0))
  }

  /// The last lines that the worker and XRT printed.
  var lastLines: [String] {
    drain()
    return tail.lines
  }

  /// Sends a request; a worker that has gone is found out by the wait for its answer.
  func send(_ request: WorkerRequest) { _ = channel.send(request) }

  /// Waits for the next answer.
  func wait(_ patience: Duration, isCancelled: () -> Bool) -> Outcome {
    let deadline = ContinuousClock.now + patience
    while true {
      if let message = channel.next(WorkerAnswer.self) {
        guard case .success(let answer) = message else {
          return .ended("it sent something that is no answer")
        }
        return .answer(answer)
      }
      if isCancelled() { return .cancelled }
      guard ContinuousClock.now < deadline else { return .late }
      var descriptors = [connection, output].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      guard poll(&descriptors, 2, 50) > 0 else { continue }
      if descriptors[1].revents != 0 { drain() }
      if descriptors[0].revents != 0, !channel.receive() { return .ended(reap()) }
    }
  }

  /// Ends the worker and everything that it started, if they are still there.
  func end() {
    guard !isReaped else { return }
    kill(-pid, SIGTERM)
    let deadline = ContinuousClock.now + Self.grace
    while !hasEnded, ContinuousClock.now < deadline { usleep(5000) }
    _ = reap()
  }

  /// Whether the process itself has ended; it stays known until it is reaped.
  private var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_signo != 0
  }

  /// Ends what is left of the session and says how the worker ended.
  private func reap() -> String {
    guard !isReaped else { return "has ended" }
    let deadline = ContinuousClock.now + Self.grace
    while !hasEnded, ContinuousClock.now < deadline { usleep(2000) }
    // As long as the process is not reaped, its number and its group are its own.
    kill(-pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    drain()
    let signal = status & 0x7F
    if signal != 0 { return "signal \(signal) (\(String(cString: strsignal(signal))))" }
    return "exit code \((status >> 8) & 0xFF)"
  }

  private func drain() {
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(output, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      tail.append(chunk[..<count])
    }
  }
}

extension WorkerProcess {
  private static func failure(_ what: String, _ number: Int32) -> CallFailure {
    CallFailure(call: "", reason: "\(what): \(String(cString: strerror(number)))")
  }

  /// Memory that both processes see: a file without a name.
  private static func sharedCell() -> (descriptor: Int32, memory: UnsafeMutableRawPointer?) {
    var path = Array((NSTemporaryDirectory() + "/ferrule-XXXXXX").utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return (-1, nil) }
    unlink(path)
    let bytes = MemoryLayout<Int32>.size
    guard ftruncate(descriptor, off_t(bytes)) == 0 else { return (descriptor, nil) }
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    return (descriptor, memory == MAP_FAILED ? nil : memory)
  }

  /// `POSIX_SPAWN_SETSID`, which Swift does not see in the header: glibc's and Darwin's spawn.h.
  private static let newSession: Int32 = {
    #if canImport(Darwin)
      0x0400
    #else
      0x80
    #endif
  }()

  /// Starts the executable with the connection, the cell and the pipe in their places.
  private static func spawn(
    _ command: Command, _ descriptors: [Int32]
  ) -> Result<pid_t, CallFailure> {
    // Above the places that they go to, so that none is overwritten before it is there.
    let high = descriptors.map { fcntl($0, F_DUPFD_CLOEXEC, 16) }
    defer { for descriptor in high where descriptor >= 0 { close(descriptor) } }
    guard high.allSatisfy({ $0 >= 0 }) else {
      return .failure(failure("no descriptors for a worker", errno))
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, high[2], 1)
    posix_spawn_file_actions_adddup2(&actions, high[2], 2)
    posix_spawn_file_actions_adddup2(&actions, high[0], WorkerChannel.descriptor)
    posix_spawn_file_actions_adddup2(&actions, high[1], WorkerChannel.cellDescriptor)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes,
      Int16(newSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)))
    let words = CStrings([command.executable, XRTWorker.subcommand])
    // What XRT says before an abort is worth more than a dump of registers.
    let variables = command.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let environment = CStrings(variables.map { "\($0.key)=\($0.value)" }.sorted())
    var pid: pid_t = 0
    let code = posix_spawn(
      &pid, command.executable, &actions, &attributes, words.pointers, environment.pointers)
    return code == 0
      ? .success(pid) : .failure(failure("cannot start \(command.executable)", code))
  }
}

/// Texts as C wants them, with an end.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}

/// The last lines of an output.
struct OutputTail {
  private static let most = 12
  private static let longest = 8192
  private var bytes: [UInt8] = []

  mutating func append(_ chunk: ArraySlice<UInt8>) {
    bytes += chunk
    if bytes.count > Self.longest { bytes.removeFirst(bytes.count - Self.longest) }
  }

  /// Lines with something in them, oldest first; what XRT colours is left plain.
  var lines: [String] {
    String(decoding: bytes, as: UTF8.self)
      .replacing(/\u{1B}\[[0-9;]*m/, with: "")
      .split(whereSeparator: \.isNewline).map(String.init).suffix(Self.most)
  }
}
