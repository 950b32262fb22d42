import Foundation

/// What checks may ask of a machine; tests answer in its place.
package protocol SystemProbe {
  /// The environment variables.
  var environment: [String: String] { get }

  /// The text of a file; `nil` when there is none or it may not be read.
  func contents(_ path: String) -> String?

  /// The names in a folder, sorted; empty when there is no such folder.
  func entries(_ folder: String) -> [String]

  /// Whether there is something at a path.
  func exists(_ path: String) -> Bool

  /// A path with every symbolic link followed; `nil` when it leads nowhere.
  func resolved(_ path: String) -> String?

  /// Whether this process may read and write a device or file.
  func mayUse(_ path: String) -> Bool

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - words: The program, a name in `PATH` or a path, and its arguments.
  ///   - seconds: After this long it is ended.
  /// - Returns: `nil` when there is no such program.
  func run(_ words: [String], seconds: Double) -> CommandAnswer?
}

/// How a program ended.
package struct CommandAnswer: Hashable, Sendable {
  /// The exit status; `nil` when it did not end in time.
  package let status: Int32?
  /// Standard output and standard error together.
  package let output: String

  /// Creates an answer.
  package init(status: Int32?, output: String) {
    self.status = status
    self.output = output
  }
}

extension SystemProbe {
  /// A program by its name, or the first of several; `nil` when none is in `PATH`.
  func located(_ names: [String]) -> String? {
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    for name in names where !name.isEmpty {
      let places = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
      if let place = places.first(where: exists) { return place }
    }
    return nil
  }

  /// The content of a file of one line, as those of `/sys` are.
  func line(_ path: String) -> String? {
    contents(path)?.split(whereSeparator: \.isNewline).first
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
