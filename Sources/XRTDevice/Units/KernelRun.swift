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
  private let end = Mutex<ferrule_guarded_end?>(nil)

  /// Prepares a run.
  init(thunk: @escaping ferrule_kernel_thunk, registers: [UInt8], pointers: [UInt]) {
    self.thunk = thunk
    self.registers = registers
    self.pointers = pointers
  }

  /// How the run ended; `nil` while it is under way.
  var ended: ferrule_guarded_end? { end.withLock { $0 } }

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
    let found = raw.withUnsafeMutableBufferPointer { buffer in
      registers.withUnsafeBufferPointer { registers in
        ferrule_guarded_call(thunk, registers.baseAddress, buffer.baseAddress)
      }
    }
    end.withLock { $0 = found }
  }
}
