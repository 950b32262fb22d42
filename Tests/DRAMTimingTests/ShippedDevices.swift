import Foundation
import Specs
import Testing

/// The channels of shipped boards, found from the place of this file.
enum ShippedDevice: String, CaseIterable {
  case ddr4 = "u280 ddr"
  case hbm2 = "u280 hbm"
  case largeHBM2 = "u55c hbm"

  func memory() throws -> MemorySpec {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let package = tests.deletingLastPathComponent().deletingLastPathComponent().path
    let catalog = SpecCatalog(
      boardsFolder: "\(package)/Boards", kernelsFolder: "\(package)/Kernels")
    let names = rawValue.split(separator: " ").map(String.init)
    return try #require(try catalog.board(names[0]).memory(named: names[1])).device
  }

  func spec() throws -> DRAMSpec { try #require(try memory().dram) }
}
