import Quantities
import Yams

/// The boards and kernels that are known by name, and the way to read one's own.
package struct SpecCatalog: Hashable, Sendable {
  /// The folder with the boards, and below it `memories`, `fabrics` and `operators`.
  package let boardsFolder: String
  /// The folder with the kernels.
  package let kernelsFolder: String

  /// Creates a catalogue of two folders, which are read when something is asked for.
  package init(boardsFolder: String, kernelsFolder: String) {
    self.boardsFolder = boardsFolder
    self.kernelsFolder = kernelsFolder
  }

  /// Names of all boards, sorted.
  package var boardNames: [String] { SpecFile.names(in: boardsFolder) }

  /// Names of all kernels, sorted.
  package var kernelNames: [String] { SpecFile.names(in: kernelsFolder) }

  /// Reads a board and everything it refers to.
  ///
  /// - Parameter nameOrPath: A name of the catalogue, or the path of a file (with a `/`, or ending
  ///   in `.yaml` or `.yml`). Parts that the file names are looked for beside it first.
  /// - Returns: The board with its memories, fabric and operator costs.
  /// - Throws: ``SpecError`` with all mistakes of all files that were read, or the known names.
  package func board(_ nameOrPath: String) throws(SpecError) -> BoardSpec {
    let path = try path(of: nameOrPath, in: boardsFolder, kind: "board", known: boardNames)
    let (board, findings) = read(boardAt: path)
    guard findings.isEmpty, let board else { throw SpecError.findings(findings.sorted()) }
    return board
  }

  /// Reads a kernel.
  ///
  /// - Parameter nameOrPath: A name of the catalogue, or the path of a file.
  /// - Returns: The kernel.
  /// - Throws: ``SpecError`` with all mistakes of the file, or the known names.
  package func kernel(_ nameOrPath: String) throws(SpecError) -> KernelSpec {
    let path = try path(of: nameOrPath, in: kernelsFolder, kind: "kernel", known: kernelNames)
    let (kernel, findings) = read(path) { KernelSpec($0) }
    guard findings.isEmpty, let kernel else { throw SpecError.findings(findings.sorted()) }
    return kernel
  }

  private func path(
    of nameOrPath: String, in folder: String, kind: String, known: [String]
  ) throws(SpecError) -> String {
    if SpecFile.isPath(nameOrPath) { return nameOrPath }
    guard known.contains(nameOrPath) else {
      throw SpecError.unknownName(
        kind: kind, name: nameOrPath, known: NearestNames.sorted(known, to: nameOrPath))
    }
    return SpecFile.join(folder, "\(nameOrPath).yaml")
  }
}

extension SpecCatalog {
  /// A board and what is wrong with it and its parts.
  func read(boardAt path: String) -> (board: BoardSpec?, findings: [SpecFinding]) {
    let parts = BoardParts(boardFolder: SpecFile.folder(of: path), catalogueFolder: boardsFolder)
    let (board, findings) = read(path) { BoardSpec($0, parts: parts) }
    return (board, findings + parts.findings)
  }

  /// Reads one file; what its findings say is empty only when the result is there.
  func read<Spec>(
    _ path: String, as make: (YAMLMapping) -> Spec?
  ) -> (spec: Spec?, findings: [SpecFinding]) {
    let reader = SpecReader(file: path)
    guard let text = SpecFile.text(at: path, reader: reader), let root = reader.root(of: text)
    else { return (nil, reader.findings) }
    checkName(of: root, path)
    return (make(root), reader.findings)
  }

  /// In the catalogue a file is found by its name, so it must carry it.
  private func checkName(of root: YAMLMapping, _ path: String) {
    let folder = SpecFile.folder(of: path)
    let folders =
      [boardsFolder, kernelsFolder]
      + ["memories", "fabrics", "operators"].map { SpecFile.join(boardsFolder, $0) }
    guard folders.contains(folder), let name = root.optional("name")?.scalar?.string,
      name != SpecFile.stem(of: path)
    else { return }
    root.report(
      "name", found: "`\(name)`", expected: "`\(SpecFile.stem(of: path))`, the name of the file",
      advice: "Rename the file or correct the name.")
  }
}
