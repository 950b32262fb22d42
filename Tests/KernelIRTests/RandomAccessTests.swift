import Specs
import Testing

@testable import KernelIR

@Suite("HPCC RandomAccess")
struct RandomAccessTests {
  private func small(units: Int, lanes: Int = 8) throws -> SmallDesign {
    var small = try SmallDesign("random-access")
    small.design.computeUnits = units
    small.design.channels = units
    small.design.lanes = lanes
    return small
  }

  @Test("The sequence is powers of x modulo x^64 + x^2 + x + 1")
  func sequence() {
    var sequence = RandomSequence()
    let numbers = (0...192).map { $0 == 0 ? 1 : sequence.next() }
    for power in 0..<64 { #expect(numbers[power] == 1 << UInt64(power)) }
    // x^64 = x^2 + x + 1; its square and cube.
    #expect(numbers[64] == 7)
    #expect(numbers[128] == 0b10101)
    #expect(numbers[192] == 0b1101011)
  }

  @Test("Every unit changes its own part of the table as defined", arguments: [1, 2, 4], [1, 8])
  func everyUnit(units: Int, lanes: Int) throws {
    let small = try small(units: units, lanes: lanes)
    let program = try small.program()
    var run = RunArguments(beats: 8 * small.design.tileBeats)
    run.workingSetBeats = 256
    for unit in 0..<units {
      run.unit = unit
      let difference = try small.difference(program, like: run)
      #expect(difference == nil, "unit \(unit): \(difference ?? "")")
    }
  }

  @Test("Every number is kept by exactly one unit")
  func partition() {
    var sequence = RandomSequence()
    var counts = [0, 0, 0, 0]
    // The first numbers are powers of two, and places spread slowly from there.
    for _ in 0..<(1 << 20) { _ = sequence.next() }
    for _ in 0..<(1 << 14) {
      let number = sequence.next()
      let owners = (0..<4).filter {
        DrawnNumbers(mask: 127, lanes: 8, units: 4, unit: $0).isOwn(number)
      }
      #expect(owners.count == 1)
      for owner in owners { counts[Int(owner)] += 1 }
    }
    #expect(counts.allSatisfy { $0 > 3000 && $0 < 6000 })
  }

  @Test("An update moves 16 useful bytes and is one operation, whatever the units")
  func work() throws {
    for units in [1, 4] {
      let small = try small(units: units)
      let run = RunArguments(beats: 4096)
      let work = WorkCount(
        try small.program(), sizes: run.sizes(tileBeats: small.design.tileBeats))
      #expect(work.operations * units == 4096)
      #expect(work.bytesRead == ["table": 8 * 4096 / units])
      #expect(work.bytesWritten == ["table": 8 * 4096 / units])
    }
  }

  @Test("Units that make no equal parts and parts that are no power of two are refused")
  func refusals() throws {
    #expect(throws: DesignError.self) { _ = try small(units: 3).program() }
    #expect(throws: DesignError.self) { _ = try small(units: 64).program() }
    let lowering = try small(units: 2).lowering()
    var run = RunArguments(beats: lowering.design.tileBeats)
    run.workingSetBeats = 24
    #expect(throws: DesignError.self) { try lowering.check(run) }
    run.workingSetBeats = 32
    #expect(throws: Never.self) { try lowering.check(run) }
    run.unit = 2
    #expect(throws: DesignError.self) { try lowering.check(run) }
  }
}
