import Quantities
import KernelIR
import Runners
import Specs
import Testing

@testable import FerruleCLI

@Suite("Jobs of one kernel")
struct KernelJobsTests {
  private func jobs(_ kernel: String, _ axes: [(DesignKey, String)] = []) throws -> [RunJob] {
    try KernelJobs(
      board: ShippedSpecs.catalog.board("u280"), kernel: ShippedSpecs.catalog.kernel(kernel),
      sweep: DesignSweep(axes.map { try DesignSweep.Axis($0, list: $1) })
    ).all(repetitions: 1)
  }

  private func runs(_ jobs: [RunJob]) -> [KernelJob] {
    jobs.compactMap { if case .kernel(let job) = $0.work { job } else { nil } }
  }

  @Test("Every operation of a kernel is run when none is chosen")
  func operations() throws {
    let operations = runs(try jobs("stream")).map(\.design.operation)
    #expect(operations == ["copy", "scale", "add", "triad"])
    #expect(runs(try jobs("stream", [(.operation, "add")])).map(\.design.operation) == ["add"])
  }

  @Test("A roofline kernel runs at 12 intensities or more, on one build")
  func intensities() throws {
    let runs = runs(try jobs("roofline"))
    #expect(Set(runs.map { "\($0.run.tap) \($0.run.passes)" }).count >= 12)
    #expect(Set(runs.map(\.design)).count == 1)
    #expect(try jobs("roofline", [(.passes, "3")]).count == 1)
  }

  @Test("The memory clock of a point is the clock of its board's memory")
  func memoryClock() throws {
    let jobs = try jobs("stream", [(.operation, "copy"), (.memoryClock, "200 MHz,400 MHz")])
    let clocks = jobs.compactMap { $0.board.memory(named: "hbm")?.device.interfaceClock }
    #expect(clocks.map(\.description) == ["200 MHz", "400 MHz"])
  }

  @Test("The mistakes of all points are reported at once, each once")
  func mistakes() {
    #expect(
      message { _ = try jobs("stream", [(.lanes, "4,x"), (.type, "f33")]) }
        == """
        --type: found "f33", expected one of f32, f16, f64, i32, i16, i64, i8
        --lanes: found "x", expected a positive whole number
        """)
  }

  @Test("A flag that would change nothing is refused, and which kernels use it is said")
  func vain() {
    #expect(
      message { _ = try jobs("stream", [(.passes, "3"), (.pattern, "random")]) }
        == """
        --passes changes nothing for stream, a kernel of structure elementwise; only roofline, \
        on-chip uses it; leave it out
        --pattern changes nothing for stream, a kernel of structure elementwise; only \
        memory-probe, pointer-chase uses it; leave it out
        """)
    #expect(
      message { _ = try jobs("stream", [(.size, "1MiB"), (.problemSize, "1024")]) }
        == "--size and --problem-size say the same in two ways; give one of them")
  }
}
