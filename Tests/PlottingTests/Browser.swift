import Foundation

/// A headless Chromium, where there is one.
enum Browser {
  /// Its path; `nil` when none is installed.
  static let path: String? = {
    let names = ["chromium-headless-shell", "chromium", "google-chrome"]
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return names.lazy.flatMap { name in folders.lazy.map { "\($0)/\(name)" } }
      .first(where: FileManager.default.isExecutableFile(atPath:))
  }()

  /// Loads a page with a script behind its own and returns what the script made of it.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - script: Runs when all is loaded; its return value, a JSON object, is the result.
  /// - Returns: That object.
  /// - Throws: ``BrowserError`` when there is none; errors of files and processes.
  static func result(of page: String, script: String) throws -> [String: Any] {
    let driver = """
      <script>addEventListener('load', function () {
      var problems = [];
      var result = (function () { \(script) })();
      document.body.dataset.result = encodeURIComponent(JSON.stringify(result));
      });</script></body>
      """
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("page.html")
    try Data(page.replacingOccurrences(of: "</body>", with: driver).utf8).write(to: file)
    let dom = try run(["--dump-dom", file.absoluteString], in: folder)
    guard let start = dom.range(of: "data-result=\""),
      let end = dom.range(of: "\"", range: start.upperBound..<dom.endIndex),
      let json = String(dom[start.upperBound..<end.lowerBound]).removingPercentEncoding,
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    else { throw BrowserError(output: String(dom.prefix(300))) }
    return object
  }

  private static func run(_ arguments: [String], in folder: URL) throws -> String {
    let output = folder.appendingPathComponent("dom.html")
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments =
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--window-size=900,900",
        "--virtual-time-budget=2000", "--user-data-dir=\(folder.path)/profile",
      ] + arguments
    process.standardOutput = FileHandle(forWritingAtPath: output.path)
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try String(contentsOf: output, encoding: .utf8)
  }
}

/// The browser gave no result.
struct BrowserError: Error {
  /// The start of what it printed.
  let output: String
}
