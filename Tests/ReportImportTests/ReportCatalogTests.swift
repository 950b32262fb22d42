import Measurements
import TestSupport
import Testing

@testable import ReportImport

@Suite("Import of reports")
struct ReportCatalogTests {
  @Test("Every sample is recognised and says what a person reads in it", arguments: Samples.names)
  func sample(_ name: String) throws {
    let facts = try #require(try Samples.facts()[name], "facts.csv says nothing of \(name)")
    var report = ImportedReport()
    let importer = try ReportCatalog.read(try Samples.file(name), into: &report)
    #expect(importer.kind == facts[0].kind)
    #expect(facts.compactMap { $0.disagreement(report) } == [])
  }

  @Test("Rows of an import read back as measurements", arguments: Samples.names)
  func rowsReadBack(_ name: String) throws {
    var report = ImportedReport()
    try ReportCatalog.read(try Samples.file(name), into: &report)
    let table = MeasurementTable(rows: report.rows)
    let read = try MeasurementTable.read(from: table.csv, file: name)
    #expect(read.rows.count == report.rows.count)
    #expect(report.rows.count + report.workloads.count > 0)
  }

  @Test("Kinds are unique, so that each can be named")
  func kindsAreUnique() {
    let kinds = ReportCatalog.importers.map(\.kind)
    #expect(Set(kinds).count == kinds.count)
  }

  @Test("A file is recognised by one importer only", arguments: Samples.names)
  func recognisedOnce(_ name: String) throws {
    let head = try Samples.file(name).head
    #expect(ReportCatalog.importers.count { $0.recognises(head) } == 1)
  }

  @Test("What cannot be imported is explained")
  func messages() {
    let cases: [(String, String, String?)] = [
      ("empty.rpt", "", nil), ("notes.txt", "Buy milk\n", nil), ("zip.bin", "PK\u{3}\u{0}", nil),
      ("x.xml", "<profile><UserAssignments>", nil),
      ("x.xml", "<profile><UserAssignments/></profile>", "csynth-xlm"),
      ("x.xml", "<profile><UserAssignments/></profile>", nil),
      (
        "bomb.xml",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE profile [<!ENTITY a \"aaaa\">]>\n<profile><UserAssignments/></profile>",
        nil
      ),
    ]
    let text = cases.map { name, text, kind in
      let file = ReportFile(name: name, bytes: Array(text.utf8))
      var report = ImportedReport()
      do throws(ImportError) {
        try ReportCatalog.read(file, kind: kind, into: &report)
        return "\(name): no error"
      } catch {
        return error.description
      }
    }
    #expect(Golden.difference(text.joined(separator: "\n\n") + "\n", "messages.txt") == nil)
  }
}
