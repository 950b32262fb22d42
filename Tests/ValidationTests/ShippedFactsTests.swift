import Foundation
import Runners
import Specs
import Testing

@testable import Validation

@Suite("The measured facts that come with the boards")
struct ShippedFactsTests {
  @Test("Every file reads without mistakes or unknown columns")
  func files() throws {
    let files = SpecCatalog.ofSources().validationFiles
    #expect(files.count >= 5)
    for file in files {
      let table = try Self.table(file)
      #expect(table.warnings.isEmpty)
      #expect(table.facts.allSatisfy { !$0.source.isEmpty }, "\(file)")
    }
  }

  @Test("No id stands in two files, and none is both used and listed as unused")
  func ids() throws {
    let catalog = SpecCatalog.ofSources()
    let used = try catalog.validationFiles.flatMap { try Self.table($0).facts.map(\.id) }
    #expect(Set(used).count == used.count)
    let folder = try #require(catalog.validationFiles.first).split(separator: "/").dropLast()
    let text = try String(
      contentsOfFile: "/" + folder.joined(separator: "/") + "/unused.csv", encoding: .utf8)
    let unused = text.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: ",").first.map(String.init)
    }
    #expect(unused.count > 80 && Set(unused).isDisjoint(with: used))
  }

  @Test("No shipped row is broken: each has a board, a memory and settings that exist or will")
  func statuses() throws {
    let catalog = SpecCatalog.ofSources()
    let facts = try catalog.validationFiles.flatMap { try Self.table($0).facts }
    #expect(facts.allSatisfy { catalog.boardNames.contains($0.board) })
    for fact in facts {
      let board = try catalog.board(fact.board)
      let memory = try #require(fact.values[.memory])
      #expect(board.memory(named: memory) != nil, "\(fact.id)")
    }
  }

  static func facts() throws -> [ValidationFact] {
    try SpecCatalog.ofSources().validationFiles.flatMap { try table($0).facts }
  }

  private static func table(_ file: String) throws -> ValidationTable {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    return try ValidationTable.read(from: bytes, file: file)
  }
}

extension SpecCatalog {
  /// The catalogue in the sources, whatever was copied beside the test program.
  static func ofSources(_ testFile: String = #filePath) -> SpecCatalog {
    let package = (0..<3).reduce(URL(fileURLWithPath: testFile)) { url, _ in
      url.deletingLastPathComponent()
    }.path
    return SpecCatalog(boardsFolder: "\(package)/Boards", kernelsFolder: "\(package)/Kernels")
  }
}
