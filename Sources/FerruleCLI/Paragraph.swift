import Plotting

/// A text over as many lines as it takes.
struct Paragraph {
  /// Cells that a line may take.
  let width: Int
  /// What terminals can show; other characters are replaced.
  let charset: TextCharset

  init(_ options: TextPlotOptions) {
    width = options.width
    charset = options.charset
  }

  /// The text broken between words; a word longer than a line keeps a line of its own.
  ///
  /// - Parameters:
  ///   - text: What to print.
  ///   - first: What stands before the text in its first line.
  ///   - indent: Spaces before all other lines.
  /// - Returns: Lines that end with a line feed.
  func lines(_ text: String, first: String = "", indent: Int = 0) -> String {
    var result = ""
    var line = PrintableText.cleaned(first, charset)
    var isEmpty = true
    for word in PrintableText.cleaned(text, charset).split(separator: " ") {
      let needed = PrintableText.width(line) + PrintableText.width(String(word))
      if !isEmpty, needed + 1 > width {
        result += line + "\n"
        line = PrintableText.spaces(indent)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return result + line + "\n"
  }
}
