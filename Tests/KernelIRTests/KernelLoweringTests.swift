import Quantities
import Specs
import TestSupport
import Testing

@testable import KernelIR

@Suite("Lowering")
struct KernelLoweringTests {
  @Test(
    "Every shipped kernel lowers for every operation, type and schedule on every board",
    arguments: ShippedSpecs.boardNames)
  func everyVariant(boardName: String) throws {
    let board = try ShippedSpecs.board(boardName)
    for name in ShippedSpecs.kernelNames {
      let kernel = try ShippedSpecs.kernel(name)
      for memory in board.memories {
        let design = DesignPoint(board: board, kernel: kernel, memory: memory)
        for var variant in kernel.variants(of: design) {
          variant.lanes = 512 / variant.elementType.bits
          let lowering = try KernelLowering(kernel: kernel, board: board, design: variant)
          expectConsistent(try lowering.program(), kernel, variant)
        }
      }
    }
  }

  private func expectConsistent(
    _ program: KernelProgram, _ kernel: KernelSpec, _ design: DesignPoint
  ) {
    let ports = kernel.portsPerUnit(operation: design.operation, schedule: design.schedule)
    #expect(program.ports.count == ports, "\(program.name)")
    #expect(program.arrays.allSatisfy { program.port(of: $0) != nil })
    let statements = program.processes.flatMap { $0.body + $0.epilogue }
    for stream in program.streams {
      let readers =
        statements.filter { $0.reads(stream) }.count
        + program.processes.filter { $0.division?.ends == stream.name }.count
      #expect(readers == 1, "\(stream.name) has a reader")
      #expect(statements.filter { $0.writes(stream) }.count == 1, "\(stream.name) has a writer")
    }
    let names = program.processes.map(\.name)
    #expect(Set(names).count == names.count)
    // Only what happens once per partial result or per cell may take its time, and what needs the
    // result of the iteration before.
    let slow = ["finish", "collide", "sweep_forwards", "sweep_backwards"]
    #expect(
      program.processes.allSatisfy {
        $0.depth > 0 && $0.initiationInterval >= 1
          && ($0.initiationInterval == 1 || slow.contains($0.name))
      })
  }

  @Test("A design that is wrong in every way is told every reason at once")
  func allReasons() throws {
    let board = try ShippedSpecs.board()
    let reasons = try ["roofline", "stream", "memory-probe", "onchip"].map { name in
      let kernel = try ShippedSpecs.kernel(name)
      return refusal(kernel, board, Self.wrongDesign(board, kernel))
    }
    let difference = Golden.difference(
      reasons.joined(separator: "\n\n") + "\n", "design_refusals.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  private func refusal(_ kernel: KernelSpec, _ board: BoardSpec, _ design: DesignPoint) -> String {
    do {
      _ = try KernelLowering(kernel: kernel, board: board, design: design)
      return "accepted"
    } catch { return "\(error)" }
  }

  private static func wrongDesign(_ board: BoardSpec, _ kernel: KernelSpec) -> DesignPoint {
    var design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    design.operation = "divide"
    design.schedule = kernel.schedules.contains(.phased) ? .overlapped : .phased
    design.elementType = kernel.types.contains(.f64) ? .f32 : .f64
    design.lanes = 24
    design.chain = 5000
    design.computeUnits = 2000
    design.tileBeats = kernel.structure == .onChip ? 48 : 1
    design.burstBeats = 300
    design.outstanding = 0
    design.channels = 99
    design.clock = .megahertz(0.5)
    design.memory = kernel.structure == .elementwise ? "lpddr" : "hbm"
    design.bindings = [StageBinding(stages: 3, multiply: nil, add: nil)]
    return design
  }

  @Test(
    "Ports are the widest powers of two up to 512 bits that divide a beat",
    arguments: [ElementType.i8, .f16, .f32, .f64])
  func portWidths(type: ElementType) throws {
    var small = try SmallDesign("stream")
    if type == .i8 { small = try SmallDesign("memory-probe") }
    small.design.elementType = type
    for lanes in 1...129 {
      small.design.lanes = lanes
      let widest = [512, 256, 128, 64, 32, 16, 8].first { lanes * type.bits % $0 == 0 } ?? 0
      #expect(small.design.portBits == widest)
      guard lanes * type.bits / widest <= 64 else {
        #expect(throws: DesignError.self) { try small.lowering() }
        continue
      }
      let program = try small.program()
      #expect(program.ports.allSatisfy { $0.bits == widest })
      #expect(program.portWords(of: program.arrays[0]) == lanes * type.bits / widest)
    }
  }

  @Test("A port narrower than its beats is a power of two of bits that divides them")
  func narrowPorts() throws {
    var small = try SmallDesign("stream")
    small.design.lanes = 16
    for bits in [-32, 0, 16, 96, 1024, Int.max] {
      small.design.chosenPortBits = bits
      #expect(throws: DesignError.self) { try small.lowering() }
    }
    small.design.chosenPortBits = 128
    #expect(try small.program().processes.map(\.initiationInterval).max() == 4)
  }

  @Test("A burst may be 4 KiB long, not more")
  func longestBurst() throws {
    var small = try SmallDesign("stream")
    small.design.lanes = 16
    small.design.burstBeats = 64
    #expect(throws: Never.self) { try small.lowering() }
    small.design.burstBeats = 65
    #expect(throws: DesignError.self) { try small.lowering() }
  }

  @Test("A tile must be as long as the pipeline of its chain, and may be exactly that long")
  func shortestTile() throws {
    var small = try SmallDesign("roofline")
    let compute = try small.program().processes.first { $0.name == "compute" }
    let depth = try #require(compute?.depth)
    small.design.tileBeats = depth
    #expect(throws: Never.self) { try small.program() }
    small.design.tileBeats = depth - 1
    #expect(throws: DesignError.self) { try small.program() }
  }

  @Test("The pipeline is as long as its stages and five cycles around them")
  func depth() throws {
    var small = try SmallDesign("roofline")
    let table = small.board.operators
    let stage = try #require(StageOptions.toolDefault(table, .fma, .f32))
    small.design.chain = 7
    let compute = try small.program().processes.first { $0.name == "compute" }
    #expect(compute?.depth == 7 * stage.latency + 5)
  }

  @Test("A board whose clock ends below 1 MHz refuses designs and does not trap")
  func slowBoard() throws {
    var small = try SmallDesign("stream")
    var board = small.board
    board.clock.maximum = .megahertz(0.5)
    small = SmallDesign(small.kernel, board: board)
    #expect(throws: DesignError.self) { try small.lowering() }
  }

  @Test("Taps are the powers of two up to the length, and the length")
  func taps() {
    #expect(OperatorChain.taps(length: 1) == [1])
    #expect(OperatorChain.taps(length: 8) == [1, 2, 4, 8])
    #expect(OperatorChain.taps(length: 11) == [1, 2, 4, 8, 11])
    #expect(OperatorChain.taps(length: 0).isEmpty)
    #expect(OperatorChain.taps(length: .max).count == 64)
  }
}

extension Statement {
  fileprivate func reads(_ stream: KernelIR.Stream) -> Bool {
    if case .read(stream.name, _, _) = self { return true }
    return false
  }

  fileprivate func writes(_ stream: KernelIR.Stream) -> Bool {
    if case .write(stream.name, _, _) = self { return true }
    return false
  }
}
