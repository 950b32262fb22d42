import Foundation

/// The device's end of the socket that XRT's library opens.
///
/// A call is a header of 14 bytes (`{1: fixed64 size, 2: fixed32 number}`) and a body; an answer a header of
/// 9 bytes (`{1: fixed64 size}`) and a body. Source: `call_packet_info` and `response_packet_info` in
/// XRT's `rpc_messages.proto`, `unix_socket.cxx`.
struct DeviceConnection: ~Copyable {
  /// Bytes of a call's header.
  static let headerBytes = 14
  /// The longest body that is accepted: XRT moves 8 MiB at a time unless it is told otherwise.
  static let longestBody = 1 << 30

  private let descriptor: Int32
  private let parent = getppid()
  private var body: [UInt8] = []

  /// Takes over an open descriptor.
  init(descriptor: Int32) {
    self.descriptor = descriptor
    // A child of the host may keep the socket open when the host is gone: look for it every second.
    var second = timeval(tv_sec: 1, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &second, size)
  }

  deinit { close(descriptor) }

  /// The socket's path as XRT makes it from the environment.
  static func path(_ environment: [String: String]) -> String {
    let name = environment["EMULATION_SOCKETID"] ?? "xcl_sock"
    guard let user = environment["USER"] else { return "/tmp/\(name)" }
    return "/tmp/\(user)/\(name)"
  }

  /// Connects, trying again until the library listens.
  ///
  /// - Returns: `nil` when nobody listened for that long, or the path is too long for a socket.
  static func open(_ path: String, seconds: Double) -> DeviceConnection? {
    let tries = max(1, Int(seconds * 100))
    for _ in 0..<tries {
      if let descriptor = connect(path) { return DeviceConnection(descriptor: descriptor) }
      usleep(10_000)
    }
    return nil
  }

  private static func connect(_ path: String) -> Int32? {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < room else {
      Foundation.close(descriptor)
      return nil
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if status == 0 { return descriptor }
    Foundation.close(descriptor)
    return nil
  }

  /// The next call's number and body.
  ///
  /// - Returns: `nil` when the host is gone, or what it sent is no call.
  mutating func next() -> (number: UInt64, body: ArraySlice<UInt8>)? {
    guard read(Self.headerBytes), let header = WireMessage(body[...]),
      let size = header.number(1).flatMap({ Int(exactly: $0) }), let number = header.number(2),
      size <= Self.longestBody, read(size)
    else { return nil }
    return (number, body[...])
  }

  /// Sends an answer; `false` when the host is gone.
  func send(_ answer: [UInt8]) -> Bool {
    var writer = WireWriter()
    writer.fixed64(1, UInt64(answer.count))
    return write(writer.bytes) && write(answer)
  }

  private mutating func read(_ count: Int) -> Bool {
    body = [UInt8](repeating: 0, count: count)
    let parent = parent
    return body.withUnsafeMutableBytes { buffer in
      var done = 0
      while done < count {
        let got = recv(descriptor, buffer.baseAddress.map { $0 + done }, count - done, 0)
        if got < 0, errno == EINTR { continue }
        if got < 0, errno == EAGAIN, getppid() == parent { continue }
        guard got > 0 else { return false }
        done += got
      }
      return true
    }
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let rest = buffer.count - done
        let sent = Foundation.send(
          descriptor, buffer.baseAddress.map { $0 + done }, rest, Int32(MSG_NOSIGNAL))
        if sent < 0, errno == EINTR { continue }
        guard sent > 0 else { return false }
        done += sent
      }
      return true
    }
  }
}
