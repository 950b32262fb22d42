import CXRT
import Foundation

/// A device that is open, with an xclbin: the calls of XRT with their failures as errors.
///
/// Lives in the worker. Handles are closed in one place, ``Allocation/release()`` and ``close()``.
struct XRTSession {
  private let device: UnsafeMutableRawPointer
  private let uuid: [UInt8]

  /// Loads the first of the libraries that can be loaded.
  ///
  /// - Returns: Its path or name.
  /// - Throws: ``CallFailure`` with what every one of them lacks.
  static func load(_ libraries: [String]) throws(CallFailure) -> String {
    var reasons: [String] = []
    for library in libraries {
      guard let reason = cxrt_load(library) else { return library }
      reasons.append(String(cString: reason))
    }
    throw CallFailure(call: "", reason: reasons.joined(separator: "; "))
  }

  /// Opens a device and loads an xclbin, if there is one.
  init(_ request: OpenRequest) throws(CallFailure) {
    let handle =
      switch request.device {
      case .index(let index): cxrt_device_open(index)
      case .bdf(let address): cxrt_device_open_bdf(address)
      }
    let call =
      if case .bdf = request.device { "xrtDeviceOpenByBDF" } else { "xrtDeviceOpen" }
    device = try Self.handle(handle, call, "device \(request.device.text)")
    var uuid = [UInt8](repeating: 0, count: 16)
    if let xclbin = request.xclbin {
      try Self.check(cxrt_device_load(device, xclbin), "xrtDeviceLoadXclbinFile", xclbin)
      try Self.check(cxrt_device_uuid(device, &uuid), "xrtDeviceGetXclbinUUID", xclbin)
    }
    self.uuid = uuid
  }

  func close() throws(CallFailure) {
    try Self.check(cxrt_device_close(device), "xrtDeviceClose", "")
  }

  func kernel(_ name: String) throws(CallFailure) -> UnsafeMutableRawPointer {
    try Self.handle(cxrt_kernel_open(device, uuid, name), "xrtPLKernelOpen", name)
  }

  /// A buffer in the group of an argument, mapped.
  func buffer(
    _ name: String, bytes: Int, argument: Int, of kernel: UnsafeMutableRawPointer
  ) throws(CallFailure) -> XRTBuffer {
    let group = cxrt_kernel_group(kernel, Int32(clamping: argument))
    guard group >= 0 else {
      throw Self.failure("xrtKernelArgGroupId", "argument \(argument) (\(name))", code: group)
    }
    let what = "\(bytes) bytes of \(name) in memory group \(group)"
    let handle = try Self.handle(
      cxrt_bo_alloc(device, max(1, bytes), 0, UInt32(group)), "xrtBOAlloc", what)
    let memory = try Self.handle(cxrt_bo_map(handle), "xrtBOMap", what)
    return XRTBuffer(name: name, handle: handle, memory: memory, bytes: bytes)
  }

  /// The handle, unless it is none.
  static func handle(
    _ handle: UnsafeMutableRawPointer?, _ call: String, _ what: String
  ) throws(CallFailure) -> UnsafeMutableRawPointer {
    guard let handle else { throw failure(call, what, code: nil) }
    return handle
  }

  /// Refuses every code but 0.
  static func check(_ code: Int32, _ call: String, _ what: String) throws(CallFailure) {
    guard code == 0 else { throw failure(call, what, code: code) }
  }

  /// XRT prints what it knows and sets `errno`, in some calls with the other sign.
  private static func failure(_ call: String, _ what: String, code: Int32?) -> CallFailure {
    let number = abs(Int(errno))
    let cause = number == 0 ? "" : " (\(String(cString: strerror(Int32(clamping: number)))))"
    let returned = code.map { "returned \($0)" } ?? "gave no handle"
    return CallFailure(
      call: call, reason: "\(returned)\(what.isEmpty ? "" : " for \(what)")\(cause)")
  }
}

/// A buffer on the device and the host's view of it.
struct XRTBuffer {
  let name: String
  let handle: UnsafeMutableRawPointer
  let memory: UnsafeMutableRawPointer
  let bytes: Int

  func toDevice() throws(CallFailure) { try sync(0, "to the device") }

  func fromDevice() throws(CallFailure) { try sync(1, "from the device") }

  private func sync(_ direction: UInt32, _ words: String) throws(CallFailure) {
    guard bytes > 0 else { return }
    try XRTSession.check(
      cxrt_bo_sync(handle, direction, bytes, 0), "xrtBOSync", "\(name) \(words)")
  }

  func free() throws(CallFailure) {
    try XRTSession.check(cxrt_bo_free(handle), "xrtBOFree", name)
  }
}

/// States of a command that end a run (`enum ert_cmd_state` of XRT's ert.h).
enum CommandState {
  /// Why a run is not complete; `nil` when it is.
  static func failure(_ state: UInt32) -> String? {
    switch state {
    case 4: nil
    case 1: "is new"
    case 2: "is queued"
    case 3: "is still running"
    case 5: "ended with an error"
    case 6: "was aborted"
    case 7: "is submitted"
    case 8: "timed out"
    case 9: "gave no response"
    case 10: "ended with an error of a soft kernel"
    case 11: "ended with a crash of a soft kernel"
    default: "is in an unknown state"
    }
  }
}
