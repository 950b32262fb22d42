import KernelIR
import TestSupport
import Testing

@testable import DataflowModel

@Suite("Burst cursor")
struct BurstCursorTests {
  @Test("Steps and jumps reach the bursts of the plain sequence", arguments: 0..<20)
  func equalsSequence(block: UInt64) {
    for seed in (block * 30)..<(block * 30 + 30) {
      var random = SeededGenerator(seed: seed)
      let sequence = RandomBursts.sequence(&random)
      var plain = sequence
      var expected: [BurstRequestedAt] = []
      while let burst = plain.next(), expected.count < 3000 {
        expected.append(BurstRequestedAt(beat: burst.beat, length: burst.length))
      }
      let segment = sequence.shape.boundaryBeats << Int.random(in: 0...4, using: &random)
      var stepped = BurstCursor(sequence, segmentBeats: segment)
      var jumping = stepped
      var place = 0
      for burst in expected {
        #expect(stepped.current.map(BurstRequestedAt.init) == burst, "seed \(seed)")
        stepped.advance()
      }
      while place < expected.count {
        #expect(jumping.current.map(BurstRequestedAt.init) == expected[place], "seed \(seed)")
        let jump = min(Int.random(in: 0...40, using: &random), expected.count - 1 - place)
        jumping.advance(by: max(1, jump))
        place += max(1, jump)
      }
    }
  }

  @Test("The probe's wrapped strides are one region per round")
  func probeRegions() {
    let index: IndexExpression =
      .and(.counter("i") * .constant(48), .constant(1023)) + .counter("b")
    let loops = [LoopLevel("i", .constant(1000)), LoopLevel("b", .constant(4))]
    let sequence = BurstSequence(
      index: index, loops: loops, names: [:], burstBeats: 16, beatBytes: 64)
    let cursor = BurstCursor(sequence, segmentBeats: 1 << 20)
    #expect(cursor.regionLeft == 22)
    #expect(cursor.shift(0, turns: 64) == 0)
    #expect(cursor.shift(0, turns: 1) == nil)
  }
}

private struct BurstRequestedAt: Hashable {
  var beat: Int
  var length: Int
}

/// Burst sequences of every kind of index that kernels use.
private enum RandomBursts {
  static func sequence(_ random: inout SeededGenerator) -> BurstSequence {
    let inner = UInt32.random(in: 1...40, using: &random)
    let turns = UInt32.random(in: 1...60, using: &random)
    let loops = [
      LoopLevel("pass", .constant(UInt32.random(in: 1...3, using: &random))),
      LoopLevel("turn", .constant(turns)), LoopLevel("beat", .constant(inner)),
    ]
    return BurstSequence(
      index: index(inner, turns, &random), loops: loops, names: [:],
      burstBeats: Int.random(in: 1...70, using: &random),
      beatBytes: 1 << Int.random(in: 0...7, using: &random))
  }

  private static func index(
    _ inner: UInt32, _ turns: UInt32, _ random: inout SeededGenerator
  ) -> IndexExpression {
    let stride: IndexExpression = .constant(UInt32.random(in: 0...200, using: &random))
    let mask: IndexExpression = .constant((1 << UInt32.random(in: 0...12, using: &random)) - 1)
    let start: IndexExpression = .constant(UInt32.random(in: 0...100, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .counter("turn") * .constant(inner) + .counter("beat") + start
    case 1: return .counter("turn") * stride + .counter("beat")
    case 2: return .and(.counter("turn") * stride, mask) + .counter("beat")
    case 3:
      return .add(
        .subtract(.constant(100_000), .counter("turn") * stride),
        .add(.counter("beat"), .counter("pass") * .constant(4096)))
    case 4: return .and(.scrambled(.counter("turn")), mask) + .counter("beat")
    default:
      return .add(
        .counter("pass") * .constant(turns) * .constant(inner),
        .counter("turn") * .constant(inner) + .counter("beat"))
    }
  }
}
