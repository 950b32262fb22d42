import Foundation

/// A terminal of its own with a shell in it, by tmux: keys in, what is on the screen out.
struct TmuxScreen {
  /// Why the tests that need it are skipped; `nil` when tmux is there.
  static let obstacle: String? = {
    (try? run(["-V"]))?.hasPrefix("tmux") == true ? nil : "tmux is not installed"
  }()

  private let server = "ferrule-test-\(UUID().uuidString.prefix(8))"
  private let folder: URL

  /// Opens a terminal of 80×24 cells with a shell whose prompt is `ready$`.
  init(folder: URL) throws {
    self.folder = folder
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-s", "view", "-x", "80", "-y", "24", "-c",
      folder.path, "env", "PS1=ready$ ", "LC_ALL=C.UTF-8", "HOME=\(folder.path)", "sh", "-i")
    _ = try screen { $0.contains("ready$") }
  }

  /// Ends the terminal and what runs in it.
  func close() { _ = try? tmux("kill-server") }

  /// Presses keys by their names in tmux: `C-z`, `Enter`, `+`.
  func press(_ keys: String...) throws { try tmux(["send-keys", "-t", "view"] + keys) }

  /// Types a command line.
  func type(_ line: String) throws {
    try tmux("send-keys", "-t", "view", "-l", line)
    try press("Enter")
  }

  /// Makes the terminal larger or smaller.
  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-t", "view", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Waits for a screen, at most 20 seconds; one that is the same a moment later, because on a busy
  /// machine a capture can show a frame that is only half drawn.
  ///
  /// - Returns: The screen, whether it is the one that was waited for or the last one.
  func screen(_ isExpected: (String) -> Bool) throws -> String {
    var text = ""
    for _ in 0..<400 {
      let before = text
      text = try tmux("capture-pane", "-t", "view", "-p")
      if text == before, isExpected(text) { break }
      usleep(50_000)
    }
    return text
  }

  @discardableResult
  private func tmux(_ words: String...) throws -> String { try tmux(words) }

  @discardableResult
  private func tmux(_ words: [String]) throws -> String {
    try Self.run(["-L", server] + words)
  }

  /// What tmux is started by: the server that the first command starts would keep every descriptor
  /// open, also the one by which Foundation sees that a process has ended.
  private static let launcher = #"""
    for file in /proc/$$/fd/*; do number=${file##*/}; ((number < 3)) || eval "exec $number>&-"; done
    exec tmux "$@"
    """#

  /// Runs tmux; its output goes through a file, because the server would keep a pipe open, too.
  private static func run(_ words: [String]) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("tmux-\(UUID().uuidString).out")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", launcher, "bash"] + words
    process.standardOutput = try FileHandle(forWritingTo: file)
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    let done = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in done.signal() }
    try process.run()
    done.wait()
    return try String(contentsOf: file, encoding: .utf8)
  }
}
