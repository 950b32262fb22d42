import Quantities

/// Traffic of a regular pattern: the time of all of it, of 1 MiB, and their ratio, which says
/// whether the time grows with the bytes.
struct TrafficCase {
  private let memory: BenchmarkTarget.Memory
  private let pattern: ModelledTraffic.Pattern
  private let size: ByteCount

  /// Every pattern on both kinds of memory.
  static func all(
    _ target: BenchmarkTarget, size: ByteCount, _ repetition: Repetition
  ) -> [BenchmarkCase] {
    let patterns: [ModelledTraffic.Pattern] = [
      .sequential, .strided(256), .strided(4096), .strided(16_384), .copy,
    ]
    return BenchmarkTarget.Memory.allCases.flatMap { memory in
      patterns.map { pattern in
        let item = TrafficCase(memory: memory, pattern: pattern, size: size)
        return BenchmarkCase(
          name: "\(memory.rawValue)-\(item.word)",
          summary: "\(size) of \(item.words) on \(memory.title)"
        ) { try item.measure(target, repetition) }
      }
    }
  }

  private var word: String {
    switch pattern {
    case .sequential: "sequential"
    case .strided(let bytes): "stride-\(bytes)"
    case .copy: "copy"
    case .random: "random"
    }
  }

  private var words: String {
    switch pattern {
    case .sequential: "sequential reads"
    case .strided(let bytes): "64 B reads \(ByteCount(bytes)) apart"
    case .copy: "STREAM copy (half read, half written)"
    case .random: "random reads"
    }
  }

  private func measure(
    _ target: BenchmarkTarget, _ repetition: Repetition
  ) throws -> [BenchmarkFigure] {
    let small = try times(ByteCount.mebibytes(1), target, repetition)
    let large = try times(size, target, repetition)
    let name = "\(memory.rawValue) \(word)"
    // The goals and the peers' times are for this size; others are not judged.
    let isJudged = size == .gibibytes(16)
    let brief = BenchmarkFigure(
      label: "\(name), 1 MiB", unit: .seconds, samples: small, goal: nil, peers: [])
    let full = BenchmarkFigure(
      label: "\(name), \(size)", unit: .seconds, samples: large, goal: isJudged ? 0.010 : nil,
      peers: isJudged ? peers : [])
    let ratio = BenchmarkFigure(
      label: "\(name), \(size) : 1 MiB", unit: .ratio, samples: [full.median / brief.median],
      goal: isJudged ? 5 : nil, peers: [])
    return [brief, full, ratio]
  }

  private func times(
    _ size: ByteCount, _ target: BenchmarkTarget, _ repetition: Repetition
  ) throws -> [Double] {
    let traffic = try ModelledTraffic(pattern, bytes: size.value, memory: memory, target: target)
    return try repetition.times { try traffic.model() }
  }

  private var peers: [PeerFigure] {
    guard pattern == .sequential else { return [] }
    return memory == .ddr4 ? PeerFigure.sequentialDDR4 : PeerFigure.sequentialHBM2
  }
}
