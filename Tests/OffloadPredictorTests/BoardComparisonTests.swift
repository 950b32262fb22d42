import OffloadPredictor
import Quantities
import RooflineModel
import Testing

@Suite("Boards side by side, and a prediction's arithmetic")
struct BoardComparisonTests {
  private static func board(_ name: String, _ value: Double, _ interval: ClosedRange<Double>?)
    -> Roofline
  {
    let ceilings: [(Ceiling.Kind, Double, ClosedRange<Double>?)] = [
      (.memory("ddr"), value, interval), (.compute(type: "f32", operation: "fma"), 1e12, nil),
    ]
    return Roofline(
      board: name,
      ceilings: ceilings.map {
        Ceiling(
          kind: $0, board: name, basis: .measured, estimate: Estimate(value: $1, interval: $2),
          origin: "made up")
      }, ridgePoints: [], points: [], violations: [])
  }

  @Test("A ratio's interval is that of both ceilings, and one around 1 is no difference")
  func ratios() throws {
    let first = Self.board("a", 2e10, 1.6e10...2.5e10)
    let near = Self.board("b", 2.2e10, 2e10...2.4e10)
    let far = Self.board("c", 8e10, 7.5e10...1e11)
    let entries = BoardComparison([first, near, far]) { _ in nil }.entries
    let memory = entries.filter { $0.subject == "memory ddr" }
    #expect(memory.map(\.board) == ["a", "b", "c"] && memory.map(\.ratio) == [1, 1.1, 4])
    // 7.5 over 2.5 and 10 over 1.6.
    #expect(memory.last?.ratioInterval == 3...6.25)
    #expect(memory.map(\.isNoDifference) == [true, true, false])
  }

  @Test("Operations per watt are there for boards whose power is known")
  func perWatt() {
    let boards = [Self.board("a", 2e10, nil), Self.board("b", 2e10, nil)]
    let entries = BoardComparison(boards) { $0 == "b" ? Power(40) : nil }.entries
    let perWatt = entries.filter { $0.subject == "per watt f32 fma" }
    #expect(perWatt.map(\.board) == ["b"] && perWatt.map(\.estimate.value) == [2.5e10])
  }

  @Test("The arithmetic of a prediction names every term with its numbers")
  func terms() {
    // 8 GB at 400 GB/s are 20 ms, 2 TOP at 1 TOP/s 2 s; 4 GB in at 10 GB/s 0.4 s and 10 µs.
    var workload = Workload(name: "solver")
    (workload.operations, workload.bytes, workload.hostSeconds) = (2e12, 8e9, 5)
    (workload.bytesIn, workload.bytesOut) = (4e9, 0)
    let terms = BoardSamples.model().terms(of: workload)
    #expect(
      terms.map(\.name) == [
        "kernel", "host-to-device", "device-to-host", "launch", "total", "speed-up",
      ])
    #expect(
      terms.first?.arithmetic == [
        "8 GB / hbm 400 GB/s = 20 ms", "2 TOP / f32 fma 1 TOP/s = 2 s", "the longest: 2 s",
      ])
    #expect(terms.first?.ceilings.map(\.kind.name) == ["hbm", "f32 fma"])
    #expect(terms[1].arithmetic == ["latency 10 µs + 4 GB / 10 GB/s = 400 ms"])
    #expect(terms.last?.arithmetic == ["host 5 s / 2.4 s = 2.083"])
  }
}
