import Quantities
import Synchronization
import Testing

@testable import HostRunner

@Suite("Energy counters of the processor")
struct EnergyCounterTests {
  /// Two packages, one with a part of its own, as Linux lists them.
  private final class Counters: Sendable {
    let energies = Mutex([0: 100, 1: 900])

    var files: HostFiles {
      let root = "/sys/class/powercap"
      return HostFiles(
        contents: { [self] path in
          switch path {
          case "\(root)/intel-rapl:0/name": "package-0\n"
          case "\(root)/intel-rapl:1/name": "package-1\n"
          case "\(root)/intel-rapl:0:0/name": "core\n"
          case "\(root)/intel-rapl:2/name": "psys\n"
          case "\(root)/intel-rapl:0/energy_uj": energies.withLock { "\($0[0] ?? 0)\n" }
          case "\(root)/intel-rapl:1/energy_uj": energies.withLock { "\($0[1] ?? 0)\n" }
          case "\(root)/intel-rapl:2/energy_uj", "\(root)/intel-rapl:0:0/energy_uj": "5\n"
          case let path where path.hasSuffix("max_energy_range_uj"): "1000\n"
          default: nil
          }
        },
        entries: { _ in
          ["intel-rapl", "intel-rapl:1", "intel-rapl:0", "intel-rapl:0:0", "intel-rapl:2"]
        })
    }
  }

  @Test("Packages are added once, and a counter that started again has not run backwards")
  func power() throws {
    let counters = Counters()
    let counter = try #require(EnergyCounter(counters.files))
    let first = try #require(counter.reading())
    counters.energies.withLock { $0 = [0: 400, 1: 100] }
    let last = try #require(counter.reading())
    let power = try #require(counter.power(from: first, to: last, seconds: 1e-3))
    #expect(abs(power.value - 0.5) < 1e-12)
    #expect(counter.power(from: first, to: first, seconds: 1) == nil)
    #expect(counter.power(from: first, to: last, seconds: 0) == nil)
  }

  @Test("A machine without counters, or that does not let them be read, has none")
  func none() {
    #expect(EnergyCounter(machineFiles([:])) == nil)
    let locked = ["/sys/class/powercap/intel-rapl:0/name": "package-0\n"]
    #expect(EnergyCounter(machineFiles(locked)) == nil)
  }
}
