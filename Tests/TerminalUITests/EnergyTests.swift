import Measurements
import struct Measurements.Measurement
import Quantities
import RooflineModel
import Testing

@testable import TerminalUI

@Suite("Operations per joule")
struct EnergyTests {
  /// Rows of which all but the first say their power, 50 W.
  private var rows: [Measurement] {
    var rows = SampleView.rows()
    for index in rows.indices.dropFirst() { rows[index].power = Power(50) }
    return rows
  }

  @Test("Without a power E says so and changes nothing")
  func unknown() throws {
    var state = try SampleView.state()
    let before = state.order
    state.press(.character("E"))
    #expect(state.message.contains("power_w") && state.order == before)
    #expect(state.data.energy == nil)
  }

  @Test("Rates are divided by the power of their run, rows without one are left out")
  func divided() throws {
    var state = try SampleView.state(columns: 160, rows: 48, measurements: rows)
    let (count, row) = (state.order.count, try #require(state.order.last))
    let perSecond = try #require(state.data.point(of: row))
    state.press(.character("E"))
    let perJoule = try #require(state.data.point(of: row))
    #expect(abs(perJoule.throughput.value * 50 / perSecond.throughput.value - 1) < 1e-12)
    #expect(state.order.count == count - 1)
    #expect(state.screen.contains("GOP/J") && !state.screen.contains("OP/s"))
    state.press(.character("E"))
    #expect(state.order.count == count && state.data.point(of: row) == perSecond)
  }

  @Test("The best run reaches all of its ceiling per joule, none more")
  func ceilings() throws {
    var state = try SampleView.state(measurements: rows)
    state.press(.character("E"))
    let shares = state.order.compactMap { state.data.point(of: $0)?.shareOfBound }
    #expect(shares.count == state.order.count)
    #expect(abs((shares.max() ?? 0) - 1) < 1e-9)
  }
}
