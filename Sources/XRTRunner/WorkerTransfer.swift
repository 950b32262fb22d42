import CXRT
import Foundation

/// Moves a buffer over the host link in the worker.
struct WorkerTransfer {
  /// What is moved: of a period that is coprime to every power of two.
  private static let pattern = Data(0..<251)

  private let request: TransferRequest
  private let kernel: UnsafeMutableRawPointer
  private let buffer: XRTBuffer
  private let comparison: BufferComparison

  init(_ request: TransferRequest, _ session: XRTSession) throws(CallFailure) {
    self.request = request
    kernel = try session.kernel(request.unit)
    buffer = try session.buffer(
      "the buffer", bytes: request.bytes, argument: request.argument, of: kernel)
    comparison = try BufferComparison(
      name: "the buffer",
      expectation: BufferExpectation(
        contents: .repeated(Self.pattern), bytes: request.bytes, elementType: "i8", tolerance: nil))
  }

  private var memory: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: buffer.memory, count: buffer.bytes)
  }

  /// Makes all transfers and gives everything back.
  func run(_ send: (WorkerAnswer) -> Void) throws {
    send(.prepared)
    for number in -request.warmup..<max(0, request.repetitions) {
      try BufferFill.fill(memory, with: .repeated(Self.pattern))
      if !request.isToDevice {
        // What is read back later cannot be what the host still had.
        try buffer.toDevice()
        try BufferFill.fill(memory, with: nil)
      }
      send(.started(repetition: number))
      let seconds = try move()
      if request.isToDevice {
        try BufferFill.fill(memory, with: nil)
        try buffer.fromDevice()
      }
      let difference = try comparison.difference(UnsafeRawBufferPointer(memory))
      send(
        .repetition(
          RepetitionAnswer(number: number, seconds: seconds, difference: difference)))
    }
    try buffer.free()
    try XRTSession.check(cxrt_kernel_close(kernel), "xrtKernelClose", "")
  }

  private func move() throws(CallFailure) -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    for _ in 0..<max(1, request.turns) {
      if request.isToDevice { try buffer.toDevice() } else { try buffer.fromDevice() }
    }
    return (clock.now - start) / .seconds(1)
  }
}
