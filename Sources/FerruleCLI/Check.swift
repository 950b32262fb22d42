import ArgumentParser
import Specs

/// `ferrule check [FILE...]`: every mistake in board and kernel files.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check board and kernel files; without files, all that are installed.",
    discussion:
      "Exits with 2 when a file has mistakes; all of them are listed with line and key path.")

  @Argument(help: "Board, memory, fabric, operator or kernel files (YAML).")
  var files: [String] = []

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func run() throws {
    let catalog = try catalog.catalog()
    let findings = catalog.check(files: files.isEmpty ? nil : files)
    guard findings.isEmpty else {
      throw CommandFailure(findings.map(\.description).joined(separator: "\n"), .checkFailed)
    }
    let count = files.isEmpty ? catalog.allFiles.count : files.count
    print("\(count) file\(count == 1 ? "" : "s") checked, no mistakes")
  }
}
