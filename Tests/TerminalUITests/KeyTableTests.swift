import Testing

@testable import TerminalUI

@Suite("The key table")
struct KeyTableTests {
  @Test("No key means two things in one panel", arguments: Panel.allCases)
  func unambiguous(panel: Panel) {
    var owner: [Key: ViewAction] = [:]
    for binding in KeyTable.bindings
    where binding.panels.isEmpty || binding.panels.contains(panel) {
      for key in binding.keys {
        #expect(owner[key] == nil, "\(key.name) is used twice")
        owner[key] = binding.action
      }
    }
  }

  @Test("Every key has a phrase in the help, and keys that users of other programs try are there")
  func help() {
    #expect(KeyTable.bindings.allSatisfy { !$0.help.isEmpty && !$0.keys.isEmpty })
    let keys = Set(KeyTable.bindings.flatMap(\.keys))
    for expected: Key in [
      .character("q"), .control("c"), .character("?"), .character("/"), .escape, .tab, .backTab,
      .character("h"), .character("j"), .character("k"), .character("l"), .pageUp, .pageDown,
      .home, .end, .character("g"), .character("G"), .character("+"), .character("-"),
      .character("="), .character("0"), .character("c"), .character("n"), .character("N"),
      .character("d"), .character("o"), .character("w"), .character("E"), .character("t"),
      .character("x"), .character("y"), .control("l"), .control("z"), .enter, .character(" "),
    ] {
      #expect(keys.contains(expected), "\(expected.name) is missing")
    }
  }

  @Test("The help that is shown has every line of the table")
  func shown() throws {
    var state = try SampleView.state(columns: 120, rows: 70)
    state.press(.character("?"))
    let screen = state.screen
    for binding in KeyTable.bindings {
      #expect(screen.contains(binding.help.prefix(40)), "\(binding.help) is not shown")
    }
  }

  @Test("On a small screen the help scrolls to its end and no further")
  func scrolling() throws {
    var state = try SampleView.state(columns: 80, rows: 24)
    state.press(.character("?"), .end)
    #expect(state.screen.contains("leave"))
    let atEnd = state.screen
    state.press(.down)
    #expect(state.screen == atEnd)
    state.press(.escape)
    #expect(state.dialog == nil)
  }
}
