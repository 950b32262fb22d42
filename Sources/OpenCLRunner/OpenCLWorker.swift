import Foundation

/// The process that calls OpenCL, so that a driver that crashes or hangs takes nothing else along.
package enum OpenCLWorker {
  /// The hidden subcommand that starts one, with the path of a request.
  package static let subcommand = "opencl-worker"

  /// Answers request lines on standard input: `devices`, `open`, and `run`, once per repetition.
  ///
  /// - Parameter path: The file of the request.
  /// - Returns: The exit code.
  package static func main(_ path: String) -> Int32 {
    // Answers have a descriptor of their own: drivers print what they like.
    let answers = dup(1)
    guard answers >= 0, dup2(2, 1) >= 0 else { return 2 }
    var session: OpenCLSession?
    while let line = readLine() {
      var answer = OpenCLAnswer()
      do throws(OpenCLFailure) {
        let request = try read(path)
        switch line {
        case "devices": answer.devices = try OpenCLLibrary(request.library).devices().map(\.device)
        case "open": session = try OpenCLSession(request)
        default:
          guard let session else { throw OpenCLFailure("nothing is open") }
          answer = try session.repetition()
        }
      } catch {
        answer.failure = error.description
      }
      guard var bytes = try? JSONEncoder().encode(answer) else { return 2 }
      bytes.append(10)
      let written = bytes.withUnsafeBytes { write(answers, $0.baseAddress, $0.count) }
      guard written == bytes.count else { return 2 }
    }
    return 0
  }

  private static func read(_ path: String) throws(OpenCLFailure) -> OpenCLRequest {
    guard let data = FileManager.default.contents(atPath: path),
      let request = try? JSONDecoder().decode(OpenCLRequest.self, from: data)
    else { throw OpenCLFailure("\(path) is no request") }
    return request
  }
}
