import Quantities

import Foundation

/// Finds and reads the files that a board refers to: memories, fabric and operator costs.
///
/// A name is looked for beside the board file first, so that a user's own board can bring its own
/// parts, and in the catalogue after that.
final class BoardParts {
  private let boardFolder: String
  private let catalogueFolder: String
  /// What is wrong in the files that were read, in the order of reading.
  private(set) var findings: [SpecFinding] = []

  init(boardFolder: String, catalogueFolder: String) {
    self.boardFolder = boardFolder
    self.catalogueFolder = catalogueFolder
  }

  func memory(_ yaml: YAMLMapping, _ key: String) -> MemorySpec? {
    part(yaml, key, .memory) { MemorySpec($0) }
  }

  func fabric(_ yaml: YAMLMapping, _ key: String) -> FabricSpec? {
    part(yaml, key, .fabric) { FabricSpec($0) }
  }

  func operators(_ yaml: YAMLMapping, _ key: String) -> OperatorTable? {
    part(yaml, key, .operators) { OperatorTable($0) }
  }

  private func part<Part>(
    _ yaml: YAMLMapping, _ key: String, _ kind: SpecKind, read: (YAMLMapping) -> Part?
  ) -> Part? {
    guard let name = yaml.text(key) else { return nil }
    guard let path = path(of: name, kind) else {
      reportUnknown(name, kind, yaml, key)
      return nil
    }
    let reader = SpecReader(file: path)
    let part = SpecFile.text(at: path, reader: reader).flatMap(reader.root).flatMap(read)
    findings += reader.findings
    return part
  }

  private func path(of name: String, _ kind: SpecKind) -> String? {
    var candidates: [String] = []
    if SpecFile.isPath(name) {
      candidates = [name.hasPrefix("/") ? name : SpecFile.join(boardFolder, name)]
    } else {
      candidates = folders(for: kind).map { SpecFile.join($0, "\(name).yaml") }
    }
    return candidates.first { SpecFile.exists($0) }
  }

  private func folders(for kind: SpecKind) -> [String] {
    [
      SpecFile.join(boardFolder, kind.folder), boardFolder,
      SpecFile.join(catalogueFolder, kind.folder),
    ]
  }

  private func reportUnknown(_ name: String, _ kind: SpecKind, _ yaml: YAMLMapping, _ key: String) {
    let places = [
      SpecFile.join(boardFolder, kind.folder), SpecFile.join(catalogueFolder, kind.folder),
    ]
    let known = Set(places.flatMap { SpecFile.names(in: $0) })
    let nearest = NearestNames.sorted(Array(known), to: name).joined(separator: ", ")
    yaml.report(
      key, found: "`\(name)`", expected: "a file in \(kind.folder): \(nearest)",
      advice: "Use one of these names, or give a path to a .yaml file.")
  }
}
