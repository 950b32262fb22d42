import COpenCL
import Foundation

/// A device with a built program and buffers: what a worker has for one job. It lives as long as
/// its process, which gives everything back at its end.
final class OpenCLSession {
  private struct Buffer {
    var handle: UnsafeMutableRawPointer
    var bytes: Int
    var contents: OpenCLRequest.Contents?
    var isUpdated: Bool
    var expected: OpenCLRequest.Expectation?
  }

  private let request: OpenCLRequest
  private let context: UnsafeMutableRawPointer
  private let queue: UnsafeMutableRawPointer
  private let device: UnsafeMutableRawPointer
  private var kernel: UnsafeMutableRawPointer?
  private var buffers: [Buffer] = []
  private var isFilled = false
  /// Memory of this machine, as large as the largest buffer.
  private let memory: UnsafeMutableRawBufferPointer

  /// Flags and properties of OpenCL 1.2, `CL/cl.h`.
  private static let profiling: UInt64 = 1 << 1
  private static let readWrite: UInt64 = 1 << 0

  /// Opens the device, builds the program, and makes the buffers.
  init(_ request: OpenCLRequest) throws(OpenCLFailure) {
    self.request = request
    let devices = try OpenCLLibrary(request.library).devices()
    guard devices.indices.contains(request.device) else {
      throw OpenCLFailure("there is no OpenCL device \(request.device)")
    }
    device = devices[request.device].handle
    context = try Self.made("clCreateContext") { [device] in copencl_context(device, $0) }
    queue = try Self.made("clCreateCommandQueue") { [context, device] in
      copencl_queue(context, device, Self.profiling, $0)
    }
    var largest = 64
    switch request.work {
    case .transfer(let bytes, _): largest = bytes
    case .kernel(_, let arguments, _, _):
      for case .buffer(let bytes, _, _, _) in arguments { largest = max(largest, bytes) }
    }
    memory = .allocate(byteCount: largest, alignment: 4096)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    switch request.work {
    case .transfer(let bytes, _):
      buffers = [Buffer(handle: try buffer(bytes), bytes: bytes, isUpdated: false)]
    case .kernel(let name, let arguments, _, _): try prepare(name, arguments)
    }
  }

  private static func made(
    _ call: String, _ make: (UnsafeMutablePointer<Int32>) -> UnsafeMutableRawPointer?
  ) throws(OpenCLFailure) -> UnsafeMutableRawPointer {
    var code: Int32 = 0
    let handle = make(&code)
    guard code == 0, let handle else { throw OpenCLFailure(call, code) }
    return handle
  }

  private static func check(_ call: String, _ code: Int32) throws(OpenCLFailure) {
    guard code == 0 else { throw OpenCLFailure(call, code) }
  }

  private func buffer(_ bytes: Int) throws(OpenCLFailure) -> UnsafeMutableRawPointer {
    try Self.made("clCreateBuffer") { copencl_buffer(context, Self.readWrite, bytes, $0) }
  }

  // MARK: The program

  private func prepare(
    _ name: String, _ arguments: [OpenCLRequest.Argument]
  ) throws(OpenCLFailure) {
    let program = try program()
    let code = copencl_build(program, device, "")
    guard code == 0 else {
      throw OpenCLFailure(
        "clBuildProgram: \(buildLog(program) ?? OpenCLFailure("it", code).description)")
    }
    let kernel = try Self.made("clCreateKernel \(name)") { copencl_kernel(program, name, $0) }
    self.kernel = kernel
    for (index, argument) in arguments.enumerated() {
      let number = UInt32(index)
      switch argument {
      case .value(let data):
        let code = data.withUnsafeBytes {
          copencl_argument(kernel, number, $0.count, $0.baseAddress)
        }
        try Self.check("clSetKernelArg \(index)", code)
      case .buffer(let bytes, let contents, let isUpdated, let expected):
        var handle: UnsafeMutableRawPointer? = try buffer(bytes)
        let size = MemoryLayout<UnsafeMutableRawPointer>.size
        try Self.check(
          "clSetKernelArg \(index)", copencl_argument(kernel, number, size, &handle))
        guard let handle else { continue }
        buffers.append(
          Buffer(
            handle: handle, bytes: bytes, contents: contents, isUpdated: isUpdated,
            expected: expected))
      }
    }
  }

  private func program() throws(OpenCLFailure) -> UnsafeMutableRawPointer {
    if let path = request.binary {
      guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
        throw OpenCLFailure("cannot read \(path)")
      }
      let bytes = Array(data)
      return try Self.made("clCreateProgramWithBinary \(path)") {
        copencl_binary(context, device, bytes, bytes.count, $0)
      }
    }
    let text = request.source
    return try Self.made("clCreateProgramWithSource") {
      copencl_source(context, text, text.utf8.count, $0)
    }
  }

  /// The first lines of what the compiler said that name errors.
  private func buildLog(_ program: UnsafeMutableRawPointer) -> String? {
    var text = [CChar](repeating: 0, count: 65_536)
    guard copencl_build_log(program, device, text.count - 1, &text, nil) == 0 else { return nil }
    let said = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let lines = said.split(whereSeparator: \.isNewline).map(String.init)
    let errors = lines.filter { $0.contains("error") }
    let words = (errors.isEmpty ? lines : errors).prefix(2).joined(separator: "; ")
    return words.isEmpty ? nil : words
  }

  // MARK: Runs

  /// One repetition: its time, and whether the result is right.
  func repetition() throws(OpenCLFailure) -> OpenCLAnswer {
    switch request.work {
    case .transfer(let bytes, let isToDevice): return try transfer(bytes, isToDevice)
    case .kernel(_, _, let items, let group):
      try fill()
      guard let kernel else { throw OpenCLFailure("there is no kernel") }
      var answer = try timed("clEnqueueNDRangeKernel") {
        copencl_launch(queue, kernel, items, group, $0)
      }
      try compare(&answer)
      return answer
    }
  }

  private func transfer(_ bytes: Int, _ isToDevice: Bool) throws(OpenCLFailure) -> OpenCLAnswer {
    let handle = buffers[0].handle
    return try timed(isToDevice ? "clEnqueueWriteBuffer" : "clEnqueueReadBuffer") {
      isToDevice
        ? copencl_write(queue, handle, bytes, memory.baseAddress, $0)
        : copencl_read(queue, handle, bytes, memory.baseAddress, $0)
    }
  }

  /// The time between start and end of a command, by the device's own clock where it has one.
  private func timed(
    _ call: String, _ enqueue: (UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Int32
  ) throws(OpenCLFailure) -> OpenCLAnswer {
    var event: UnsafeMutableRawPointer?
    let start = ContinuousClock.now
    try Self.check(call, enqueue(&event))
    try Self.check("clFinish after \(call)", copencl_finish(queue))
    let host = (ContinuousClock.now - start) / .seconds(1)
    defer { if let event { _ = copencl_event_release(event) } }
    var answer = OpenCLAnswer()
    var begin: UInt64 = 0
    var end: UInt64 = 0
    // CL_PROFILING_COMMAND_START and _END.
    if let event, copencl_event_time(event, 0x1282, &begin) == 0,
      copencl_event_time(event, 0x1283, &end) == 0, end > begin
    {
      answer.seconds = Double(end - begin) * 1e-9
    } else {
      answer.seconds = host
      answer.isEvent = false
    }
    return answer
  }

  /// Gives buffers what they must hold before a run; results are made wrong before each.
  private func fill() throws(OpenCLFailure) {
    for buffer in buffers where !isFilled || buffer.isUpdated || buffer.expected != nil {
      let part = UnsafeMutableRawBufferPointer(rebasing: memory[..<buffer.bytes])
      ResultComparison.fill(part, with: buffer.contents)
      try Self.check(
        "clEnqueueWriteBuffer",
        copencl_write(queue, buffer.handle, buffer.bytes, part.baseAddress, nil))
    }
    isFilled = true
  }

  private func compare(_ answer: inout OpenCLAnswer) throws(OpenCLFailure) {
    for buffer in buffers {
      guard let expected = buffer.expected else { continue }
      let part = UnsafeMutableRawBufferPointer(rebasing: memory[..<buffer.bytes])
      try Self.check(
        "clEnqueueReadBuffer",
        copencl_read(queue, buffer.handle, buffer.bytes, part.baseAddress, nil))
      answer.isChecked = true
      answer.difference =
        try ResultComparison(expected: expected).difference(UnsafeRawBufferPointer(part))
    }
  }
}
