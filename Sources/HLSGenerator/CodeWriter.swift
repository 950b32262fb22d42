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
    text += line.isEmpty ? "\n" : indentation + line + "\n"
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
    for paragraph in Self.paragraphs(comment) {
      var current = ""
      for word in paragraph.split(separator: " ") {
        let used = indentation.count + prefix.count + current.count + 1 + word.count
        if !current.isEmpty, used > width {
          line(prefix + current)
          current = ""
        }
        current += (current.isEmpty ? "" : " ") + word
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

  private var indentation: String { String(repeating: "  ", count: level) }

  /// Lines of a comment; a backslash at the end would make C continue it on the next line.
  private static func paragraphs(_ comment: String) -> [Substring] {
    comment.split(omittingEmptySubsequences: false) { $0.isNewline }.map { paragraph in
      var safe = paragraph
      while let last = safe.last, last == "\\" || last == " " { safe.removeLast() }
      return safe
    }
  }
}
