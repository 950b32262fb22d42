import TestSupport
import Testing

@testable import Specs

@Suite("Mistakes in files")
struct DefectTests {
  /// Boards of the fixtures refer to parts that never change, so that texts stay as they are.
  static let catalog = SpecCatalog(
    boardsFolder: "\(SourceFolders.fixtures)/parts",
    kernelsFolder: "\(SourceFolders.fixtures)/parts/kernels")
  static let folder = "\(SourceFolders.fixtures)/defects"
  static let names = SpecFile.names(in: folder)

  @Test("There is a fixture for every defect that the golden texts speak of")
  func fixturesAreFound() {
    #expect(Self.names.count >= 40)
  }

  @Test("A defect is reported with file, line, key path and what to do", arguments: names)
  func defect(name: String) {
    let findings = Self.catalog.check(files: ["\(Self.folder)/\(name).yaml"])
    #expect(!findings.isEmpty)
    let text = findings.map(\.description).joined(separator: "\n") + "\n"
    let shown = text.replacing("\(Self.folder)/", with: "")
      .replacing("\(SourceFolders.fixtures)/", with: "")
    let difference = Golden.difference(shown, "\(name).txt")
    #expect(difference == nil)
  }

  @Test("Mistakes in all blocks of a file are reported together")
  func allAtOnce() {
    let findings = Self.catalog.check(files: ["\(Self.folder)/mistakes_in_every_block.yaml"])
    let blocks = Set(findings.map { $0.keyPath.prefix { $0 != "." && $0 != "[" } })
    let expected: Set<Substring> = [
      "part", "regions", "utilisation", "clock", "memories", "host_link", "fabric",
    ]
    #expect(blocks.isSuperset(of: expected))
  }

  @Test("The parts that the fixtures share are without mistakes")
  func partsAreGood() {
    #expect(Self.catalog.check(files: nil) == [])
  }
}
