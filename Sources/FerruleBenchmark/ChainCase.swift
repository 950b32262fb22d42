import Foundation
import ReferenceChain

/// The chain that the dataflow model is checked against, clock by clock: load, FIFO, 32 stages,
/// FIFO, store, one memory with refresh-like pauses. As counters, and as RTL where Verilator is.
struct ChainCase {
  private static let limit = 1_000_000_000

  /// 300 MHz beside DDR4: a pause of 350 ns every 7.8 us.
  private static func parameters(beats: Int) -> ChainParameters {
    var parameters = ChainParameters()
    parameters.beats = beats
    parameters.pausePeriod = 2340
    parameters.pauseLength = 105
    return parameters
  }

  static func stepped(_ repetition: Repetition) -> BenchmarkCase {
    BenchmarkCase(name: "chain", summary: "the stepped chain of 32 stages, 10 M beats") {
      let parameters = parameters(beats: 10_000_000)
      var cycles = 0
      let times = try repetition.times {
        var chain = SteppedChain(parameters)
        guard let end = chain.run(limit: limit) else { throw BenchmarkError("it does not end") }
        cycles = end
      }
      return [
        BenchmarkFigure(
          label: "stepped chain, cycles", unit: .rate, samples: times.map { Double(cycles) / $0 },
          goal: 50e6, peers: PeerFigure.chain)
      ]
    }
  }

  static func verilated(_ repetition: Repetition) -> BenchmarkCase {
    BenchmarkCase(
      name: "chain-rtl", summary: "the same chain as RTL of 512 bits in Verilator, 500 k beats"
    ) {
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("ferrule-benchmark-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let rtl = try VerilatedChain(in: folder, width: 512, isFast: true)
      var cycles = 0
      let times = try repetition.times(by: .children) {
        let found = try rtl.run([parameters(beats: 500_000)], limit: limit)
        guard let end = found[0] else { throw BenchmarkError("it does not end") }
        cycles = end
      }
      return [
        BenchmarkFigure(
          label: "chain as RTL, cycles", unit: .rate, samples: times.map { Double(cycles) / $0 },
          goal: nil, peers: [])
      ]
    }
  }
}
