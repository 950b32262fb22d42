import Foundation
import TestSupport
import Testing

@testable import Specs

@Suite("Files that nobody meant to write")
struct RobustnessTests {
  private static let text =
    (try? String(contentsOfFile: "\(SourceFolders.package)/Boards/u280.yaml", encoding: .utf8))
    ?? ""

  private func findings(in text: String) -> [SpecFinding] {
    let reader = SpecReader(file: "x.yaml")
    let folder = "\(SourceFolders.package)/Boards"
    let parts = BoardParts(boardFolder: folder, catalogueFolder: folder)
    let board = reader.root(of: text).flatMap { BoardSpec($0, parts: parts) }
    let findings = reader.findings + parts.findings
    #expect(board != nil || !findings.isEmpty)
    return findings
  }

  @Test("The unchanged file has no findings")
  func unchanged() {
    #expect(!Self.text.isEmpty)
    #expect(findings(in: Self.text) == [])
  }

  @Test("A file with a line left out never reads as nothing wrong and nothing read")
  func lineLeftOut() {
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    for index in lines.indices {
      var changed = lines
      changed.remove(at: index)
      _ = findings(in: changed.joined(separator: "\n"))
    }
  }

  @Test("A file with a value replaced is read or reported", arguments: [1, 4, 9, 16] as [UInt64])
  func valueReplaced(seed: UInt64) {
    let values = [
      "", "-1", "0", "99999999999999999999", "1e400", "nan", "[]", "{}", "[[1]]", "~", "true",
      "é", "300", "0 Hz", "1 EB", "&x *x", "'", "\t", "- - -", "!!binary x",
    ]
    var generator = SeededGenerator(seed: seed)
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    for _ in 0..<60 {
      var changed = lines.map(String.init)
      let index = Int.random(in: changed.indices, using: &generator)
      let key = changed[index].prefix { $0 != ":" }
      let value = values.randomElement(using: &generator) ?? ""
      changed[index] = "\(key): \(value)"
      _ = findings(in: changed.joined(separator: "\n"))
    }
  }

  @Test("Deep nesting is an error, not a crash")
  func deepNesting() {
    #expect(!findings(in: "a: " + String(repeating: "[", count: 20_000)).isEmpty)
    #expect(!findings(in: String(repeating: "{a: ", count: 20_000)).isEmpty)
  }
}
