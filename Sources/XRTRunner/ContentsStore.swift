import Foundation
import KernelIR

/// Contents of buffers on their way to a worker: short ones in the message, long ones in files of a
/// folder that goes away with the store.
final class ContentsStore: Sendable {
  /// What a message may hold.
  private static let longestMessage = 16_384

  /// The folder.
  let folder: URL

  /// Makes the folder.
  ///
  /// - Throws: ``CallFailure`` when that is not possible.
  init() throws(CallFailure) {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-xrt-\(UUID().uuidString.prefix(8))")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw CallFailure(
        call: "", reason: "cannot make \(folder.path): \(error.localizedDescription)")
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Contents as a message has them.
  func contents(_ contents: RunBytes.Contents) throws(CallFailure) -> BufferContents {
    switch contents {
    case .repeated(let bytes): return .repeated(Data(bytes))
    case .whole(let bytes):
      // A buffer that is as long as its period is filled once.
      guard bytes.count > Self.longestMessage else { return .repeated(Data(bytes)) }
      let file = folder.appendingPathComponent(UUID().uuidString)
      do { try Data(bytes).write(to: file) } catch {
        throw CallFailure(
          call: "", reason: "cannot write \(file.path): \(error.localizedDescription)")
      }
      return .file(file.path)
    }
  }

  /// Removes the files of a job that is done.
  func empty() {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    for file in files ?? [] { try? FileManager.default.removeItem(at: file) }
  }
}
