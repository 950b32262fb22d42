import Specs
import Testing

@testable import KernelIR

@Suite("Chains of linked beats")
struct LinkedBeatsTests {
  private func run(_ set: Int, stride: Int = 1) -> RunArguments {
    var run = RunArguments(beats: 4 * set)
    run.workingSetBeats = set
    run.strideBeats = stride
    return run
  }

  /// The beats that a walk from beat 0 comes to until it is back.
  private func walk(_ next: [Int]) -> [Int] {
    var walk = [0]
    while let last = walk.last, next[last] != 0, walk.count <= next.count {
      walk.append(next[last])
    }
    return walk
  }

  @Test("A random chain visits every beat once before it returns", arguments: 0...12)
  func fullPeriod(bits: Int) {
    let next = LinkedBeats(run(1 << bits), isRandom: true).next
    #expect(walk(next).sorted() == Array(0..<(1 << bits)))
  }

  @Test("A strided chain visits every n-th beat, n the largest power of two in the stride")
  func strided() {
    for stride in [1, 3, 4, 12, 64, 100] {
      let next = LinkedBeats(run(64, stride: stride), isRandom: false).next
      let common = 1 << min(6, stride.trailingZeroBitCount)
      #expect(walk(next).sorted() == Array(Swift.stride(from: 0, to: 64, by: common)))
    }
  }

  @Test("Neighbours of a random chain lie far apart, and no distance prevails")
  func scattered() {
    let next = LinkedBeats(run(4096), isRandom: true).next
    let distances = next.enumerated().map { ($0.element - $0.offset) & 4095 }
    let counts = Dictionary(grouping: distances) { $0 }.mapValues(\.count)
    #expect(counts.values.allSatisfy { $0 < 16 })
    #expect(distances.count { $0 < 64 || $0 > 4096 - 64 } < 4096 / 16)
  }

  @Test("One access of a chase is in flight, and every load is a link")
  func chained() throws {
    let program = try SmallDesign("pointer-chase").program()
    let chase = try #require(program.processes.first)
    #expect(chase.isChained && program.processes.count == 1)
    #expect(try !SmallDesign("memory-probe").program().processes.contains(where: \.isChained))
  }

  @Test("A chain that leads elsewhere than its layout is found out")
  func wrongLayout() throws {
    let small = try SmallDesign("pointer-chase")
    let run = run(64, stride: 5)
    let sizes = run.sizes(tileBeats: 1)
    var memory: [UInt64] = LinkedBeats(run, isRandom: false).elements(lanes: 4)
    let sum = [UInt64](repeating: 0, count: 4)
    var right = Interpreter(
      program: try small.program(), sizes: sizes, arrays: ["links": memory, "checksum": sum])
    #expect(throws: Never.self) { try right.run() }
    memory[20] += 1
    var wrong = Interpreter(
      program: try small.program(), sizes: sizes, arrays: ["links": memory, "checksum": sum])
    #expect(throws: DesignError.self) { try wrong.run() }
  }
}
