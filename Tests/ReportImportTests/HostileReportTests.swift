import Measurements
import TestSupport
import Testing

@testable import ReportImport

/// Files that were cut, changed or made to harm: an import may refuse them, and never traps.
@Suite("Hostile reports")
struct HostileReportTests {
  private func outcome(_ bytes: [UInt8], kind: String? = nil) -> ImportError? {
    var report = ImportedReport()
    do throws(ImportError) {
      try ReportCatalog.read(ReportFile(name: "x", bytes: bytes), kind: kind, into: &report)
      return nil
    } catch {
      return error
    }
  }

  @Test("A sample that ends anywhere is read or refused", arguments: Samples.names)
  func truncated(_ name: String) throws {
    let bytes = try Samples.bytes(name)
    for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
      _ = outcome(Array(bytes[..<end]))
      for importer in ReportCatalog.importers {
        _ = outcome(Array(bytes[..<end]), kind: importer.kind)
      }
    }
  }

  @Test(
    "Samples with changed bytes and numbers are read or refused", arguments: [1, 2, 3, 4, 5, 6])
  func changed(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let inserts = [
      "99999999999999999999999", "-1", "1e400", "nan", "\u{0}", ",,,,", "|||", "\"", "<", "0x",
      "\n",
    ]
    for name in Samples.names {
      var bytes = try Samples.bytes(name)
      for _ in 0..<8 where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let insert = inserts[Int.random(in: 0..<inserts.count, using: &generator)]
        let end = min(bytes.count, place + Int.random(in: 0..<5, using: &generator))
        bytes.replaceSubrange(place..<end, with: Array(insert.utf8))
      }
      _ = outcome(bytes, kind: try ReportCatalog.importer(for: Samples.file(name)).kind)
    }
  }

  @Test("Random bytes are read or refused", arguments: [11, 12, 13])
  func random(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let count = Int.random(in: 0..<4000, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      for importer in ReportCatalog.importers { _ = outcome(bytes, kind: importer.kind) }
    }
  }

  @Test("A line without an end is refused with its line")
  func hugeLine() throws {
    let bytes = Array("== Vitis HLS Report for 'x'\n".utf8) + Array(repeating: 0x41, count: 3 << 20)
    let error = try #require(outcome(bytes))
    #expect(error.problems.first?.line == 2)
  }

  @Test(
    "Documents with document types or another encoding are refused",
    arguments: [
      "<!DOCTYPE p [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;&a;\">]><profile><UserAssignments/>&b;</profile>",
      "<!DOCTYPE p SYSTEM \"file:///etc/passwd\"><profile><UserAssignments/></profile>",
      "<!doctype p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><profile><UserAssignments/>&x;</profile>",
      "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-DOCTYPE p+AD4-<profile><UserAssignments/></profile>",
    ])
  func entities(_ text: String) throws {
    let error = try #require(outcome(Array(text.utf8), kind: "csynth-xml"))
    #expect(error.description.contains("document type") || error.description.contains("encoding"))
  }

  @Test("Elements in elements without end are refused")
  func deepDocument() throws {
    let depth = 100_000
    let text =
      "<profile><UserAssignments/>" + String(repeating: "<a>", count: depth)
      + String(repeating: "</a>", count: depth) + "</profile>"
    _ = try #require(outcome(Array(text.utf8)))
  }

  @Test("Numbers out of range are named with line and place")
  func outOfRange() throws {
    let text = try Samples.bytes("gemm_csynth.xml")
    let changed = String(decoding: text, as: UTF8.self)
      .replacing("<LUT>6117", with: "<LUT>99999999999999999999")
    let error = try #require(outcome(Array(changed.utf8)))
    let problem = try #require(error.problems.first)
    #expect(problem.column == "profile/AreaEstimates/Resources/LUT")
    #expect(problem.line == 41)
  }
}
