import TestSupport
import Testing

@testable import DRAMTiming

@Suite("Banks in the order of their gates")
struct GateOrderTests {
  @Test("Any sequence of changes leaves the banks that a sorted list holds", arguments: 0..<20)
  func sorted(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var order = GateOrder()
    var gates: [Int: Int] = [:]
    var now = 0
    for _ in 0..<2000 {
      let bank = Int.random(in: 0..<16, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0..<4:
        // A bank that waits keeps its gate.
        let gate = now + Int.random(in: 0..<60, using: &random)
        order.insert(bank, gates[bank] ?? gate)
        gates[bank] = gates[bank] ?? gate
      case 4..<7:
        order.remove(bank)
        gates[bank] = nil
      default:
        let cycles = Int.random(in: 0..<100, using: &random)
        order.shift(cycles)
        gates = gates.mapValues { $0 + cycles }
        now += cycles
      }
      #expect(
        banks(of: &order) == gates.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key))
      #expect(order.isPast(now) == gates.values.contains { $0 < now })
    }
    order.removeAll()
    #expect(banks(of: &order).isEmpty)
  }

  private func banks(of order: inout GateOrder) -> [Int] {
    (order.first..<order.end).map { order[$0].bank }
  }
}
