extension SpecCatalog {
  /// Reads files and says everything that is wrong with them.
  ///
  /// - Parameter files: Paths; `nil` means every file of the catalogue, also memories, fabrics and
  ///   operator tables that no board uses.
  /// - Returns: Findings in the order of files and lines; empty when all is well.
  package func check(files: [String]?) -> [SpecFinding] {
    Set((files ?? allFiles).flatMap(findings(in:))).sorted()
  }

  /// Every file of the catalogue, sorted.
  package var allFiles: [String] {
    let parts = SpecKind.allCases.map(\.folder).filter { !$0.isEmpty }
    let folders =
      [boardsFolder, kernelsFolder] + parts.map { SpecFile.join(boardsFolder, $0) }
    return folders.flatMap { folder in
      SpecFile.names(in: folder).map { SpecFile.join(folder, "\($0).yaml") }
    }.sorted()
  }

  private func findings(in path: String) -> [SpecFinding] {
    switch kind(of: path) {
    case .board: read(boardAt: path).findings
    case .memory: read(path) { MemorySpec($0) }.findings
    case .fabric: read(path) { FabricSpec($0) }.findings
    case .operators: read(path) { OperatorTable($0) }.findings
    case .kernel: read(path) { KernelSpec($0) }.findings
    case nil: read(path) { Self.reportUnknownKind($0) }.findings
    }
  }

  /// The kind of a file from its folder, else from the keys at its top; `nil` when neither tells.
  private func kind(of path: String) -> SpecKind? {
    let folder = SpecFile.folder(of: path)
    if folder == kernelsFolder { return .kernel }
    if folder == boardsFolder { return .board }
    let last = folder.split(separator: "/").last.map(String.init) ?? ""
    if let kind = SpecKind.allCases.first(where: { !$0.folder.isEmpty && $0.folder == last }) {
      return kind
    }
    let reader = SpecReader(file: path)
    let keys = SpecFile.text(at: path, reader: reader).flatMap(reader.root)?.keys ?? []
    return Self.kind(fromKeys: keys)
  }

  /// The kind that most of the keys belong to, not counting keys that every kind has.
  static func kind(fromKeys keys: [String]) -> SpecKind? {
    let common: Set = ["name", "title", "source", "evidence"]
    let own = Set(keys).subtracting(common)
    let scores = SpecKind.allCases.map { kind in
      (kind, own.intersection(kind.keys).count)
    }
    guard let best = scores.max(by: { $0.1 < $1.1 }), best.1 > 0 else { return nil }
    return best.0
  }

  private static func reportUnknownKind(_ root: YAMLMapping) -> Bool? {
    root.reader.report(
      "", line: root.line, found: "no key that tells what this file describes",
      expected: "a board (`regions:`), memory (`bus_bits:`), fabric (`storage:`), "
        + "operator table (`infrastructure:`) or kernel (`structure:`)",
      advice: "Copy a file that comes with ferrule and change it.")
    return nil
  }
}
