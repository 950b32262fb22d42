import Foundation
import Quantities

@testable import Xclbin

/// The topology of `Fixtures/topology`, which `xclbinutil` was given too, as a description.
enum SmallDesign {
  static func bank(_ index: Int, used: Bool = true) -> MemoryBank {
    MemoryBank(
      kind: .hbm, isUsed: used, kibibytes: 0x40000, baseAddress: UInt64(index) << 28,
      name: "HBM[\(index)]")
  }

  static let memories = [
    bank(0), bank(1), bank(2), bank(3, used: false),
    MemoryBank(
      kind: .ddr4, isUsed: true, kibibytes: 0x100_0000, baseAddress: 0x40_0000_0000,
      name: "DDR[0]"),
    MemoryBank(
      kind: .dram, isUsed: false, kibibytes: 0x20000, baseAddress: 0x60_0000_0000,
      name: "PLRAM[0]"),
  ]

  static let scale = EmbeddedMetadata.Kernel(
    name: "scale", control: .handshake,
    ports: [.memory("M_AXI_GMEM", dataWidth: 64), .registers()],
    arguments: [
      .init(
        name: "data", index: 0, qualifier: .global, port: "M_AXI_GMEM", size: 8, offset: 0x10,
        type: "double*"),
      .init(
        name: "factor", index: 1, qualifier: .scalar, port: "S_AXI_CONTROL", size: 8,
        offset: 0x1C, type: "double"),
    ],
    instances: [.init(name: "scale_1", baseAddress: 0x80_0000)])

  static let vadd = EmbeddedMetadata.Kernel(
    name: "vadd", control: .chain,
    ports: [
      .memory("M_AXI_GMEM0", dataWidth: 512), .memory("M_AXI_GMEM1", dataWidth: 32), .registers(),
    ],
    arguments: [
      .init(
        name: "a", index: 0, qualifier: .global, port: "M_AXI_GMEM0", size: 8, offset: 0x10,
        type: "ap_uint<512>*"),
      .init(
        name: "b", index: 1, qualifier: .global, port: "M_AXI_GMEM1", size: 8, offset: 0x1C,
        type: "int*"),
      .init(
        name: "out", index: 2, qualifier: .global, port: "M_AXI_GMEM0", size: 8, offset: 0x28,
        type: "int*"),
      .init(
        name: "n", index: 3, qualifier: .scalar, port: "S_AXI_CONTROL", size: 4, offset: 0x34,
        type: "int"),
    ],
    instances: [
      .init(name: "vadd_1", baseAddress: 0x81_0000), .init(name: "vadd_2", baseAddress: 0x82_0000),
    ])

  static let metadata = EmbeddedMetadata(
    project: "vadd.link",
    platform: .init(vendor: "xilinx", board: "u280", name: "gen3x16_xdma_base", major: 1, minor: 0),
    part: "virtexuplusHBM:xcu280:fsvh2892:-2L-e", target: "sw_em",
    clocks: [
      .init(port: "DATA_CLK", frequency: .megahertz(300)),
      .init(port: "KERNEL_CLK", frequency: .megahertz(500)),
    ],
    kernels: [scale, vadd])

  private static func place(_ unit: String, _ argument: Int) -> XclbinDesign.ArgumentPlace {
    .init(kernel: String(unit.prefix { $0 != "_" }), instance: unit, argument: argument)
  }

  static let design = XclbinDesign(
    metadata: metadata, memories: memories,
    banks: [
      place("scale_1", 0): [4],
      place("vadd_1", 0): [0], place("vadd_1", 1): [0, 1, 2], place("vadd_1", 2): [0, 2],
      place("vadd_2", 0): [1], place("vadd_2", 1): [0, 1],
    ],
    clocks: [
      AchievedClock(megahertz: 300, kind: .data, name: "DATA_CLK"),
      AchievedClock(megahertz: 500, kind: .kernel, name: "KERNEL_CLK"),
      AchievedClock(megahertz: 450, kind: .system, name: "hbm_aclk"),
    ])

  static var header: XclbinHeader {
    var header = XclbinHeader()
    header.mode = .softwareEmulation
    header.platform = "xilinx_u280_gen3x16_xdma_base_1"
    header.identifier = UUID(uuidString: "01020304-0506-0708-090A-0B0C0D0E0F10") ?? UUID()
    header.timeStamp = 1_600_000_000
    return header
  }

  static func file() throws -> XclbinFile {
    try design.file(
      header: header, bitstream: Array("not a bitstream".utf8),
      build: BuildMetadata(
        tool: "v++", version: "2022.1", options: "v++ -t sw_emu",
        platform: "xilinx_u280_gen3x16_xdma_base_1"))
  }

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// What xclbinutil 2.13.466 wrote for `Fixtures/topology` and the XML and JSON beside it.
  static func vendorBytes() throws -> [UInt8] {
    Array(try Data(contentsOf: fixtures.appendingPathComponent("xclbinutil-2.13.xclbin")))
  }
}
