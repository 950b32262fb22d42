import Quantities
import Specs
import Testing

@testable import DesignAdvice

@Suite("Changes that raise the lowest ceiling")
struct ChangeAdviceTests {
  /// 2 units × 16 operations × 300 MHz / II 2 = 4.8 GOP/s; 2 units × 1 port × 64 bit × 300 MHz =
  /// 4.8 GB/s.
  private var figures: BuildFigures {
    var figures = BuildFigures(memory: "ddr")
    (figures.units, figures.operators, figures.interval) = (2, 16, 2)
    (figures.ports, figures.portBits, figures.channels) = (1, 64, 1)
    figures.clock = .megahertz(300)
    return figures
  }

  private var around: BuildSurroundings {
    var around = BuildSurroundings()
    around.memories = ["ddr": Bandwidth(40e9), "hbm": Bandwidth(400e9)]
    around.channels = ["ddr": 2, "hbm": 32]
    around.mostPorts = ["ddr": 30, "hbm": 32]
    around.compute = ("f32 fma", Throughput(1e12))
    return around
  }

  private func advice(
    _ figures: BuildFigures, _ around: BuildSurroundings, _ intensity: Double
  ) -> ChangeAdvice {
    ChangeAdvice(figures, around: around, intensity: OperationalIntensity(intensity))
  }

  @Test("Every ceiling is what the figures give")
  func ceilings() {
    let all = BuildCeilings(figures, around: around, intensity: OperationalIntensity(0.5)).all
    #expect(
      all.map(\.name) == [
        "ports of the build", "operators of the build", "1 channel of ddr", "f32 fma",
      ])
    #expect(all.map(\.allowed.value) == [2.4e9, 4.8e9, 1e10, 1e12])
  }

  @Test("Narrow ports are widened just enough for the operators to bind")
  func ports() throws {
    let advice = advice(figures, around, 0.5)
    #expect(advice.bound?.part == .ports)
    let best = try #require(advice.changes.first)
    #expect(best.title.hasPrefix("more units: 2 → 9"))
    #expect(abs(best.gain - 10e9 / 2.4e9) < 1e-9)
    let wider = try #require(advice.changes.first { $0.title.hasPrefix("wider ports") })
    #expect(wider.title == "wider ports: 64 → 128 bit" && wider.gain == 2)
    #expect(wider.bound.part == .operators)
    #expect(!advice.changes.contains { $0.title.hasPrefix("lower II") })
  }

  @Test("Operators bind at high intensity: a lower II doubles the bound, a wider port does nothing")
  func operators() throws {
    let advice = advice(figures, around, 4)
    #expect(advice.bound?.part == .operators)
    let lower = try #require(advice.changes.first { $0.title.hasPrefix("lower II") })
    #expect(lower.title == "lower II: 2 → 1" && lower.gain == 2)
    #expect(advice.refused.contains { $0.title == "wider ports" })
    #expect(advice.changes.allSatisfy { $0.gain > 1.01 })
    #expect(
      zip(advice.changes, advice.changes.dropFirst()).allSatisfy { $0.gain >= $1.gain * 0.99 })
  }

  @Test("Units stop where the tightest resource does")
  func budget() throws {
    var figures = figures
    figures.use = [.dsp: 800, .lut: 1000]
    var around = around
    around.budget = [.dsp: 2000, .lut: 100_000]
    let units = try #require(
      advice(figures, around, 0.5).changes.first { $0.title.hasPrefix("more units") })
    #expect(units.title == "more units: 2 → 5" && units.gain == 2.5)
    around.budget = [.dsp: 1199, .lut: 100_000]
    let refused = advice(figures, around, 0.5).refused.first { $0.title == "more units" }
    #expect(refused?.reason == "another needs more DSP than kernels may take (800 of 1199)")
  }

  @Test("Units stop where the memory has no port left")
  func portLimit() throws {
    var around = around
    around.mostPorts = ["ddr": 3]
    let units = try #require(
      advice(figures, around, 0.5).changes.first { $0.title.hasPrefix("more units") })
    #expect(units.title == "more units: 2 → 3")
  }

  @Test("The clock rises to what the clock model says and no further; without one it stays")
  func clock() throws {
    var around = around
    #expect(advice(figures, around, 4).refused.contains { $0.title == "higher clock" })
    around.fastestClock = { _ in .megahertz(360) }
    let faster = try #require(
      advice(figures, around, 4).changes.first { $0.title.hasPrefix("higher clock") })
    #expect(abs(faster.gain - 1.2) < 1e-9)
    around.fastestClock = { _ in .megahertz(301) }
    #expect(advice(figures, around, 4).refused.contains { $0.title == "higher clock" })
  }

  @Test("Short bursts bind, and longer ones help as far as the model says")
  func bursts() throws {
    var figures = figures
    figures.burstBeats = 1
    figures.portBits = 512
    var around = around
    around.burstRate = { Bandwidth(1e9 * min(16, 2 * Double($0.beats))) }
    let advice = advice(figures, around, 0.5)
    #expect(advice.bound?.name == "bursts of the build")
    #expect(advice.bound?.allowed == Throughput(2e9))
    let longer = try #require(advice.changes.first { $0.title.hasPrefix("longer bursts") })
    #expect(longer.title == "longer bursts: 1 → 4 beats")
    #expect(abs(longer.gain - 2.4) < 1e-9)
  }

  @Test("Compute and memory that bind together leave no single change")
  func together() throws {
    var around = BuildSurroundings()
    around.memories = ["ddr": Bandwidth(40e9)]
    around.compute = ("f32 fma", Throughput(4e10))
    let advice = advice(BuildFigures(memory: "ddr"), around, 1)
    #expect(advice.changes.isEmpty)
    let impasse = try #require(advice.impasse)
    #expect(impasse == "No single change helps: ddr and f32 fma bind together.")
  }

  @Test("Without a build, another memory and reuse on chip help a kernel that memory binds")
  func withoutBuild() throws {
    let advice = advice(BuildFigures(memory: "ddr"), around, 5)
    #expect(
      advice.changes.map(\.title) == [
        "other memory: ddr → hbm with 32 channels",
        "fewer bytes by reuse on chip: 5 OP/B → 25 OP/B",
      ])
    #expect(advice.changes.allSatisfy { $0.gain == 5 })
  }

  @Test("What is not known gives no ceiling, no change and no trap")
  func unknown() {
    let advice = advice(BuildFigures(memory: "ddr"), BuildSurroundings(), 1)
    #expect(advice.bound == nil && advice.changes.isEmpty && advice.impasse == nil)
    var odd = figures
    (odd.units, odd.operators, odd.interval, odd.portBits) = (Int.max, Int.max, Int.max, Int.max)
    (odd.ports, odd.burstBeats, odd.channels) = (Int.max, Int.max, Int.max)
    _ = self.advice(odd, around, 1e300)
    (odd.units, odd.operators, odd.interval, odd.portBits) = (-1, -1, -1, -1)
    (odd.ports, odd.burstBeats, odd.channels) = (-1, 0, -5)
    _ = self.advice(odd, around, 1e-300)
    (odd.units, odd.operators, odd.interval, odd.portBits) = (0, 0, 0, 0)
    (odd.ports, odd.burstBeats, odd.channels) = (0, 0, 0)
    _ = self.advice(odd, around, 1)
  }
}
