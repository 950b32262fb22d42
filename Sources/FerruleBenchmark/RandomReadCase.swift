import Quantities

/// Random reads through the whole model: kernel, port, switch and controller.
struct RandomReadCase {
  private static let bytes = ByteCount.mebibytes(64)

  /// One case per kind of memory.
  static func all(_ target: BenchmarkTarget, _ repetition: Repetition) -> [BenchmarkCase] {
    BenchmarkTarget.Memory.allCases.map { memory in
      BenchmarkCase(
        name: "\(memory.rawValue)-random",
        summary: "\(bytes) of random 64 B reads on \(memory.title), kernel to device"
      ) { try measure(memory, target, repetition) }
    }
  }

  /// Counts what the controller serves: on HBM2 a read of 64 B is two transactions of 32 B.
  private static func measure(
    _ memory: BenchmarkTarget.Memory, _ target: BenchmarkTarget, _ repetition: Repetition
  ) throws -> [BenchmarkFigure] {
    let traffic = try ModelledTraffic(
      .random, bytes: bytes.value, memory: memory, target: target)
    let perBeat = memory == .ddr4 ? 1 : 2
    let requests = Double(traffic.beats * perBeat)
    return [
      BenchmarkFigure(
        label: "\(memory.rawValue) random requests, end to end", unit: .rate,
        samples: try repetition.times { try traffic.model() }.map { requests / $0 }, goal: 10e6,
        peers: memory == .ddr4 ? PeerFigure.randomDDR4 : PeerFigure.randomHBM2)
    ]
  }
}
