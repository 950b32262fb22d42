import Foundation

/// One end of the connection between runner and worker: lines of JSON over a socket.
///
/// The worker's is descriptor ``descriptor``; XRT prints to the standard ones itself.
struct WorkerChannel {
  /// The worker's descriptor of the connection.
  static let descriptor: Int32 = 3
  /// The worker's descriptor of the cell that says which call it is in.
  static let cellDescriptor: Int32 = 4

  private let descriptor: Int32
  private var buffered = Data()

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Sends a message.
  ///
  /// - Returns: Whether the other end is there to take it.
  func send(_ message: some Encodable) -> Bool {
    guard var data = try? JSONEncoder().encode(message) else { return false }
    data.append(UInt8(ascii: "\n"))
    var sent = 0
    while sent < data.count {
      let count = data.withUnsafeBytes { bytes in
        // Without a signal when nobody listens any more.
        Foundation.send(
          descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// The next complete line among what was received, decoded.
  ///
  /// - Returns: `nil` when there is none yet; the error when a line is no such message.
  mutating func next<Message: Decodable>(_ type: Message.Type) -> Result<Message, any Error>? {
    guard let end = buffered.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = buffered[..<end]
    buffered = Data(buffered[(end + 1)...])
    return Result { try JSONDecoder().decode(type, from: line) }
  }

  /// Receives what has come, waiting for it.
  ///
  /// - Returns: Whether the other end is still there.
  mutating func receive() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      buffered.append(contentsOf: chunk[..<count])
      return true
    }
  }

  /// Waits for a message; `nil` when the other end has gone.
  mutating func wait<Message: Decodable>(_ type: Message.Type) -> Result<Message, any Error>? {
    while true {
      if let message = next(type) { return message }
      guard receive() else { return nil }
    }
  }
}
