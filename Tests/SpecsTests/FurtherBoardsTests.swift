import Quantities
import Testing

@testable import Specs

@Suite("Boards beside the Alveo cards")
struct FurtherBoardsTests {
  private let catalog = SpecCatalog.ofSources()

  @Test(
    "Channels and sizes are those that the documentation prints",
    arguments: [("f2", "hbm", 32, 460.8, 16), ("520n", "ddr", 4, 76.8, 32)])
  func memories(
    board: String, memory: String, channels: Int, gigabytes: Double, gibibytes: Int
  ) throws {
    let mounted = try #require(try catalog.board(board).memory(named: memory))
    #expect(mounted.channels == channels)
    #expect(abs(mounted.peakBandwidth.value - gigabytes * 1e9) < 1)
    #expect(mounted.device.capacity.value * channels == gibibytes << 30)
  }

  @Test("Two buffers store a write burst on every shipped board, as measured on one of them")
  func writeBuffers() throws {
    for name in catalog.boardNames {
      let devices = try catalog.board(name).memories.map(\.device)
      #expect(devices.allSatisfy { $0.controller.writeBuffers == 2 }, "\(name)")
    }
  }

  @Test("A single-precision multiply-add takes one DSP of a Stratix 10 and no logic")
  func nativeMultiplyAdd() throws {
    let table = try catalog.board("520n").operators
    let costs = table.implementations(of: .fma, type: .f32).map(\.cost)
    #expect(costs == [ResourceCount(dsp: 1)])
  }

  @Test("A Stratix 10 has no UltraRAM, neither in its fabric nor in its region")
  func noUltraRAM() throws {
    let board = try catalog.board("520n")
    #expect(board.fabric.storage(.uram) == nil && board.resources.uram == 0)
  }

  @Test("The resources of F2 are those of the whole VU47P, in three equal regions")
  func wholeDie() throws {
    let board = try catalog.board("f2")
    #expect(
      board.resources
        == ResourceCount(lut: 1_303_680, ff: 2_607_360, dsp: 9024, bram: 2016, uram: 960))
    #expect(Set(board.regions.map(\.resources)).count == 1)
  }

  @Test("Files of measured facts are found beside the boards, the list of unused rows is not one")
  func validationFiles() {
    let files = catalog.validationFiles
    #expect(files.contains { $0.hasSuffix("/validation/520n.csv") })
    #expect(files == files.sorted() && !files.contains { $0.hasSuffix("unused.csv") })
    let empty = SpecCatalog(boardsFolder: "/nowhere", kernelsFolder: "/nowhere")
    #expect(empty.validationFiles.isEmpty)
  }
}
