import KernelIR
import Specs
import Testing

@testable import Runners

@Suite("Binding of chains")
struct ChainBindingTests {
  private func design(chain: Int, units: Int) throws -> (KernelSpec, BoardSpec, DesignPoint) {
    let board = try ShippedSpecs.board()
    let kernel = try ShippedSpecs.kernel("roofline")
    var design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    design.chain = chain
    design.computeUnits = units
    design.tileBeats = 4096
    return (kernel, board, design)
  }

  private func fits(_ design: DesignPoint, _ kernel: KernelSpec, _ board: BoardSpec) throws -> Bool
  {
    let program = try KernelLowering(kernel: kernel, board: board, design: design).program()
    let need = ResourceEstimate(program, board: board).computeUnit
    return Placement.fits(design.computeUnits, need: need, board: board)
  }

  @Test("A chain that fits as the tool builds it is left alone")
  func small() throws {
    let (kernel, board, design) = try design(chain: 8, units: 1)
    #expect(ChainBinding.bound(design, kernel: kernel, board: board) == design)
  }

  @Test("A chain that only fits with other implementations gets them, all stages of it")
  func mixed() throws {
    let (kernel, board, _) = try design(chain: 1, units: 1)
    var mixed = 0
    for chain in stride(from: 8, through: 80, by: 4) {
      let (_, _, design) = try design(chain: chain, units: 3)
      let bound = ChainBinding.bound(design, kernel: kernel, board: board)
      guard bound != design else { continue }
      mixed += 1
      #expect(try !fits(design, kernel, board))
      #expect(try fits(bound, kernel, board))
      #expect(bound.bindings.reduce(0) { $0 + $1.stages } == chain)
    }
    #expect(mixed > 0)
  }

  @Test(
    "What cannot fit or be built stays as it was, for the refusal to explain",
    arguments: [(4096, 1), (4096, 16), (0, 1), (.max, 1), (8, .max), (-5, -5)])
  func impossible(chain: Int, units: Int) throws {
    let (kernel, board, design) = try design(chain: chain, units: units)
    #expect(ChainBinding.bound(design, kernel: kernel, board: board) == design)
  }
}
