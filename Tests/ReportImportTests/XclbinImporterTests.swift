import Quantities
import Testing
import Xclbin

@testable import ReportImport

@Suite("Import of xclbin files")
struct XclbinImporterTests {
  @Test("Bytes that are no whole xclbin are refused")
  func damaged() {
    let bytes = Array("xclbin2".utf8) + Array(repeating: UInt8(0), count: 600)
    var report = ImportedReport()
    #expect(throws: ImportError.self) {
      try ReportCatalog.read(ReportFile(name: "a.xclbin", bytes: bytes), into: &report)
    }
  }

  @Test(
    "Banks of ranges are told apart and their memory is named as boards name it",
    arguments: [
      ("HBM[0:3]", ["HBM[0]", "HBM[1]", "HBM[2]", "HBM[3]"], "hbm"),
      ("DDR[1] (MEM_DRAM)", ["DDR[1]"], "ddr"), ("bank0 (MEM_DDR4)", ["bank0"], "ddr"),
      ("PLRAM[2]", ["PLRAM[2]"], "plram"), ("HBM[3:0]", ["HBM[3:0]"], "hbm"),
    ])
  func banks(_ text: String, _ names: [String], _ memory: String) {
    #expect(MemoryBanks.names(Substring(text)) == names)
    #expect(names.allSatisfy { MemoryBanks.memory($0) == memory })
    #expect(MemoryBanks.names("<not applicable>").isEmpty)
  }

  @Test(
    "Devices and platforms are named as boards are",
    arguments: [
      ("xcu280-fsvh2892-2L-e", "u280"), ("xcu280fsvh2892-2L", "u280"),
      ("xcu50-fsvh2104-2-e", "u50"),
      ("xcu55c-fsvh2892-2L-e", "u55c"), ("xilinx:u280:xdma:201920.3", "u280"),
      ("xilinx_u55c_gen3x16_xdma_base_3-0", "u55c"),
      ("xilinx_aws-vu9p-f1-04261818_dynamic_5_0-0", "f1"), ("xczu7ev-ffvc1156-2-e", ""),
    ])
  func boards(_ device: String, _ board: String) {
    #expect(DeviceName.board(device) == board)
  }
}
