import Specs
import Testing

@testable import KernelIR

@Suite("Blocked transposition")
struct PtransTests {
  private func small(
    block: Int, lanes: Int, type: ElementType = .f32, schedule: KernelSchedule = .phased
  ) throws -> SmallDesign {
    var small = try SmallDesign("ptrans")
    small.design.lanes = lanes
    small.design.elementType = type
    small.design.schedule = schedule
    small.design.parameters = [.block: block]
    return small
  }

  @Test(
    "Blocks and beats of every shape give the sum by its definition",
    arguments: [(8, 4), (8, 8), (4, 1), (32, 2), (16, 16)])
  func agreement(block: Int, lanes: Int) throws {
    for type in [ElementType.f32, .i8, .i16] {
      for schedule in [KernelSchedule.phased, .overlapped] {
        let small = try small(block: block, lanes: lanes, type: type, schedule: schedule)
        for run in PtransShape(design: small.design).reducedRuns {
          #expect(try small.difference(small.program(), like: run) == nil)
        }
      }
    }
  }

  @Test("Every access to the block reaches every bank once")
  func banks() throws {
    let small = try small(block: 16, lanes: 8)
    for process in try small.program().processes {
      for case .gather(_, let place, _, _) in process.body { try expectAllBanks(place) }
      for case .scatter(_, let place, _) in process.body { try expectAllBanks(place) }
    }
  }

  private func expectAllBanks(_ place: LanePlace) throws {
    for row in 0..<16 as Range<UInt32> {
      let banks = (0..<8 as Range<UInt32>).map { place.bank.value(["bank": $0, "row": row]) }
      #expect(Set(banks).count == 8)
    }
  }

  @Test("An element costs two reads, one write and one addition, and a beat one cycle per phase")
  func work() throws {
    let small = try small(block: 64, lanes: 16)
    let iterations = try small.program().processes.map { $0.loops.reduce(1) { $0 * $1.turns } }
    #expect(iterations == [64 * 64 / 16, 64 * 64 / 16])
    let work = WorkCount(try small.program(), sizes: ["rows": 2, "blocks": 4])
    let elements = 2 * 64 * 4 * 64
    #expect(work.operations == elements)
    #expect(work.bytesRead == ["a": elements * 4, "b": elements * 4])
    #expect(work.bytesWritten == ["c": elements * 4])
  }

  @Test("Rows of a block are single bursts whose addresses a tool can follow")
  func bursts() throws {
    let small = try small(block: 64, lanes: 16)
    let sizes: [String: UInt32] = ["rows": 3, "blocks": 3]
    for process in try small.program().processes {
      for case .load(_, let index, _) in process.body {
        let beats = (0..<4 as Range<UInt32>).map { part in
          index.value(
            sizes.merging(["part": part, "line": 5, "tile": 1, "row": 2]) { _, own in own })
        }
        #expect(zip(beats, beats.dropFirst()).allSatisfy { $1 == $0 + 1 })
      }
    }
  }

  @Test("A unit holds one block, two where processes hand it over, and what turns beats to banks")
  func resources() throws {
    let phased = try small(block: 256, lanes: 16)
    let overlapped = try small(block: 256, lanes: 16, schedule: .overlapped)
    let one = ResourceEstimate(try phased.program(), board: phased.board)
    let two = ResourceEstimate(try overlapped.program(), board: overlapped.board)
    // 16 banks of 4096 words of 32 bits: 8 halves of a 36 Kb block each.
    #expect(one.buffers.bram == 16 * 4)
    #expect(two.buffers.bram == 2 * 16 * 4)
    // Two turns of 16 lanes of 32 bits, two levels of four-way choices each, beside 16 adders.
    let adder = try #require(
      phased.board.operators.toolDefault(of: .add, type: .f32)?.cost)
    #expect(one.operators.lut == 16 * adder.lut + 2 * 16 * 2 * 32)
  }

  @Test("Units take equal shares of the block rows; blocks that beats do not divide are refused")
  func shares() throws {
    var design = try small(block: 256, lanes: 16).design
    design.computeUnits = 3
    let shape = PtransShape(design: design)
    #expect(shape.problemSize(shape.run(problemSize: 4096)) == 3840)
    for (block, lanes) in [(40, 16), (8, 16), (16, 3), (8192, 16), (0, 1), (Int.max, 4)] {
      let small = try small(block: block, lanes: lanes)
      #expect(throws: DesignError.self) { try small.lowering() }
    }
  }
}
