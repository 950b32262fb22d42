import Foundation
import Quantities
import Testing

@testable import Xclbin

@Suite("Sections are those of the vendor's tool")
struct VendorSectionTests {
  @Test(
    "The section for the same topology is the same bytes",
    arguments: [
      .memoryTopology, .ipLayout, .connectivity, .clockFrequencyTopology, .groupTopology,
      .groupConnectivity, .embeddedMetadata,
    ] as [SectionKind])
  func sameBytes(kind: SectionKind) throws {
    let vendor = try XclbinFile(bytes: SmallDesign.vendorBytes())
    let ours = try SmallDesign.file()
    let expected = try #require(vendor.section(kind)?.bytes)
    #expect(ours.section(kind)?.bytes == expected)
  }

  @Test("What is read from the vendor's file is the topology that it was given")
  func reading() throws {
    let contents = try XclbinContents(XclbinFile(bytes: SmallDesign.vendorBytes()))
    #expect(contents.memories.banks == SmallDesign.memories)
    #expect(contents.metadata == SmallDesign.metadata)
    #expect(contents.layout == SmallDesign.design.layout)
    #expect(contents.connectivity == SmallDesign.design.connectivity)
    #expect(contents.clocks == SmallDesign.design.clocks)
    #expect(contents.kernelClock == .megahertz(300))
    #expect(contents.frequency(of: .kernel) == .megahertz(500))
    #expect(contents.build?.tool == "v++")
    #expect(contents.build?.platform == "xilinx_u280_gen3x16_xdma_base_1")
    #expect(contents.missing.isEmpty)
    #expect(contents.groups.banks.map(\.name).suffix(2) == ["MBG[0:2]", "MBG[0:1]"])
  }

  @Test("Compute units, their banks and the group that XRT allocates in")
  func units() throws {
    let contents = try XclbinContents(SmallDesign.file())
    let units = contents.computeUnits(of: "vadd")
    #expect(units.map(\.instance) == ["vadd_1", "vadd_2"])
    #expect(units.map(\.baseAddress) == [0x81_0000, 0x82_0000])
    #expect(units.map(\.control) == [.chain, .chain])
    #expect(contents.banks(of: 1, unit: units[0]).map(\.name) == ["HBM[0]", "HBM[1]", "HBM[2]"])
    #expect(contents.banks(of: 3, unit: units[0]).isEmpty)
    #expect(contents.group(of: 1, unit: units[0]) == 6)
    #expect(contents.group(of: 0, unit: units[1]) == 1)
    #expect(contents.group(of: 3, unit: units[0]) == nil)
  }
}

@Suite("Memory groups")
struct MemoryGroupingTests {
  private func groups(_ banks: [Int], of memories: [MemoryBank]) -> MemoryGrouping {
    MemoryGrouping(
      MemoryTopology(memories),
      Connectivity(banks.map { MemoryConnection(argument: 0, block: 0, memory: $0) }))
  }

  @Test("Banks in address order make one group, whatever the order of their indices")
  func order() {
    let memories = [2, 0, 1].map { SmallDesign.bank($0) }
    let grouping = groups([0, 1, 2], of: memories)
    #expect(grouping.topology.banks.count == 4)
    #expect(grouping.topology.banks.last?.baseAddress == 0)
    #expect(grouping.topology.banks.last?.kibibytes == 3 * 0x40000)
    #expect(grouping.topology.banks.last?.name == "MBG[0:2]")
    #expect(grouping.connectivity.connections.map(\.memory) == [3, 0, 1, 2])
  }

  @Test("A gap, an unused bank or another kind of memory makes no group")
  func noGroup() {
    let memories = (0..<4).map { SmallDesign.bank($0, used: $0 != 2) }
    #expect(groups([0, 2], of: memories).topology.banks.count == 4)
    #expect(groups([0, 1, 3], of: memories).topology.banks.count == 4)
    #expect(groups([1, 2], of: memories).topology.banks.count == 4)
    var host = memories
    for index in host.indices { host[index].kind = .host }
    #expect(groups([0, 1], of: host).topology.banks.count == 4)
    #expect(groups([0, 1], of: host).connectivity.connections.map(\.memory) == [0, 1, 0, 1])
  }

  @Test("A long name is cut to its field")
  func longName() {
    let memories = (0..<32).map { index in
      // Even indices first in address order, so that no two neighbours are adjacent.
      SmallDesign.bank(index % 2 == 0 ? index / 2 : 16 + index / 2)
    }
    let grouping = groups(Array(stride(from: 0, to: 32, by: 2)), of: memories)
    #expect(grouping.topology.banks.last?.name == "MBG[0,2,4,6,8,1")
  }
}

@Suite("Making sections")
struct MakingTests {
  @Test("A design that names what there is not is refused with everything that is wrong")
  func findings() throws {
    var design = SmallDesign.design
    design.banks[.init(kernel: "vadd", instance: "vadd_3", argument: 0)] = [0]
    design.banks[.init(kernel: "vadd", instance: "vadd_1", argument: 0)] = [6, 7]
    let error = #expect(throws: XclbinError.self) {
      try design.file(header: SmallDesign.header, bitstream: [], build: nil)
    }
    #expect(
      error?.description == """
        vadd:vadd_1, argument 0: found bank 6, expected one of the 6 banks
        vadd:vadd_1, argument 0: found bank 7, expected one of the 6 banks
        no compute unit named `vadd:vadd_3`
        """)
  }

  @Test("A bank is used when an argument reaches it")
  func used() throws {
    var design = SmallDesign.design
    design.memories = design.memories.map { bank in
      var bank = bank
      bank.isUsed = false
      return bank
    }
    let contents = try XclbinContents(
      design.file(header: SmallDesign.header, bitstream: [], build: nil))
    #expect(contents.memories.banks.map(\.isUsed) == [true, true, true, false, true, false])
    #expect(contents.missing == [.buildMetadata])
  }

  @Test("Names that do not fit their fields are refused, not cut")
  func longNames() {
    #expect(throws: XclbinError.self) {
      try MemoryTopology([
        MemoryBank(
          kind: .hbm, isUsed: true, kibibytes: 1, baseAddress: 0, name: "sixteen letters!")
      ]
      ).section()
    }
    #expect(throws: XclbinError.self) {
      try IPLayout([
        IPBlock(
          kind: 1, properties: 0, baseAddress: nil, name: String(repeating: "x", count: 64))
      ]
      ).section()
    }
    #expect(throws: XclbinError.self) {
      try ClockTopology([
        AchievedClock(
          megahertz: 1, kind: .data, name: String(repeating: "x", count: 128))
      ]
      ).section()
    }
  }

  @Test("Counts of nothing make sections of no bytes, and those are read as nothing")
  func empty() throws {
    var findings: [XclbinFinding] = []
    let section = try MemoryTopology([]).section()
    #expect(section.bytes.isEmpty)
    #expect(MemoryTopology(section, &findings).banks.isEmpty)
    #expect(findings.isEmpty)
  }
}
