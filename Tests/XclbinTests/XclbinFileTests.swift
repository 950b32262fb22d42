import Foundation
import TestSupport
import Testing

@testable import Xclbin

@Suite("An xclbin file")
struct XclbinFileTests {
  @Test("What the vendor's tool wrote is written as it was read, mirrored metadata included")
  func vendorFileRoundTrip() throws {
    let bytes = try SmallDesign.vendorBytes()
    let file = try XclbinFile(bytes: bytes)
    #expect(try file.encoded() == bytes)
    #expect(file.sections.map(\.kind.description).contains("GROUP_CONNECTIVITY"))
    #expect(file.header.mode == .softwareEmulation)
    #expect(file.header.platform == "xilinx_u280_gen3x16_xdma_base_1")
    #expect(file.header.toolVersion == "2.13.466")
    #expect(file.header.featureROMTimeStamp == 1_600_000_000)
    #expect(file.header.identifier.uuidString == "AA22DF35-6D7A-F88F-3B60-6AF644EF25C4")
  }

  @Test("Written anew, the vendor's file is the same up to the mirrored metadata behind it")
  func vendorLayout() throws {
    let bytes = try SmallDesign.vendorBytes()
    let read = try XclbinFile(bytes: bytes)
    let written = try XclbinFile(header: read.header, sections: read.sections).encoded()
    // The length of the file, at 304, is the only field that tells of the metadata behind.
    #expect(written.count < bytes.count)
    #expect(written[..<304] == bytes[..<304])
    #expect(written[312...] == bytes[312..<written.count])
  }

  @Test("What is written is read back, unknown kinds and names included")
  func roundTrip() throws {
    var file = try SmallDesign.file()
    file.sections.append(
      XclbinSection(SectionKind(rawValue: 77), name: "stage2", bytes: [1, 2, 3]))
    let bytes = try file.encoded()
    let read = try XclbinFile(bytes: bytes)
    #expect(read.header == file.header)
    #expect(read.sections.map(\.bytes) == file.sections.map(\.bytes))
    #expect(read.sections.map(\.kind) == file.sections.map(\.kind))
    #expect(read.sections.last?.name == "stage2")
    #expect(read.sections.allSatisfy { $0.offset % 8 == 0 })
    #expect(try read.encoded() == bytes)
  }

  @Test("A file that was read and changed is laid out anew")
  func changed() throws {
    var file = try XclbinFile(bytes: SmallDesign.vendorBytes())
    file.sections.removeAll { $0.kind == .bitstream }
    let read = try XclbinFile(bytes: file.encoded())
    #expect(read.section(.bitstream) == nil)
    #expect(read.section(.memoryTopology)?.bytes == file.section(.memoryTopology)?.bytes)
  }

  @Test("Names that do not fit are all refused")
  func longNames() throws {
    var file = try SmallDesign.file()
    file.header.platform = String(repeating: "x", count: 64)
    file.sections[0].name = "sixteen letters!"
    let error = #expect(throws: XclbinError.self) { try file.encoded() }
    #expect(error?.findings.count == 2)
  }
}

@Suite("Broken xclbin files")
struct BrokenFileTests {
  /// The messages for a file with some bytes replaced.
  private func messages(_ change: (inout [UInt8]) -> Void) throws -> String {
    var bytes = try SmallDesign.file().encoded()
    change(&bytes)
    let changed = bytes
    let error = #expect(throws: XclbinError.self) {
      try XclbinContents(XclbinFile(bytes: changed, path: "a.xclbin"))
    }
    return error?.description ?? "no error"
  }

  private func put(_ value: UInt64, _ offset: Int) -> (inout [UInt8]) -> Void {
    { bytes in
      bytes.replaceSubrange(
        offset..<(offset + 8), with: withUnsafeBytes(of: value.littleEndian, Array.init))
    }
  }

  @Test("Every defect is told with file, section, byte, found and expected")
  func defects() throws {
    let file = try XclbinFile(bytes: SmallDesign.file().encoded())
    func start(_ kind: SectionKind) -> Int { file.section(kind)?.offset ?? 0 }
    /// The place of a section's offset in the table.
    func entry(_ index: Int) -> Int { XclbinHeader.size + index * 40 + 24 }
    let text = [
      "# empty", try messages { $0 = [] },
      "# another file", try messages { $0[0] = 0x7F },
      "# half a header", try messages { $0 = Array($0.prefix(300)) },
      "# cut in the middle", try messages { $0 = Array($0.prefix($0.count - 1000)) },
      "# too many sections", try messages(put(70_000, 448)),
      "# offset beyond the file", try messages(put(1 << 40, entry(2))),
      "# offset and size overflow", try messages(put(.max, entry(2))),
      "# inside the table", try messages(put(500, entry(2))),
      "# two sections in one place", try messages(put(UInt64(start(.ipLayout)), entry(2))),
      "# a count that does not fit", try messages { $0[start(.memoryTopology)] = 7 },
      "# a negative count", try messages { $0[start(.connectivity) + 3] = 0xFF },
      "# a bank that there is not", try messages { $0[start(.connectivity) + 12] = 99 },
      "# a block that there is not", try messages { $0[start(.groupConnectivity) + 8] = 3 },
      "# no XML", try messages { $0[start(.embeddedMetadata)] = UInt8(ascii: "!") },
      "# no JSON", try messages { $0[start(.buildMetadata)] = UInt8(ascii: "!") },
      "# two sections are wrong",
      try messages {
        $0[start(.memoryTopology)] = 7
        $0[start(.clockFrequencyTopology)] = 7
      },
    ].joined(separator: "\n")
    #expect(Golden.difference(text + "\n", "broken_files.txt") == nil)
  }

  @Test("A section shorter than its header is told")
  func shortSection() throws {
    var findings: [XclbinFinding] = []
    _ = MemoryTopology(XclbinSection(.memoryTopology, bytes: [1, 0, 0], offset: 0x200), &findings)
    #expect(
      findings.map(\.description) == [
        "MEM_TOPOLOGY: byte 0x200: found 3 bytes, expected at least 8 for its header"
      ])
  }

  @Test("A file that is not there is told with its name")
  func noFile() throws {
    let error = #expect(throws: XclbinError.self) {
      try XclbinFile(contentsOf: "/nowhere/a.xclbin")
    }
    #expect(error?.description.hasPrefix("/nowhere/a.xclbin: cannot be read: ") == true)
  }

  @Test("No truncation traps, and every one is an error")
  func truncations() throws {
    let bytes = try SmallDesign.file().encoded()
    for length in 0..<bytes.count {
      let error = #expect(throws: XclbinError.self) {
        try XclbinContents(XclbinFile(bytes: Array(bytes.prefix(length))))
      }
      #expect(error?.findings.isEmpty == false)
    }
  }

  @Test("No flipped bits trap", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func flips(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let original = try SmallDesign.file().encoded()
    var readable = 0
    for _ in 0..<600 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        // Half of them where header and tables are.
        let range = Bool.random(using: &generator) ? bytes.indices : 0..<1200
        bytes[Int.random(in: range, using: &generator)] ^=
          1 << UInt8.random(in: 0..<8, using: &generator)
      }
      guard let file = try? XclbinFile(bytes: bytes) else { continue }
      #expect(try file.encoded() == bytes)
      guard let contents = try? XclbinContents(file) else { continue }
      readable += 1
      for unit in contents.computeUnits {
        _ = contents.banks(of: 0, unit: unit).map(\.size)
        _ = contents.group(of: 1, unit: unit)
      }
      _ = MemoryGrouping(contents.memories, contents.connectivity)
    }
    #expect(readable > 20)
  }
}
