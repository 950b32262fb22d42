import Measurements
import Plotting
import TestSupport
import Testing

@testable import TerminalUI

@Suite("Screens")
struct ScreenTests {
  private func expectGolden(_ state: ViewState, _ name: String) {
    let difference = Golden.difference(state.screen, "\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("80×24: plot and table")
  func small() throws {
    expectGolden(try SampleView.state(kernels: true), "80x24")
  }

  @Test("160×48: plot, table, details and boards, with a crosshair")
  func wide() throws {
    let rows = SampleView.rows() + SampleView.rows(board: "other", evidence: .measured)
    var state = try SampleView.state(columns: 160, rows: 48, measurements: rows, kernels: true)
    state.press(.character("c"))
    _ = state.update(
      .detail(
        RowDetail(
          row: .kernel(0), source: "mine.csv",
          stalls: [StallShare(cause: "compute", share: 0.75)])))
    expectGolden(state, "160x48")
  }

  @Test("30×8: what fits is shown")
  func tiny() throws {
    expectGolden(try SampleView.state(columns: 30, rows: 8), "30x8")
  }

  @Test("Without UTF-8 a screen is ASCII")
  func ascii() throws {
    var state = try SampleView.state(charset: .ascii)
    state.press(.character("c"))
    #expect(state.screen.utf8.allSatisfy { $0 < 0x80 })
    expectGolden(state, "80x24-ascii")
  }

  @Test("Zoomed, resized and back, the same part of the plot is shown")
  func resized() throws {
    var state = try SampleView.state()
    state.press(.character("+"), .character("+"), .right)
    let before = state.screen
    _ = state.update(.input(.resized(columns: 200, rows: 60)))
    #expect(state.screen != before)
    _ = state.update(.input(.resized(columns: 80, rows: 24)))
    #expect(state.screen == before)
  }

  @Test("Many runs are dots, the selected one stands out")
  func cloud() throws {
    var state = try SampleView.state(measurements: SampleView.manyRows(3000))
    #expect(PlotContent(state).hasCloud && state.screen.contains("•"))
    state.press(.character("n"))
    #expect(state.screen.contains("●"))
  }

  @Test("A file without rows and one without a place on the roofline are shown, not a trap")
  func empty() throws {
    #expect(try SampleView.state(measurements: []).screen.contains("no run has"))
    var row = SampleView.rows()[0]
    row.operations = nil
    #expect(try SampleView.state(measurements: [row]).order.isEmpty)
  }

  @Test("Keys, clicks and sizes in any order never trap, and fill the screen", arguments: 0..<12)
  func fuzz(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let rows = [
      SampleView.rows(), [], SampleView.manyRows(200),
      SampleView.rows() + SampleView.rows(board: "b", evidence: .measured),
    ][Int(seed % 4)]
    var state = try SampleView.state(
      charset: seed % 3 == 0 ? .ascii : .braille, measurements: rows, kernels: seed % 2 == 0)
    let keys = KeyTable.bindings.flatMap(\.keys) + [.backspace, .delete, .character("é")]
    for step in 0..<250 {
      let event: InputEvent
      switch Int.random(in: 0..<20, using: &generator) {
      case 0:
        event = .resized(
          columns: Int.random(in: -1...220, using: &generator),
          rows: Int.random(in: -1...70, using: &generator))
      case 1...4:
        let kinds: [MouseEvent.Kind] = [.moved, .pressed, .released, .wheelUp, .wheelDown]
        event = .mouse(
          MouseEvent(
            kinds[Int.random(in: 0..<5, using: &generator)],
            column: Int.random(in: -2...230, using: &generator),
            row: Int.random(in: -2...80, using: &generator)))
      default: event = .key(keys[Int.random(in: 0..<keys.count, using: &generator)])
      }
      _ = state.update(.input(event))
      if let open = state.whatIf, open.values.isEmpty {
        _ = state.update(
          .whatIfValues(open.row, [WhatIfValue(.clock, 3e8), WhatIfValue(.bytes, 9)], problem: ""))
      }
      guard step % 5 == 0 else { continue }
      let screen = Screen.draw(state)
      #expect(screen.columns == max(0, state.columns) && screen.rows == max(0, state.rows))
    }
  }
}
