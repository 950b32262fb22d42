import KernelIR
import TestSupport
import Testing

@testable import DataflowModel

@Suite("Burst sequence")
struct BurstSequenceTests {
  @Test("Bursts cover exactly the beats of the loop, in order", arguments: 0..<40)
  func coversAllBeats(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let outer = UInt32.random(in: 1...6, using: &random)
    let inner = UInt32.random(in: 1...200, using: &random)
    let stride = UInt32.random(in: 0...300, using: &random)
    let index = IndexExpression.counter("i") * .constant(stride) + .counter("j")
    let loops = [LoopLevel("i", .constant(outer)), LoopLevel("j", .constant(inner))]
    let burst = Int.random(in: 1...256, using: &random)
    let beatBytes = 1 << Int.random(in: 0...6, using: &random)
    var sequence = BurstSequence(
      index: index, loops: loops, names: [:], burstBeats: burst, beatBytes: beatBytes)
    var found: [Int] = []
    while let next = sequence.next() {
      #expect(next.length >= 1 && next.length <= burst)
      let first = next.beat * beatBytes / 4096
      let last = ((next.beat + next.length) * beatBytes - 1) / 4096
      #expect(first == last, "a burst crosses a 4 KiB boundary")
      found += next.beat..<(next.beat + next.length)
    }
    let expected = (0..<outer).flatMap { i in (0..<inner).map { Int(i * stride + $0) } }
    #expect(found == expected)
  }

  @Test("A contiguous nest makes bursts of full length")
  func contiguousNest() {
    let index = IndexExpression.counter("i") * .constant(8) + .counter("j")
    let loops = [LoopLevel("i", .constant(16)), LoopLevel("j", .constant(8))]
    var sequence = BurstSequence(
      index: index, loops: loops, names: [:], burstBeats: 64, beatBytes: 64)
    #expect(sequence.next().map { [$0.beat, $0.length] } == [0, 64])
    #expect(sequence.next().map { [$0.beat, $0.length] } == [64, 64])
    #expect(sequence.next() == nil)
  }

  @Test("A loop without turns makes no burst")
  func emptyLoop() {
    var sequence = BurstSequence(
      index: .counter("i"), loops: [LoopLevel("i", .constant(0))], names: [:], burstBeats: 4,
      beatBytes: 64)
    #expect(sequence.next() == nil)
  }

  @Test("A compiled index equals the expression it was made from", arguments: 0..<60)
  func compiledIndex(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let expression = Self.expression(depth: 4, &random)
    let names: [String: UInt32] = ["n": 37, "m": .max]
    let compiled = CompiledIndex(expression, counters: ["i", "j"], names: names)
    for _ in 0..<20 {
      let i = UInt32.random(in: 0...(.max), using: &random)
      let j = UInt32.random(in: 0...100, using: &random)
      let all = names.merging(["i": i, "j": j]) { $1 }
      #expect(compiled.value([i, j]) == expression.value(all))
    }
    if let factor = compiled.coefficient(of: 0) {
      let step = compiled.value([8, 3]) &- compiled.value([7, 3])
      #expect(step == factor, "coefficient \(factor), step \(step)")
    }
  }

  private static func expression(
    depth: Int, _ random: inout SeededGenerator
  ) -> IndexExpression {
    if depth == 0 {
      let leaves: [IndexExpression] = [
        .counter("i"), .counter("j"), .size("n"), .size("m"),
        .constant(UInt32.random(in: 0...9, using: &random)),
      ]
      return leaves[Int.random(in: 0..<leaves.count, using: &random)]
    }
    let left = expression(depth: depth - 1, &random)
    let right = expression(depth: Int.random(in: 0..<depth, using: &random), &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .add(left, right)
    case 1: return .subtract(left, right)
    case 2: return .multiply(left, right)
    case 3: return .and(left, right)
    default: return .scrambled(left)
    }
  }
}
