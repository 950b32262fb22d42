import Foundation
import TestSupport
import Testing

@testable import Xclbin

@Suite("The XML of an xclbin file")
struct EmbeddedMetadataTests {
  private func read(_ xml: String) -> (metadata: EmbeddedMetadata?, messages: [String]) {
    var findings: [XclbinFinding] = []
    let section = XclbinSection(.embeddedMetadata, bytes: Array(xml.utf8), offset: 0x100)
    let metadata = EmbeddedMetadata.read(section, &findings)
    return (metadata, findings.map(\.description))
  }

  private func kernel(_ body: String) -> String {
    """
    <project name="p"><platform vendor="v" boardid="b" name="n"><version major="1" minor="2"/>
    <device fpgaDevice="part"><core target="hw_em"><kernelClocks/>
    <kernel name="k">\(body)</kernel></core></device></platform></project>
    """
  }

  @Test("Types with angle brackets, quotes and ampersands come back as they were")
  func escaping() throws {
    var metadata = SmallDesign.metadata
    metadata.kernels[0].arguments[0].type = "hls::vector<\"a\" & 'b', 4> *"
    let section = try metadata.section()
    var findings: [XclbinFinding] = []
    #expect(EmbeddedMetadata.read(section, &findings) == metadata)
    #expect(findings.isEmpty)
  }

  @Test("A name with a character that XML cannot hold is refused")
  func control() {
    var metadata = SmallDesign.metadata
    metadata.kernels[0].name = "a\u{1}b"
    #expect(throws: XclbinError.self) { try metadata.section() }
  }

  @Test("Parts of one argument become one, as in XRT; those without an index come last")
  func parts() throws {
    let result = read(
      kernel(
        """
        <arg name="size" addressQualifier="0" id="" size="0x4" offset="0x10" hostSize="0x4"/>
        <arg name="n" addressQualifier="0" id="1" size="0x4" offset="0x30" hostSize="0x4"/>
        <arg name="a" addressQualifier="1" id="0" port="P" size="0x8" offset="0x20" hostSize="0x4"/>
        <arg name="a" addressQualifier="1" id="0" port="P" size="0x8" offset="0x18" hostSize="0x4"/>
        """))
    let arguments = try #require(result.metadata?.kernels.first?.arguments)
    #expect(result.messages.isEmpty)
    #expect(arguments.map(\.name) == ["a", "n", "size"])
    #expect(arguments.map(\.index) == [0, 1, nil])
    #expect(arguments[0].size == 16)
    #expect(arguments[0].offset == 0x18)
    #expect(result.metadata?.platform.description == "v_b_n_1_2")
  }

  @Test("Every mistake is told with its line")
  func mistakes() {
    let text = [
      kernel(
        """
        <arg addressQualifier="1" id="0" size="eight" offset="0x10"/>
        <arg name="b" id="2" size="8" offset="0xZZ"/><port name="P" mode="master" range="-1"/>
        """),
      "<a><b></a>", "", "<project/>", "\u{0}",
      "<!DOCTYPE project [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><project name='&x;'/>",
    ].map { read($0).messages.joined(separator: "\n") }.joined(separator: "\n")
    #expect(Golden.difference(text + "\n", "metadata_mistakes.txt") == nil)
  }

  @Test("Bytes that are no UTF-8 are refused")
  func encoding() {
    var findings: [XclbinFinding] = []
    let section = XclbinSection(.embeddedMetadata, bytes: [0xFF, 0xFE, 0x3C, 0x00])
    #expect(EmbeddedMetadata.read(section, &findings) == nil)
    #expect(findings.count == 1)
  }
}
