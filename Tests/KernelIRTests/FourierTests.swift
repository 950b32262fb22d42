import Foundation
import Specs
import Testing

@testable import KernelIR

@Suite("Fourier transform")
struct FourierTests {
  private func small(
    log2n: Int, lanes: Int, _ operation: String = "forward", type: ElementType = .f32
  ) throws -> SmallDesign {
    var small = try SmallDesign("fft")
    small.design.operation = operation
    small.design.lanes = lanes
    small.design.elementType = type
    small.design.parameters = [.log2n: log2n]
    return small
  }

  @Test(
    "Transforms and beats of every length give the spectrum by its definition",
    arguments: [(2, 4), (2, 8), (3, 4), (3, 16), (4, 8), (5, 4), (6, 16), (7, 8), (8, 8)])
  func agreement(log2n: Int, lanes: Int) throws {
    for type in [ElementType.f32, .f64] where lanes * type.bits <= 512 {
      for operation in ["forward", "inverse"] {
        let small = try small(log2n: log2n, lanes: lanes, operation, type: type)
        let program = try small.program()
        for run in FourierShape(design: small.design).reducedRuns {
          #expect(try small.difference(program, like: run) == nil)
        }
      }
    }
  }

  @Test("A constant has its sum at frequency 0 and nothing elsewhere; a wave has one line")
  func closedForms() throws {
    let small = try small(log2n: 5, lanes: 8, type: .f64)
    let waves: [(frequency: Int, place: Int)] = [(0, 0), (1, 16), (3, 24), (16, 1)]
    for wave in waves {
      let input = (0..<32).flatMap { n -> [Double] in
        let angle = 2 * Double.pi * Double(wave.frequency * n) / 32
        return [cos(angle), sin(angle)]
      }
      var interpreter = Interpreter(
        program: try small.program(), sizes: ["transforms": 1],
        arrays: ["points": input, "spectrum": [Double](repeating: 0, count: 64)])
      try interpreter.run()
      let found = interpreter.arrays["spectrum"] ?? []
      for (index, value) in found.enumerated() {
        #expect(abs(value - (index == 2 * wave.place ? 32 : 0)) < 1e-12)
      }
    }
  }

  @Test("A transform takes N/P cycles and counts 5 · N · log2 N operations")
  func cycles() throws {
    let small = try small(log2n: 12, lanes: 16)
    let program = try small.program()
    let run = FourierShape(design: small.design).run(problemSize: 100)
    let sizes = run.sizes(tileBeats: 1)
    for process in program.processes {
      let iterations = process.loops.reduce(1) { $0 * Int($1.count.value(sizes)) }
      #expect(process.initiationInterval == 1)
      // Exchanges let go of their last block behind the last transform.
      let isExchange = process.loops.first?.counter == "block"
      #expect(isExchange ? (51_201...51_456).contains(iterations) : iterations == 51_200)
    }
    let work = WorkCount(program, of: small.kernel, design: small.design, run: run)
    #expect(work.operations == 100 * 5 * 4096 * 12)
    #expect(work.bytesRead == ["points": 100 * 4096 * 8])
    #expect(work.bytesWritten == ["spectrum": 100 * 4096 * 8])
    // What the stages really make is the same but for the last one, which turns nothing.
    let made = WorkCount(program, sizes: sizes).operations
    #expect(made == 100 * 4096 / 2 * (11 * 10 + 4))
  }

  @Test("Exchanges hold a block each; factors are those of the stage, half of its points")
  func memories() throws {
    let program = try small(log2n: 6, lanes: 8).program()
    let exchanges = program.buffers.filter { $0.table == nil }
    #expect(exchanges.map(\.depth) == [8, 8, 4, 4, 2, 2, 1, 1])
    let tables = program.buffers.compactMap(\.table)
    #expect(tables.map(\.count) == [64, 32, 16, 8, 4])
    for buffer in program.buffers { #expect(!program.isBanked(buffer)) }
  }

  @Test("Units take equal shares of the transforms; sizes are rounded down to them")
  func shares() throws {
    var design = try small(log2n: 6, lanes: 8).design
    design.computeUnits = 3
    let shape = FourierShape(design: design)
    let run = shape.run(problemSize: 100)
    #expect(shape.problemSize(run) == 99)
    #expect(run.shape == ["transforms": 33])
    #expect(run.beats == 33 * 16)
  }

  @Test("Lengths out of range, short transforms and beats of one point are refused")
  func refusals() throws {
    for (log2n, lanes) in [(1, 4), (19, 16), (2, 16), (6, 2), (6, 1), (Int.max, 4), (-5, 4)] {
      let small = try small(log2n: log2n, lanes: lanes)
      #expect(throws: DesignError.self) { try small.lowering() }
    }
  }

  @Test("Runs without a transform or beyond 32 bits are refused")
  func runs() throws {
    let lowering = try small(log2n: 6, lanes: 8).lowering()
    let shape = FourierShape(design: lowering.design)
    for size in [1, 1000] { try lowering.check(shape.run(problemSize: size)) }
    #expect(throws: DesignError.self) { try lowering.check(shape.run(problemSize: .max)) }
    #expect(throws: DesignError.self) { try lowering.check(RunArguments(beats: 16)) }
  }

  @Test("An element that is off by more than rounding explains is noticed")
  func tolerance() throws {
    let small = try small(log2n: 6, lanes: 8)
    var program = try small.program()
    let number = try #require(program.buffers.firstIndex { $0.name == "roots_0" })
    program.buffers[number].table?[6] += 1e-2
    let run = try #require(FourierShape(design: small.design).reducedRuns.first)
    #expect(try small.difference(program, like: run) != nil)
  }
}
