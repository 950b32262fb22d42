import Foundation
import HostRunner

/// A worker and the request that it has, from the side that asks.
///
/// Used by one thread at a time.
package final class OpenCLConnection {
  private let worker: HostWorker
  private let path: String
  private let seconds: Double

  /// Writes a request and starts a worker for it.
  ///
  /// - Parameters:
  ///   - request: What it will do.
  ///   - executable: A program that answers to ``OpenCLWorker/subcommand``.
  ///   - seconds: How long any answer may take.
  /// - Throws: ``OpenCLFailure`` when either is not possible.
  package init(
    _ request: OpenCLRequest, executable: String, seconds: Double
  ) throws(OpenCLFailure) {
    self.seconds = seconds
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-opencl-\(UUID().uuidString).json").path
    do { try JSONEncoder().encode(request).write(to: URL(fileURLWithPath: path)) } catch {
      throw OpenCLFailure("cannot write \(path): \(error.localizedDescription)")
    }
    do throws(HostFailure) {
      worker = try HostWorker([executable, OpenCLWorker.subcommand, path])
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw OpenCLFailure(error.description)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Sends a request line.
  ///
  /// - Throws: ``OpenCLFailure`` with what the worker says or how it ended; `CancellationError`.
  func answer(_ line: String, isCancelled: () -> Bool = { false }) throws -> OpenCLAnswer {
    let text: String
    do throws(HostFailure) {
      text = try worker.line(line, seconds: seconds, isCancelled: isCancelled)
    } catch {
      if error == .cancelled { throw CancellationError() }
      throw OpenCLFailure(error.description)
    }
    guard let answer = try? JSONDecoder().decode(OpenCLAnswer.self, from: Data(text.utf8)) else {
      throw OpenCLFailure("the worker answered \"\(text.prefix(80))\"")
    }
    if let failure = answer.failure { throw OpenCLFailure(failure) }
    return answer
  }

  /// The devices of a library.
  ///
  /// - Parameters:
  ///   - library: Its path or name; `nil` for the usual one.
  ///   - executable: A program that answers to ``OpenCLWorker/subcommand``.
  /// - Returns: Those of all platforms, in the order of the library.
  /// - Throws: ``OpenCLFailure`` with what was looked for.
  package static func devices(
    library: String?, executable: String
  ) throws -> [OpenCLDevice] {
    let request = OpenCLRequest(
      library: library ?? OpenCLLibrary.usualPath, device: 0, source: "", binary: nil,
      work: .transfer(bytes: 0, isToDevice: true))
    let connection = try OpenCLConnection(request, executable: executable, seconds: 30)
    return try connection.answer("devices").devices ?? []
  }
}
