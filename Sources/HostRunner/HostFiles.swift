import Foundation

/// What the operating system's files say; tests answer in their place.
package struct HostFiles: Sendable {
  /// The text of a file; `nil` when there is none or it may not be read.
  package var contents: @Sendable (String) -> String?
  /// The names in a folder, in any order; empty when there is no such folder.
  package var entries: @Sendable (String) -> [String]

  /// Answers with what closures give.
  package init(
    contents: @escaping @Sendable (String) -> String?,
    entries: @escaping @Sendable (String) -> [String]
  ) {
    self.contents = contents
    self.entries = entries
  }

  /// The files of this machine.
  package static let machine = HostFiles(
    contents: { path in
      FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    },
    entries: { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] })

  /// The content of a file of one line, as those of `/sys` are.
  func line(_ path: String) -> String? {
    contents(path)?.split(whereSeparator: \.isNewline).first
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// A file that holds one whole number.
  func number(_ path: String) -> Int? { line(path).flatMap { Int($0) } }

  /// The value of the first line `name: value` or `name = value` of a file.
  func value(of name: String, in path: String) -> String? {
    Self.value(of: name, in: contents(path) ?? "")
  }

  /// The value of the first line `name: value` of a text.
  static func value(of name: String, in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name else {
        continue
      }
      return parts[1].trimmingCharacters(in: .whitespaces)
    }
    return nil
  }
}
