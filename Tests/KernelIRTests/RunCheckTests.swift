import Specs
import TestSupport
import Testing

@testable import KernelIR

@Suite("Arguments of a run")
struct RunCheckTests {
  private func refusal(_ kernel: String, _ run: RunArguments) throws -> String {
    let lowering = try SmallDesign(kernel).lowering()
    do {
      try lowering.check(run)
      return "\(kernel): accepted"
    } catch { return "\(error)" }
  }

  @Test("Wrong arguments are told every reason at once")
  func allReasons() throws {
    var outOfRange = RunArguments(beats: 0)
    outOfRange.passes = -1
    outOfRange.strideBeats = 0
    outOfRange.accessBeats = .max
    outOfRange.workingSetBeats = 1 << 32
    var tap = RunArguments(beats: 300)
    tap.tap = 4
    var probe = RunArguments(beats: 100)
    probe.accessBeats = 6
    probe.workingSetBeats = 5
    probe.strideBeats = 4
    let text = try [
      refusal("memory-probe", outOfRange), refusal("roofline", tap),
      refusal("stream", RunArguments(beats: 33)), refusal("memory-probe", probe),
    ].joined(separator: "\n")
    let difference = Golden.difference(text + "\n", "run_refusals.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("The size that a refusal recommends is accepted")
  func recommendedSize() throws {
    var small = try SmallDesign("stream")
    small.design.computeUnits = 3
    let lowering = try small.lowering()
    for beats in [1, 31, 33, 63, 65, 1000] {
      let error = #expect(throws: DesignError.self) {
        try lowering.check(RunArguments(beats: beats))
      }
      let text = try #require(error?.reasons.first?.split(separator: " ").last)
      let elements = try #require(Int(text))
      let perUnit = elements / (small.design.lanes * small.design.computeUnits)
      #expect(throws: Never.self) { try lowering.check(RunArguments(beats: perUnit)) }
    }
  }

  @Test("An accepted stride never takes an access out of the working set", arguments: 0..<40)
  func insideWorkingSet(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var small = try SmallDesign("memory-probe")
    small.design.operation = ["read", "write", "read-write"][Int(seed % 3)]
    small.design.isRandom = Bool.random(using: &random)
    var run = RunArguments(beats: 0)
    run.accessBeats = 1 << Int.random(in: 0...4, using: &random)
    run.workingSetBeats = 1 << Int.random(in: 0...7, using: &random)
    run.strideBeats = Int.random(in: 1...40, using: &random)
    run.beats = run.accessBeats * 50
    let lowering = try small.lowering()
    let isAccepted = (try? lowering.check(run)) != nil
    let expected =
      run.accessBeats <= run.workingSetBeats
      && (small.design.isRandom || run.strideBeats.isMultiple(of: run.accessBeats))
    #expect(isAccepted == expected)
    guard isAccepted else { return }
    let difference = try small.difference(lowering.program(), like: run)
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("Arguments are passed as they are, and absurd ones without a trap")
  func sizes() {
    var run = RunArguments(beats: 96)
    run.workingSetBeats = 64
    run.accessBeats = 4
    run.strideBeats = 12
    let sizes = run.sizes(tileBeats: 32)
    #expect(sizes["tiles"] == 3)
    #expect(sizes["accesses"] == 24)
    #expect(sizes["mask"] == 63)
    #expect(sizes["stride"] == 12)
    run.workingSetBeats = .min
    run.beats = .min
    run.accessBeats = -1
    #expect(run.sizes(tileBeats: .min)["mask"] == 0)
  }
}
