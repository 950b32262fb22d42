import ArgumentParser
import Foundation
import ReportImport

/// `ferrule import FILE... [-o CSV]`: reports of other tools become rows of results.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn reports and results of other tools into CSV.",
    discussion: """
      What a file is is found from what is in it. Runs become rows of results; reports about a build \
      become a row per kernel with what they say of it: of several files the best source of each \
      figure, named in the message (a clock that was measured, then xclbin, then routed \
      utilisation, then synthesis, then the linker's estimate); layers of SCALE-SIM become a kernels file. \
      What is estimated is marked as modelled, and what is not said stays empty.

      Kinds for --from:
      \(ReportCatalog.importers.map { "  " + $0.kind }.joined(separator: "\n"))
      """)

  @Argument(help: "Files to import. - is stdin.")
  var files: [String]

  @Option(
    name: [.short, .long], help: ArgumentHelp("File to write; - is stdout.", valueName: "csv"))
  var output = "-"

  @Option(
    help: ArgumentHelp(
      "What the files are; found from their content without it.", valueName: "kind"))
  var from: String?

  @Option(help: ArgumentHelp("Board of rows that do not name one.", valueName: "name"))
  var board = ""

  func run() throws {
    let spool = try ImportSpool(output)
    var csv = ImportedCSV(board: board, mergesBuilds: files.count > 1) { spool.append($0) }
    let kinds = try read(into: &csv)
    csv.finish()
    csv.remarks.forEach(Diagnostics.warning)
    try refuseMixture(csv)
    try spool.publish()
    let rows = csv.count == 1 ? "1 row" : "\(csv.count) rows"
    Diagnostics.note("imported \(rows) (\(kinds.joined(separator: ", ")))")
  }

  /// Reads every file before failing, so that every mistake is told.
  private func read(into csv: inout ImportedCSV) throws -> [String] {
    var kinds: [String] = []
    var failures: [String] = []
    for path in files {
      do throws(ImportError) {
        let importer = try ReportCatalog.read(try open(path), kind: from, into: &csv)
        if !kinds.contains(importer.kind) { kinds.append(importer.kind) }
      } catch {
        failures.append(error.description)
      }
    }
    guard failures.isEmpty else { throw CommandFailure.usage(failures.joined(separator: "\n")) }
    return kinds
  }

  private func open(_ path: String) throws(ImportError) -> ReportFile {
    guard path == "-" else { return try ReportFile(path: path) }
    return ReportFile(
      name: "stdin", bytes: [UInt8](FileHandle.standardInput.readDataToEndOfFile()))
  }

  private func refuseMixture(_ csv: ImportedCSV) throws {
    guard csv.refused > 0 else { return }
    throw CommandFailure.usage(
      "these files give both results and kernels, which are different tables; "
        + "import them one after the other with different -o")
  }
}
