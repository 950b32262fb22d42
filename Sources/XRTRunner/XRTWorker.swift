import CXRT
import Foundation

/// The program that calls XRT: a process of its own, because XRT ends the one that it is in when a
/// shim is missing or an emulated device dies.
///
/// It takes requests and gives answers over ``WorkerChannel``; after a failed call it ends without
/// another one, as nobody knows what state XRT is in.
package struct XRTWorker {
  /// The subcommand that an executable starts the worker with.
  package static let subcommand = "xrt-worker"

  private var channel = WorkerChannel(descriptor: WorkerChannel.descriptor)
  private var session: XRTSession?

  /// Serves the runner that started this process until it goes away.
  ///
  /// - Returns: The exit code: 0, or 64 when no runner did.
  package static func main() -> Int32 {
    cxrt_print_lines()
    guard isWorker, watchCalls() else {
      FileHandle.standardError.write(
        Data("error: \(subcommand) is started by ferrule itself\n".utf8))
      return 64
    }
    endWithRunner()
    var worker = XRTWorker()
    worker.serve()
    return 0
  }

  /// Programs that XRT starts must not hold the connection.
  private static var isWorker: Bool {
    [WorkerChannel.descriptor, WorkerChannel.cellDescriptor].allSatisfy {
      fcntl($0, F_SETFD, FD_CLOEXEC) == 0
    }
  }

  /// Keeps the number of the current call where the runner sees it, even when this process is dead.
  private static func watchCalls() -> Bool {
    let cell = mmap(
      nil, MemoryLayout<Int32>.size, PROT_READ | PROT_WRITE, MAP_SHARED,
      WorkerChannel.cellDescriptor, 0)
    guard let cell, cell != MAP_FAILED else { return false }
    cxrt_watch(cell.assumingMemoryBound(to: Int32.self))
    return true
  }

  /// Ends the whole session when the runner has gone, also in the middle of a call.
  private static func endWithRunner() {
    Thread.detachNewThread {
      // Nothing is asked for, so that only the end of the connection wakes this thread.
      var descriptor = pollfd(fd: WorkerChannel.descriptor, events: 0, revents: 0)
      while poll(&descriptor, 1, -1) <= 0 {}
      kill(0, SIGKILL)
    }
  }

  private mutating func serve() {
    while let message = channel.wait(WorkerRequest.self) {
      do {
        switch try message.get() {
        case .open(let request): try open(request)
        case .run(let request): try session.map { try WorkerRun(request, $0).run(send) }
        case .transfer(let request): try session.map { try WorkerTransfer(request, $0).run(send) }
        case .close:
          try session?.close()
          return send(.closed)
        }
        if case .success(.open) = message { continue }
        send(.finished)
      } catch let failure as CallFailure {
        return fail(failure)
      } catch {
        return fail(CallFailure(call: "", reason: "\(error)"))
      }
    }
  }

  private mutating func open(_ request: OpenRequest) throws(CallFailure) {
    let library = try XRTSession.load(request.libraries)
    session = try XRTSession(request)
    send(.opened(library: library))
  }

  private func send(_ answer: WorkerAnswer) { _ = channel.send(answer) }

  private func fail(_ failure: CallFailure) {
    fflush(nil)
    send(.failed(failure))
    // Destructors of XRT might wait for a device that does not answer.
    _exit(1)
  }
}
