import KernelIR
import Specs
import Testing

@testable import Runners

@Suite("Largest designs")
struct LargestDesignTests {
  private func search(_ board: BoardSpec) throws -> LargestDesign {
    LargestDesign(
      board: board, kernel: try ShippedSpecs.kernel("roofline"), memory: board.memories[0])
  }

  private func fits(_ design: DesignPoint, _ board: BoardSpec) throws -> Bool {
    let kernel = try ShippedSpecs.kernel("roofline")
    let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
    let need = ResourceEstimate(program, board: board).computeUnit
    return Placement.fits(design.computeUnits, need: need, board: board)
  }

  @Test(
    "It fits, and neither one more stage of any kind nor one more unit does",
    arguments: ShippedSpecs.boardNames, [ElementType.f32, .f64, .i16])
  func largest(boardName: String, type: ElementType) throws {
    let board = try ShippedSpecs.board(boardName)
    let design = try #require(try search(board).design(.fma, type))
    #expect(try fits(design, board))
    for stage in stages(board, type) {
      var longer = design
      longer.chain += 1
      longer.bindings.append(stage)
      longer.tileBeats = max(design.tileBeats, LargestDesign.tileBeats(for: longer.bindings))
      #expect(try !fits(longer, board), "\(stage.cost)")
    }
    var wider = design
    wider.computeUnits += 1
    guard wider.computeUnits * 2 <= board.memories[0].maximumPorts else { return }
    #expect(try !fits(wider, board))
  }

  /// Every way to build a multiply-add, each once.
  private func stages(_ board: BoardSpec, _ type: ElementType) -> [StageBinding] {
    board.operators.implementations(of: .mul, type: type).flatMap { multiply in
      board.operators.implementations(of: .add, type: type).map { add in
        StageBinding(stages: 1, multiply: multiply, add: add)
      }
    }
  }

  @Test("No fixed number of compute units has more operators in all", arguments: ["u280", "u50"])
  func bestNumberOfUnits(boardName: String) throws {
    let board = try ShippedSpecs.board(boardName)
    let search = try search(board)
    let best = try #require(search.design(.fma, .f32))
    for units in 1...board.memories[0].maximumPorts / 2 {
      guard let design = search.design(.fma, .f32, computeUnits: units) else { continue }
      #expect(design.computeUnits == units)
      #expect(try fits(design, board))
      #expect(design.chain * units <= best.chain * best.computeUnits)
    }
  }

  @Test("The same search gives the same design")
  func deterministic() throws {
    let board = try ShippedSpecs.board()
    #expect(try search(board).design(.mul, .f32) == search(board).design(.mul, .f32))
  }

  @Test("A board without room has no largest design")
  func noRoom() throws {
    var board = try ShippedSpecs.board()
    for index in board.regions.indices {
      board.regions[index].resources = ResourceCount(lut: 100, ff: 100)
    }
    #expect(try search(board).design(.fma, .f32) == nil)
    #expect(try search(board).design(.fma, .f32, computeUnits: 1) == nil)
  }

  @Test("Every share of units fits its regions, and the shares are those that none beats")
  func unitShares() throws {
    let board = try ShippedSpecs.board()
    let shares = UnitShares(board, most: 4) { $0 <= 9 }
    #expect(Set(shares.candidates.map(\.units)) == Set(1...9))
    for candidate in shares.candidates {
      #expect(Placement.fits(candidate.units, need: candidate.budget, board: board))
    }
  }
}
