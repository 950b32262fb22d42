import Foundation
import Testing

@Suite(
  "The full-screen view in a terminal",
  .serialized, .enabled(if: TmuxScreen.obstacle == nil, "tmux is not installed"),
  .enabled(if: FerruleProcess.isBuilt, "ferrule is not built"))
struct FullScreenTests {
  /// Rows to look at, made once.
  private static let results = Result {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    return try ferrule.run("bench u280 --suite memory -o -").output
  }

  /// A shell in a folder with the fixtures and a results file.
  private func withShell(_ body: (TmuxScreen, String) throws -> Void) throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    try Self.results.get().write(
      to: ferrule.folder.appendingPathComponent("u280.csv"), atomically: true, encoding: .utf8)
    let screen = try TmuxScreen(folder: ferrule.folder)
    defer { screen.close() }
    try body(screen, FerruleProcess.executable?.path ?? "ferrule")
  }

  /// Whether the view is there and the file read to its end.
  private static func isRead(_ screen: String) -> Bool {
    screen.contains("? help") && screen.contains("stream") && !screen.contains("reading")
  }

  @Test("It opens, zooms, survives other sizes, and gives the screen back when it is left")
  func session() throws {
    try withShell { screen, ferrule in
      try screen.type("\(ferrule) view u280.csv")
      let first = try screen.screen(Self.isRead)
      #expect(first.contains("? help") && first.contains("u280"))
      try screen.press("+", "+")
      let zoomed = try screen.screen { Self.isRead($0) && $0.contains("zoomed") }
      #expect(zoomed.contains("zoomed"))
      try screen.resize(columns: 30, rows: 8)
      _ = try screen.screen { !$0.contains("Ferrule") && $0.contains("roofline") }
      try screen.resize(columns: 140, rows: 40)
      let large = try screen.screen { $0.contains("3 details") && $0.contains("4 boards") }
      #expect(large.contains("zoomed"))
      try screen.resize(columns: 80, rows: 24)
      let again = try screen.screen { $0 == zoomed }
      #expect(again == zoomed)
      try screen.press("q")
      #expect(try screen.screen { !$0.contains("roofline ═") }.contains("ready$"))
      try screen.type("echo status $?")
      #expect(try screen.screen { $0.contains("status 0") }.contains("status 0"))
    }
  }

  @Test("Ctrl-Z stops it and fg brings the same screen back")
  func suspension() throws {
    try withShell { screen, ferrule in
      try screen.type("\(ferrule) view u280.csv")
      let before = try screen.screen(Self.isRead)
      try screen.press("C-z")
      _ = try screen.screen { $0.contains("Stopped") || $0.contains("suspended") }
      try screen.type("fg")
      let after = try screen.screen { $0 == before }
      #expect(after == before)
      try screen.press("C-c")
      #expect(try screen.screen { !$0.contains("1 roofline") }.contains("ready$"))
    }
  }

  @Test("A signal or a crash leaves a terminal that echoes", arguments: ["TERM", "SEGV"])
  func signals(name: String) throws {
    try withShell { screen, ferrule in
      try screen.type("\(ferrule) view u280.csv")
      _ = try screen.screen(Self.isRead)
      let pid = try #require(try Self.process(ferrule))
      _ = try Self.output("/bin/kill", ["-s", name, pid])
      _ = try screen.screen { !$0.contains("? help") }
      try screen.type("stty -a | grep -o ' echo ' ; echo back")
      let after = try screen.screen { $0.contains("\nback") }
      #expect(after.contains("\n echo") && !after.contains("1 roofline"))
    }
  }

  @Test("A terminal that only prints gets text, an unknown one the view")
  func types() throws {
    try withShell { screen, ferrule in
      try screen.type(
        "TERM=dumb \(ferrule) view u280.csv | cat > a; TERM=dumb \(ferrule) view u280.csv")
      #expect(try screen.screen { $0.contains("all runs are") }.contains("all runs are"))
      try screen.type("clear; TERM=no-such-terminal \(ferrule) view u280.csv")
      #expect(try screen.screen { $0.contains("? help") }.contains("1 roofline"))
      try screen.press("q")
    }
  }

  @Test("bench --view draws points while they come, and leaving early says what is kept")
  func live() throws {
    try withShell { screen, ferrule in
      try screen.type("\(ferrule) bench u280 --suite memory -o live.csv --view")
      let done = try screen.screen { $0.contains("runs are done") }
      #expect(done.contains("runs are done") && done.contains("stream"))
      try screen.press("q")
      #expect(try screen.screen { $0.contains("in live.csv") }.contains("in live.csv"))
    }
  }

  @Test("What cannot be shown is said before anything runs")
  func refusals() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let outcome = try ferrule.run("bench u280 --suite memory --view -o x.csv")
    #expect(outcome.exitCode == 64 && outcome.diagnostics.contains("--view needs a terminal"))
    #expect(
      !FileManager.default.fileExists(atPath: ferrule.folder.appendingPathComponent("x.csv").path))
  }

  /// The process that shows the view.
  private static func process(_ program: String) throws -> String? {
    try output("/usr/bin/env", ["pgrep", "-nf", "^\(program) view"])
      .split(separator: "\n").last.map(String.init)
  }

  private static func output(_ program: String, _ words: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    let done = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in done.signal() }
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    done.wait()
    return text
  }
}
