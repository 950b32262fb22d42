import Measurements
import struct Measurements.Measurement
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

  /// Two units of a kernel with ports of 512 and 32 bit: one on HBM[0] and HBM[1], one on HBM[1].
  private func design() -> XclbinDesign {
    let kernel = EmbeddedMetadata.Kernel(
      name: "vadd", control: .chain,
      ports: [
        .memory("M_AXI_GMEM0", dataWidth: 512), .memory("M_AXI_GMEM1", dataWidth: 32), .registers(),
      ],
      arguments: [
        .init(
          name: "a", index: 0, qualifier: .global, port: "M_AXI_GMEM0", size: 8, offset: 0x10,
          type: "int*"),
        .init(
          name: "b", index: 1, qualifier: .global, port: "M_AXI_GMEM1", size: 8, offset: 0x1C,
          type: "int*"),
      ],
      instances: [
        .init(name: "vadd_1", baseAddress: 0x81_0000),
        .init(name: "vadd_2", baseAddress: 0x82_0000),
      ])
    let metadata = EmbeddedMetadata(
      project: "vadd.link",
      platform: .init(
        vendor: "xilinx", board: "u280", name: "gen3x16_xdma_base", major: 1, minor: 0),
      part: "virtexuplusHBM:xcu280:fsvh2892:-2L-e", target: "hw",
      clocks: [.init(port: "DATA_CLK", frequency: .megahertz(300))], kernels: [kernel])
    let memories = (0..<3).map { index in
      MemoryBank(
        kind: .hbm, isUsed: false, kibibytes: 0x40000, baseAddress: UInt64(index) << 28,
        name: "HBM[\(index)]")
    }
    func place(_ unit: String, _ argument: Int) -> XclbinDesign.ArgumentPlace {
      .init(kernel: "vadd", instance: unit, argument: argument)
    }
    return XclbinDesign(
      metadata: metadata, memories: memories,
      banks: [
        place("vadd_1", 0): [0], place("vadd_1", 1): [1], place("vadd_2", 0): [1],
        place("vadd_2", 1): [1],
      ], clocks: [AchievedClock(megahertz: 186, kind: .data, name: "DATA_CLK")])
  }

  private func bytes(_ mode: XclbinMode = .flat) throws -> [UInt8] {
    var header = XclbinHeader()
    header.mode = mode
    header.platform = "xilinx_u280_gen3x16_xdma_base_1"
    let file = try design().file(
      header: header, bitstream: Array("not a bitstream".utf8),
      build: BuildMetadata(
        tool: "v++", version: "2022.1", options: "v++ -t hw",
        platform: "xilinx_u280_gen3x16_xdma_base_1"))
    return try file.encoded()
  }

  private func rows(_ bytes: [UInt8]) throws -> [Measurement] {
    var report = ImportedReport()
    let importer = try ReportCatalog.read(ReportFile(name: "a.xclbin", bytes: bytes), into: &report)
    #expect(importer.kind == "xclbin")
    return report.rows
  }

  @Test("A whole file gives clock, units, ports and banks of its kernel")
  func whole() throws {
    let row = try #require(try rows(bytes()).first)
    #expect(row.kernel == "vadd" && row.board == "u280" && row.evidence == .measured)
    #expect(row.computeUnits == 2 && row.clock == .megahertz(186))
    #expect(row.memory == "hbm" && row.channels == 2 && row.portBits == 512)
    #expect(row.extraColumns.first { $0.name == "memory_ports" }?.value == "2")
    #expect(row.message.contains("port_bits is the widest of"))
    #expect(row.lut == nil && row.seconds == nil && row.initiationInterval == nil)
  }

  @Test("A file for emulation is an estimate, and says so")
  func emulation() throws {
    let row = try #require(try rows(bytes(.softwareEmulation)).first)
    #expect(row.evidence == .modelled && row.message.contains("made for emulation"))
  }

  @Test("A file that is cut anywhere is refused or gives rows, and never traps")
  func truncated() throws {
    let whole = try bytes()
    var refused = 0
    for end in stride(from: 7, to: whole.count, by: max(1, whole.count / 200)) {
      do { _ = try rows(Array(whole[..<end])) } catch { refused += 1 }
    }
    #expect(refused > 100)
  }
}
