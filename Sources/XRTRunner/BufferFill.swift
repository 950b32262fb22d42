import Foundation

/// Puts bytes into buffers.
enum BufferFill {
  /// What buffers hold that nobody filled; no element of a result consists of it.
  static let poison: UInt8 = 0xA5

  /// Fills memory with contents; what is beyond the end of a file is poison.
  ///
  /// - Throws: ``CallFailure`` when a file cannot be read.
  static func fill(
    _ memory: UnsafeMutableRawBufferPointer, with contents: BufferContents?
  ) throws(CallFailure) {
    switch contents {
    case nil: memory.initializeMemory(as: UInt8.self, repeating: poison)
    case .repeated(let data): fill(memory, repeating: data)
    case .file(let path):
      let data = try file(path)
      let count = min(data.count, memory.count)
      memory.copyBytes(from: data.prefix(count))
      UnsafeMutableRawBufferPointer(rebasing: memory[count...])
        .initializeMemory(as: UInt8.self, repeating: poison)
    }
  }

  /// A file in memory, as the system maps it.
  static func file(_ path: String) throws(CallFailure) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw CallFailure(call: "", reason: "cannot read \(path): \(error.localizedDescription)")
    }
  }

  /// Doubles what is there until it is enough.
  private static func fill(_ memory: UnsafeMutableRawBufferPointer, repeating data: Data) {
    guard let start = memory.baseAddress, !data.isEmpty else { return }
    memory.copyBytes(from: data.prefix(memory.count))
    var filled = min(data.count, memory.count)
    while filled < memory.count {
      let count = min(filled, memory.count - filled)
      memcpy(start + filled, start, count)
      filled += count
    }
  }
}
