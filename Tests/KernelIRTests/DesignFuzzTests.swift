import Quantities
import Specs
import TestSupport
import Testing

@testable import KernelIR

@Suite("Absurd designs and runs")
struct DesignFuzzTests {
  @Test(
    "Random designs are refused with reasons or give a program, costs and work: nothing traps",
    arguments: 0..<24)
  func nothingTraps(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var accepted = 0
    for _ in 0..<40 {
      let name = try #require(ShippedSpecs.kernelNames.randomElement(using: &random))
      let kernel = try Self.kernels[name] ?? ShippedSpecs.kernel(name)
      let board = try Self.boards["u280"] ?? ShippedSpecs.board()
      let design = Self.design(board, kernel, &random)
      _ = design.portBits
      accepted += try exercise(kernel, board, design, &random) ? 1 : 0
    }
    // Wild designs are nearly always refused; a few mild ones keep the rest exercised.
    #expect(accepted > 0)
  }

  private static let kernels = Dictionary(
    uniqueKeysWithValues: ShippedSpecs.kernelNames.compactMap { name in
      (try? ShippedSpecs.kernel(name)).map { (name, $0) }
    })
  private static let boards = ["u280": try? ShippedSpecs.board()].compactMapValues { $0 }

  /// - Returns: Whether the design was accepted.
  private func exercise(
    _ kernel: KernelSpec, _ board: BoardSpec, _ design: DesignPoint,
    _ random: inout SeededGenerator
  ) throws -> Bool {
    let program: KernelProgram
    let lowering: KernelLowering
    do {
      lowering = try KernelLowering(kernel: kernel, board: board, design: design)
      program = try lowering.program()
    } catch {
      #expect(!error.reasons.isEmpty)
      return false
    }
    let need = ResourceEstimate(program, board: board).computeUnit
    #expect(ResourceKind.allCases.allSatisfy { need[$0] >= 0 })
    let isPlaced =
      (try? Placement(units: design.computeUnits, need: need, board: board, subject: "")) != nil
    #expect(isPlaced == Placement.fits(design.computeUnits, need: need, board: board))
    #expect(ChannelAssignment(design: design, program: program).ranges.count == design.computeUnits)
    for _ in 0..<4 { count(lowering, program, Self.run(design, &random)) }
    return true
  }

  private func count(_ lowering: KernelLowering, _ program: KernelProgram, _ run: RunArguments) {
    do { try lowering.check(run) } catch { #expect(!error.reasons.isEmpty) }
    let work = WorkCount(program, sizes: run.sizes(tileBeats: lowering.design.tileBeats))
    #expect(work.operations >= 0)
    #expect(work.bytesRead.values.allSatisfy { $0 >= 0 })
  }

  private static let absurd = [Int.min, -1, 0, 1, 2, 3, 64, 1 << 31, 1 << 32, 1 << 62, Int.max]

  /// A mild value three times out of four, else an absurd one where `isWild`.
  private static func value(
    _ mild: [Int], _ isWild: Bool, _ random: inout SeededGenerator
  ) -> Int {
    let isAbsurd = isWild && Int.random(in: 0..<4, using: &random) == 0
    return (isAbsurd ? absurd : mild).randomElement(using: &random) ?? 1
  }

  private static func design(
    _ board: BoardSpec, _ kernel: KernelSpec, _ random: inout SeededGenerator
  ) -> DesignPoint {
    let isWild = Bool.random(using: &random)
    var design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    design.operation = kernel.operations.randomElement(using: &random)?.name ?? ""
    design.elementType = kernel.types.randomElement(using: &random) ?? .f32
    design.schedule = kernel.schedules.randomElement(using: &random) ?? .phased
    design.lanes = value([1, 2, 4, 8], isWild, &random)
    design.chain = kernel.structure == .roofline ? value([1, 7, 100], isWild, &random) : 1
    design.tileBeats = value([512, 4096, 1 << 24], isWild, &random)
    design.computeUnits = value([1, 2, 3, 10], isWild, &random)
    design.channels = value([1, 5, 32], isWild, &random)
    design.burstBeats = value([1, 16, 64], isWild, &random)
    design.outstanding = value([1, 16, 256], isWild, &random)
    design.storage = StorageKind.allCases.randomElement(using: &random) ?? .bram
    design.isRandom = Bool.random(using: &random)
    guard isWild else { return design }
    let clocks = [300e6, 0, -1, .infinity, .nan, .greatestFiniteMagnitude]
    design.clock = Frequency(clocks.randomElement(using: &random) ?? 0)
    design.memory = ["hbm", "ddr", ""].randomElement(using: &random) ?? ""
    design.bindings = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      StageBinding(stages: value([1, 3, 7], true, &random), multiply: nil, add: nil)
    }
    return design
  }

  private static func run(
    _ design: DesignPoint, _ random: inout SeededGenerator
  ) -> RunArguments {
    let isWild = Bool.random(using: &random)
    var run = RunArguments(beats: value([design.tileBeats, 4096], isWild, &random))
    run.passes = value([1, 5], isWild, &random)
    run.tap = value([0, 1], isWild, &random)
    run.accessBeats = value([1, 4], isWild, &random)
    run.strideBeats = value([4, 8], isWild, &random)
    run.workingSetBeats = value([64, 1024], isWild, &random)
    return run
  }
}
