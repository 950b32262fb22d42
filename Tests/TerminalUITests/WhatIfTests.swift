import Plotting
import Quantities
import RooflineModel
import Testing

@testable import TerminalUI

@Suite("What-if")
struct WhatIfTests {
  private func opened() throws -> ViewState {
    var state = try SampleView.state(columns: 160, rows: 48)
    let row = try #require(state.selection)
    #expect(state.press(.character("w")) == [.openWhatIf(row)])
    let values = [WhatIfValue(.clock, 300e6), WhatIfValue(.lanes, 16)]
    let effects = state.update(.whatIfValues(row, values, problem: ""))
    #expect(effects == [.whatIf(WhatIfRequest(row: row, values: values))])
    return state
  }

  @Test("Right and left change the chosen value, and each change is asked at once")
  func changing() throws {
    var state = try opened()
    let effects = state.press(.right)
    let request = try #require(state.whatIf?.request)
    #expect(effects == [.whatIf(request)] && request.values[0].value == 310e6)
    state.press(.left, .down, .left)
    #expect(state.whatIf?.values.map(\.value) == [300e6, 8])
    state.press(.home)
    #expect(state.whatIf?.values[1].isChanged == false)
  }

  @Test("Enter types a value; a wrong one is answered with what is expected")
  func typing() throws {
    var state = try opened()
    state.press(.enter)
    state.type("250 MHz")
    #expect(state.press(.enter).count == 1)
    #expect(state.whatIf?.values[0].value == 250e6)
    state.press(.enter)
    state.type("250")
    #expect(state.press(.enter).isEmpty)
    #expect(state.message.hasPrefix("clock: found") && state.message.contains("MHz"))
    state.press(.down, .enter)
    state.type("0")
    state.press(.enter)
    #expect(state.message == "lanes: found \"0\", expected a whole number from 1 to 65536")
    #expect(state.whatIf?.values[1].value == 16)
  }

  @Test("An answer to other values is shown as stale until the right one comes")
  func stale() throws {
    var state = try opened()
    let old = try #require(state.whatIf?.request)
    _ = state.update(.whatIfAnswer(WhatIfAnswer(request: old, sentences: ["the old answer"])))
    #expect(state.whatIf?.isStale == false)
    state.press(.right)
    #expect(state.whatIf?.isStale == true)
    #expect(state.screen.contains("stale"))
    let new = try #require(state.whatIf?.request)
    _ = state.update(.whatIfAnswer(WhatIfAnswer(request: new, problem: "it does not fit")))
    #expect(state.whatIf?.isStale == false && state.screen.contains("it does not fit"))
  }

  @Test("The point of the answer is drawn and compared with the row as it is")
  func drawn() throws {
    var state = try opened()
    let request = try #require(state.whatIf?.request)
    var point = try #require(state.data.point(of: request.row))
    point.throughput = Estimate(value: point.throughput.value * 2)
    _ = state.update(.whatIfAnswer(WhatIfAnswer(request: request, point: point)))
    let open = try #require(state.whatIf)
    #expect(WhatIfPanel(state: state).change(to: point, open).contains(", 2 times as now ("))
    #expect(PlotContent(state).scene.marks.contains { $0.label == "what-if" })
  }

  @Test("Answers about a row that is no longer asked for are dropped")
  func dropped() throws {
    var state = try opened()
    state.press(.character("w"))
    #expect(state.whatIf == nil)
    let request = WhatIfRequest(row: .run(0), values: [])
    _ = state.update(.whatIfAnswer(WhatIfAnswer(request: request)))
    #expect(state.whatIf == nil)
  }

  @Test("No step leaves the range of a value", arguments: WhatIfField.allCases)
  func steps(field: WhatIfField) {
    for isUp in [true, false] {
      var value = WhatIfValue(field, field == .clock ? 300e6 : 16)
      value.step(up: isUp, times: 5000)
      #expect(value.value.isFinite && value.value > 0 && value.value <= 1e18)
    }
  }
}
