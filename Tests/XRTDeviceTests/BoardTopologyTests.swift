import Foundation
import Specs
import Testing
import XRTDevice
import Xclbin

@Suite("The memories of a board as an xclbin lists them")
struct BoardTopologyTests {
  /// Addresses as `xclbinutil --info` prints them for the U280 builds of pc2/hpcc_fpga_eval_21.
  @Test("Banks of the U280 lie where builds for it have them")
  func addresses() throws {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let catalog = SpecCatalog(
      boardsFolder: "\(package)/Boards", kernelsFolder: "\(package)/Kernels")
    let board = try catalog.board("u280")
    let topology = BoardTopology(board)
    let address = Dictionary(
      topology.banks.map { ($0.name, $0.baseAddress) }, uniquingKeysWith: { first, _ in first })
    #expect(address["HBM[0]"] == 0)
    #expect(address["HBM[31]"] == 0x1_f000_0000)
    #expect(address["DDR[0]"] == 0x40_0000_0000)
    #expect(address["DDR[1]"] == 0x80_0000_0000)
    #expect(topology.banks.count == 34)
  }
}
