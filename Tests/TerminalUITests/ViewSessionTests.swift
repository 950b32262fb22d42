import Plotting
import Testing

@testable import TerminalUI

@Suite("A view on a terminal")
struct ViewSessionTests {
  /// A terminal that plays events and keeps what it was shown.
  private final class ScriptedTerminal: TerminalBackend {
    var size = (columns: 100, rows: 30)
    private var script: [[TerminalEvent]]
    private(set) var screens: [CellBuffer] = []
    private(set) var suspensions = 0

    init(_ script: [[TerminalEvent]]) { self.script = script }

    func show(_ buffer: CellBuffer) { screens.append(buffer) }
    func events() -> [TerminalEvent] { script.isEmpty ? [.ended(15)] : script.removeFirst() }
    func forget() {}
    func suspend() { suspensions += 1 }
    func close() {}
  }

  private struct Services: ViewServices {
    func detail(of row: RowID, in data: ViewData) async -> RowDetail { RowDetail(row: row) }
    func whatIfValues(of row: RowID, in data: ViewData) async -> ([WhatIfValue], String) {
      ([], "no")
    }
    func whatIf(_ request: WhatIfRequest, in data: ViewData) async -> WhatIfAnswer {
      WhatIfAnswer(request: request)
    }
    func export(_ state: ViewState, to path: String) async -> String { path }
  }

  private func session(_ terminal: ScriptedTerminal) throws -> ViewSession {
    ViewSession(
      state: try SampleView.state(), terminal: terminal, services: Services(),
      mailbox: try ViewMailbox())
  }

  @Test("It takes the size of the terminal and draws once per batch of events")
  func drawing() throws {
    let terminal = ScriptedTerminal([
      [.input(.key(.character("+"))), .input(.key(.character("+")))],
      [.input(.key(.character("q")))],
    ])
    #expect(try session(terminal).run() == .quit)
    #expect(terminal.screens.count == 2)
    #expect(terminal.screens.allSatisfy { $0.columns == 100 && $0.rows == 30 })
  }

  @Test("Ctrl-Z and the signal suspend it, and it comes back with the new size")
  func suspending() throws {
    let terminal = ScriptedTerminal([[.input(.key(.control("z")))], [.suspended]])
    #expect(try session(terminal).run() == .signal(15))
    #expect(terminal.suspensions == 2)
  }

  @Test("Of data that arrive faster than they are drawn only the newest are kept")
  func mailbox() throws {
    let mailbox = try ViewMailbox()
    let data = try SampleView.data(SampleView.rows())
    mailbox.post(.data(data))
    mailbox.post(.message("first"))
    mailbox.post(.data(data))
    #expect(mailbox.take().count == 2)
    #expect(mailbox.take().isEmpty)
  }
}
