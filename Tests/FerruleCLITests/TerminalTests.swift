import Plotting
import Testing

@testable import FerruleCLI

@Suite("What the terminal can show")
struct TerminalTests {
  @Test("A flag wins over NO_COLOR")
  func flagWins() {
    let terminal = Terminal(environment: ["NO_COLOR": "1", "TERM": "xterm"])
    #expect(terminal.color(.always) == .ansi8)
    #expect(terminal.color(.auto) == .none)
  }

  @Test("The number of colours follows TERM")
  func palette() {
    #expect(Terminal(environment: ["TERM": "xterm-256color"]).color(.always) == .ansi256)
    #expect(Terminal(environment: [:]).color(.always) == .ansi8)
    #expect(Terminal(environment: ["TERM": "xterm-256color"]).color(.never) == .none)
  }

  @Test("--ascii wins over the locale")
  func ascii() {
    #expect(Terminal(environment: [:]).charset(forcesASCII: true) == .ascii)
  }
}
