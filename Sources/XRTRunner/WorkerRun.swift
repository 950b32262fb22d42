import CXRT
import Foundation

/// Runs a kernel in the worker: buffers, arguments, repetitions, comparison.
struct WorkerRun {
  /// A buffer with what it is for.
  private struct Held {
    let request: BufferRequest
    let buffer: XRTBuffer
    let comparison: BufferComparison?

    var memory: UnsafeMutableRawBufferPointer {
      UnsafeMutableRawBufferPointer(start: buffer.memory, count: buffer.bytes)
    }

    /// Whether the next run needs it filled again.
    var isRefilled: Bool { request.isChanged || request.contents == nil }
  }

  private let request: RunRequest
  private var kernels: [UnsafeMutableRawPointer] = []
  private var runs: [UnsafeMutableRawPointer] = []
  private var held: [Held] = []

  /// Opens kernels, makes and fills buffers and sets every argument.
  init(_ request: RunRequest, _ session: XRTSession) throws {
    self.request = request
    for unit in request.units {
      let kernel = try session.kernel(unit.name)
      kernels.append(kernel)
      let run = try XRTSession.handle(cxrt_run_open(kernel), "xrtRunOpen", unit.name)
      runs.append(run)
      for argument in unit.arguments {
        try set(argument, of: run, kernel, session)
      }
    }
  }

  private mutating func set(
    _ argument: ArgumentRequest, of run: UnsafeMutableRawPointer,
    _ kernel: UnsafeMutableRawPointer, _ session: XRTSession
  ) throws {
    let index = Int32(clamping: argument.index)
    let code: Int32
    switch argument.value {
    case .buffer(let request):
      let buffer = try session.buffer(
        request.name, bytes: request.bytes, argument: argument.index, of: kernel)
      let comparison = try request.expected.map {
        try BufferComparison(name: request.name, expectation: $0)
      }
      held.append(Held(request: request, buffer: buffer, comparison: comparison))
      code = cxrt_run_set_buffer(run, index, buffer.handle)
    case .word(let word): code = cxrt_run_set_u32(run, index, word)
    case .doubleWord(let word): code = cxrt_run_set_u64(run, index, word)
    case .number(let number): code = cxrt_run_set_f64(run, index, number)
    }
    try XRTSession.check(code, "xrtRunSetArg", "argument \(argument.index)")
  }

  /// Makes all runs and gives everything back.
  func run(_ send: (WorkerAnswer) -> Void) throws {
    for one in held where !one.isRefilled { try fill(one) }
    send(.prepared)
    for number in -request.warmup..<max(0, request.repetitions) {
      send(.started(repetition: number))
      var total = Duration.zero
      var difference: String?
      for _ in 0..<max(1, request.launches) {
        for one in held where one.isRefilled { try fill(one) }
        total += try launch()
        difference = try difference ?? self.difference()
      }
      send(
        .repetition(
          RepetitionAnswer(number: number, seconds: total / .seconds(1), difference: difference)))
    }
    try release()
  }

  private func fill(_ one: Held) throws {
    try BufferFill.fill(one.memory, with: one.request.contents)
    try one.buffer.toDevice()
  }

  /// Starts all units together and waits for all.
  private func launch() throws -> Duration {
    let clock = ContinuousClock()
    let start = clock.now
    for run in runs { try XRTSession.check(cxrt_run_start(run), "xrtRunStart", "") }
    for run in runs {
      let state = cxrt_run_wait(run, request.milliseconds)
      if let failure = CommandState.failure(state) {
        throw CallFailure(call: "xrtRunWaitFor", reason: "state \(state): the run \(failure)")
      }
    }
    return clock.now - start
  }

  private func difference() throws -> String? {
    for one in held {
      guard let comparison = one.comparison else { continue }
      try one.buffer.fromDevice()
      if let found = try comparison.difference(UnsafeRawBufferPointer(one.memory)) { return found }
    }
    return nil
  }

  /// Buffers and runs go before the device does.
  private func release() throws {
    for run in runs { try XRTSession.check(cxrt_run_close(run), "xrtRunClose", "") }
    for one in held { try one.buffer.free() }
    for kernel in kernels { try XRTSession.check(cxrt_kernel_close(kernel), "xrtKernelClose", "") }
  }
}
