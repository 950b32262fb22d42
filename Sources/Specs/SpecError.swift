/// One mistake in a board or kernel file, with the place and the way out.
package struct SpecFinding: Hashable, Sendable, CustomStringConvertible {
  /// The file as the user named it, e.g. `Boards/u280.yaml`.
  package var file: String
  /// The line, counted from 1; `nil` when the file as a whole is meant.
  package var line: Int?
  /// Where in the file, e.g. `memories[0].channels`; empty for the file as a whole.
  package var keyPath: String
  /// What was found, what was expected, and what to do next.
  package var message: String

  /// `Boards/u280.yaml:31: memories[0].channels: found 31.5, expected …. …`, in one line.
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return keyPath.isEmpty ? "\(place): \(message)" : "\(place): \(keyPath): \(message)"
  }

  /// Creates a finding.
  package init(file: String, line: Int?, keyPath: String, message: String) {
    self.file = file
    self.line = line
    self.keyPath = keyPath
    self.message = message
  }
}

extension SpecFinding: Comparable {
  /// Orders by file, then line, then key path.
  package static func < (left: SpecFinding, right: SpecFinding) -> Bool {
    (left.file, left.line ?? 0, left.keyPath, left.message)
      < (right.file, right.line ?? 0, right.keyPath, right.message)
  }
}

/// Why a board or kernel could not be read.
package enum SpecError: Error, Equatable {
  /// Files have mistakes; never empty, in the order of files and lines.
  case findings([SpecFinding])
  /// No file of the catalogue has that name; `known` is ordered nearest first.
  case unknownName(kind: String, name: String, known: [String])
  /// The folder with the data files is nowhere; `searched` in the order of the search.
  case noFolder(name: String, option: String, searched: [String])

  /// The mistakes in files; empty for the other cases.
  package var findings: [SpecFinding] {
    if case .findings(let findings) = self { return findings }
    return []
  }
}

extension SpecError: CustomStringConvertible {
  /// What the user reads: one line per mistake.
  package var description: String {
    switch self {
    case .findings(let findings):
      findings.map(\.description).joined(separator: "\n")
    case .unknownName(let kind, let name, let known):
      """
      no \(kind) named `\(name)`; \
      known \(kind)s, nearest first: \(known.isEmpty ? "none" : known.joined(separator: ", ")); \
      or give a path to a .yaml file
      """
    case .noFolder(let name, let option, let searched):
      """
      no \(name) folder found; searched: \(searched.joined(separator: ", ")); \
      name the folder with \(option)
      """
    }
  }
}
