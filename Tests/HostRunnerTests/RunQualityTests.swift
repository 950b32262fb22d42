import struct Measurements.Measurement
import Specs
import Testing

@testable import HostRunner

@Suite("What is said about measurements")
struct RunQualityTests {
  private func rows(
    _ memory: String, _ seconds: [Double], bytes: Int = 1 << 30
  ) -> [Measurement] {
    seconds.enumerated().map { number, time in
      var row = Measurement()
      row.kernel = "memory-probe"
      row.operation = "read"
      row.memory = memory
      row.bytesRead = bytes
      row.repetition = number
      row.seconds = time
      return row
    }
  }

  @Test("A quiet machine is not warned of")
  func quiet() {
    let times = [1.0, 1.001, 0.999, 1.002, 0.998]
    #expect(RunQuality.warnings(rows("l1", times), timerOverhead: 3e-8) == [])
  }

  @Test("Spread, drift and a slow clock are told with their size")
  func noisy() {
    let busy = RunQuality.warnings(rows("l1", [1, 1.2, 0.9, 1.3, 1]), timerOverhead: nil)
    #expect(
      busy.first?.hasPrefix("the machine was busy: spread 20 % of memory-probe read l1") == true)
    let drift = RunQuality.warnings(
      rows("l1", [1, 1.001, 1.002, 1.03, 1.031, 1.032]), timerOverhead: nil)
    #expect(drift.count == 1)
    #expect(
      drift.first?.hasPrefix("the machine drifted: later repetitions took 3 % longer") == true)
    let late = RunQuality.warnings(rows("l1", [1e-5]), timerOverhead: 1e-6)
    #expect(late.first?.contains("--min-time") == true)
  }

  @Test("What is faster than a cache is not called dram; what is slower is")
  func plateaus() {
    var check = PlateauCheck()
    let fast = check.named(rows("l1", [1]) + rows("l3", [2]) + rows("dram", [1.9]))
    #expect(fast.map(\.memory) == ["l1", "l3", ""])
    #expect(fast[2].message == "faster than l3, so this is not dram alone")
    // Caches are remembered for later phases.
    #expect(check.named(rows("dram", [1.5])).map(\.memory) == [""])
    #expect(check.named(rows("dram", [2.5])).map(\.memory) == ["dram"])
  }

  @Test("The latency of a memory is the shortest median of its working sets")
  func latency() {
    var near = rows("l1", [8, 4, 6], bytes: 16)
    for index in near.indices { near[index].accessBytes = 8 }
    var far = near
    for index in far.indices { far[index].workingSetBytes = 5 }
    far[0].seconds = 20
    let found = HostLatency.shortest(near + far)
    #expect(found == [HostLatency.Latency(memory: "l1", seconds: 3)])
  }

  @Test("Half precision is measured only where the processor calculates with it")
  func types() {
    var machine = HostMachine()
    machine.vectors.hasHalf = true
    #expect(HostSuite(machine: machine, tool: "", isQuick: true).types.contains(.f16))
    machine.vectors.hasHalf = false
    #expect(!HostSuite(machine: machine, tool: "", isQuick: true).types.contains(.f16))
  }

  @Test("Points count what a turn moves and computes")
  func counts() throws {
    let machine = HostMachine(machineFiles(RecordedMachines.epyc))
    let points = HostSuite(machine: machine, tool: "", isQuick: false).points
    let triad = try #require(points.first { $0.row.operation == "triad" })
    #expect(triad.bytesRead == 2 * 2 * triad.bytes / 3)
    #expect(triad.bytesWritten == 2 * triad.bytes / 3)
    #expect(triad.operations == 2 * 2 * triad.bytes / 3 / 8)
    let peak = try #require(points.first { $0.row.elementType == "f32" && $0.kernel == "fma" })
    #expect(peak.operations == 2 * 16 * 4 * 16 * 2)
    #expect(peak.row.memory.isEmpty)
    let row = triad.row(turns: 3, repetition: 1)
    #expect(row.bytesRead == 3 * (triad.bytesRead ?? 0))
    #expect(triad.row(turns: .max, repetition: 1).bytesRead == nil)
    #expect(
      points.filter { $0.row.memory == "dram" && $0.row.kernel == "stream" }
        .allSatisfy { $0.kernel.hasSuffix("-nt") })
  }
}
