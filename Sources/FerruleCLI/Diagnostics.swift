import Foundation

/// Everything that goes to stderr.
enum Diagnostics {
  /// Prints an error, every line of it.
  static func error(_ message: String) { labelled("error", message) }

  /// Prints a warning.
  static func warning(_ message: String) { labelled("warning", message) }

  /// Prints a remark.
  static func note(_ message: String) { write(message + "\n") }

  private static func labelled(_ label: String, _ message: String) {
    for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
      write("\(label): \(line)\n")
    }
  }

  /// Writes text as it is.
  static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
