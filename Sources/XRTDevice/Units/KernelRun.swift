import CGuardedCall
import Synchronization

/// One run of a kernel on a thread of its own.
final class KernelRun: Sendable {
  /// Stack of a kernel: in C simulation its local arrays, block RAM on the board, are there.
  static let stackBytes: UInt64 = 1 << 30

  private let thunk: ferrule_kernel_thunk
  private let registers: [UInt8]
  /// Addresses of this process.
  private let pointers: [UInt]
  /// Bytes behind each of ``pointers``.
  private let sizes: [UInt64]
  private let counters: ferrule_traffic?
  private let end = Mutex<(ferrule_guarded_end, [UInt64])?>(nil)

  /// Prepares a run.
  init(
    thunk: @escaping ferrule_kernel_thunk, registers: [UInt8], pointers: [UInt], sizes: [UInt64],
    counters: ferrule_traffic?
  ) {
    self.thunk = thunk
    self.registers = registers
    self.pointers = pointers
    self.sizes = sizes
    self.counters = counters
  }

  /// How the run ended; `nil` while it is under way.
  var ended: ferrule_guarded_end? { end.withLock { $0?.0 } }

  /// Four numbers for each argument of a run that has ended; empty where nothing counts.
  var counts: [UInt64] { end.withLock { $0?.1 ?? [] } }

  /// Starts it.
  ///
  /// - Returns: `false` where the system gives no thread.
  func start() -> Bool {
    let context = Unmanaged.passRetained(self).toOpaque()
    let status = ferrule_guarded_thread(
      Self.stackBytes,
      { context in
        guard let context else { return }
        Unmanaged<KernelRun>.fromOpaque(context).takeRetainedValue().execute()
      }, context)
    if status != 0 { Unmanaged<KernelRun>.fromOpaque(context).release() }
    return status == 0
  }

  private func execute() {
    var raw = pointers.map { UnsafeMutableRawPointer(bitPattern: $0) }
    var counts = [UInt64](repeating: 0, count: counters == nil ? 0 : 4 * raw.count)
    let found = raw.withUnsafeMutableBufferPointer { buffer in
      counters?.begin(buffer.baseAddress, sizes, UInt32(clamping: buffer.count))
      return registers.withUnsafeBufferPointer { registers in
        ferrule_guarded_call(thunk, registers.baseAddress, buffer.baseAddress)
      }
    }
    counters?.end(&counts)
    end.withLock { $0 = (found, counts) }
  }
}
