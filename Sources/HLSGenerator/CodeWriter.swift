/// Collects lines of code; indentation and the wrapping of comments are its job.
package struct CodeWriter {
  /// What was written so far; every line ends with a newline.
  package private(set) var text = ""
  private var level = 0
  /// Widest line that a wrapped comment makes.
  private let width = 100

  /// Creates an empty writer.
  package init() {}

  /// Writes a line at the current indentation; an empty one without any blanks.
  package mutating func line(_ line: String = "") {
    if !line.isEmpty {
      for _ in 0..<level { text += "  " }
      text += line
    }
    text += "\n"
  }

  /// Writes lines at the current indentation.
  package mutating func lines(_ lines: [String]) {
    for line in lines { self.line(line) }
  }

  /// Writes a preprocessor line at the left margin, as directives for HLS tools are written.
  package mutating func directive(_ directive: String) {
    text += "#" + directive + "\n"
  }

  /// Writes a line as it is, e.g. a further line of a directive.
  package mutating func verbatim(_ line: String) {
    text += line + "\n"
  }

  /// Writes a comment, wrapped at words; `prefix` starts every line.
  package mutating func comment(_ comment: String, prefix: String = "// ") {
    let margin = 2 * level + Self.columns(prefix)
    for paragraph in Self.paragraphs(comment) {
      var current = ""
      var used = margin
      for word in paragraph.utf8.split(separator: Self.blank).map({ Substring($0) }) {
        let columns = Self.columns(word)
        if !current.isEmpty, used + 1 + columns > width {
          line(prefix + current)
          current = ""
          used = margin
        }
        if !current.isEmpty {
          current += " "
          used += 1
        }
        current += word
        used += columns
      }
      line(current.isEmpty ? String(prefix.prefix { $0 != " " }) : prefix + current)
    }
  }

  /// Writes an opening line, an indented body and a closing line.
  package mutating func block(
    _ opening: String, closing: String = "}", _ body: (inout CodeWriter) -> Void
  ) {
    line(opening)
    indented(body)
    line(closing)
  }

  /// Writes a body one step further to the right.
  package mutating func indented(_ body: (inout CodeWriter) -> Void) {
    level += 1
    body(&self)
    level -= 1
  }

  private static let blank = UInt8(ascii: " ")

  /// How many characters a text has; most have ASCII only, which needs no look at them.
  private static func columns(_ text: some StringProtocol) -> Int {
    text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.count
  }

  /// Lines of a comment; a backslash at the end would make C continue it on the next line.
  private static func paragraphs(_ comment: String) -> [Substring] {
    lines(of: comment).map { paragraph in
      var safe = paragraph
      while let last = safe.utf8.last, last == UInt8(ascii: "\\") || last == blank {
        safe.removeLast()
      }
      return safe
    }
  }

  private static func lines(of text: String) -> [Substring] {
    let newline = UInt8(ascii: "\n")
    guard text.utf8.allSatisfy({ $0 == newline || $0 >= blank && $0 < 0x80 }) else {
      return text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }
    return text.utf8.split(separator: newline, omittingEmptySubsequences: false)
      .map { Substring($0) }
  }
}
