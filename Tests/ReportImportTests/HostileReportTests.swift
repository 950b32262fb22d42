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

  /// What a file gives: rows and kernels as text, or its error.
  private func facts(_ bytes: [UInt8], kind: String) -> (text: String, error: ImportError?) {
    var report = ImportedReport()
    do throws(ImportError) {
      try ReportCatalog.read(ReportFile(name: "x", bytes: bytes), kind: kind, into: &report)
      return (MeasurementTable(rows: report.rows).csv + "\(report.workloads)", nil)
    } catch {
      return ("", error)
    }
  }

  @Test("Line ends of Windows and a byte order mark change nothing", arguments: Samples.names)
  func lineEnds(_ name: String) throws {
    let bytes = try Samples.bytes(name).filter { $0 != 0x0D }
    let kind = try ReportCatalog.importer(for: Samples.file(name)).kind
    let plain = facts(bytes, kind: kind)
    #expect(plain.error == nil)
    let windows = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    let marked = [0xEF, 0xBB, 0xBF] + bytes
    for changed in [windows, marked, [0xEF, 0xBB, 0xBF] + windows] {
      let other = facts(changed, kind: kind)
      #expect(other.text == plain.text, "\(other.error?.description ?? "")")
      #expect(try ReportCatalog.importer(for: ReportFile(name: "x", bytes: changed)).kind == kind)
    }
  }

  @Test("UTF-16 is refused with what it is and what to do", arguments: Samples.names)
  func otherEncoding(_ name: String) throws {
    let text = String(decoding: try Samples.bytes(name), as: UTF8.self)
    for order in [[0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]] {
      let units = text.utf16.flatMap { unit -> [UInt8] in
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        return order[0] == 0xFF ? [low, high] : [high, low]
      }
      let error = try #require(outcome(order + units))
      #expect(error.description.contains("UTF-16") && error.description.contains("UTF-8"))
    }
  }

  @Test(
    "Parts that are repeated, swapped or filled are read, or refused with the file and a reason",
    arguments: [21, 22])
  func repeated(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for name in Samples.names {
      let bytes = try Samples.bytes(name)
      let kind = try ReportCatalog.importer(for: Samples.file(name)).kind
      for _ in 0..<6 where !bytes.isEmpty {
        let start = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 1...400, using: &generator))
        let times = [2, 50, 1000][Int.random(in: 0..<3, using: &generator)]
        let fill: [UInt8] =
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: Array(repeating: 0x20, count: 5000)
          case 1: Array(repeating: 0x39, count: 5000)
          case 2: [0xC3, 0x28, 0xFF, 0xFE]
          default: []
          }
        let middle = (0..<times).flatMap { _ in bytes[start..<end] }
        let result = facts(Array(bytes[..<start]) + middle + fill + bytes[end...], kind: kind)
        guard let error = result.error else { continue }
        #expect(error.description.contains("x") && !error.problems.isEmpty)
        #expect(error.problems.allSatisfy { !$0.found.isEmpty && !$0.expected.isEmpty })
      }
    }
  }

  @Test(
    "Objects in objects without end are refused", arguments: ["ert", "hpcc-json", "carm-jsonl"])
  func deepObject(_ kind: String) throws {
    let depth = 200_000
    let text =
      "{\"empirical\":" + String(repeating: "[", count: depth)
      + String(repeating: "]", count: depth) + "}"
    _ = try #require(outcome(Array(text.utf8), kind: kind))
  }

  @Test("A quote without an end is refused, not collected", arguments: ["babelstream", "hpcc-csv"])
  func openQuote(_ kind: String) throws {
    let header = "function,num_times,n_elements,sizeof,min_runtime\n\"Copy"
    let bytes = Array(header.utf8) + Array(repeating: 0x0A, count: 3 << 20)
    _ = try #require(outcome(bytes, kind: kind))
  }
}
