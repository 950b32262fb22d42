/// Text, numbers and colours as XML can carry them.
enum SVGText {
  /// The text with everything that XML gives a meaning replaced, control characters included.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in PrintableText.cleaned(text, .braille) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }

  /// A coordinate with at most two decimals; what no picture holds is held at its far outside.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let (whole, part) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    if part == 0 { return "\(sign)\(whole)" }
    let digits = part.isMultiple(of: 10) ? "\(part / 10)" : part < 10 ? "0\(part)" : "\(part)"
    return "\(sign)\(whole).\(digits)"
  }

  /// A path through the pieces of a line; pieces that join are drawn in one go.
  static func path(_ segments: [PlotSegment]) -> String {
    var path = ""
    var last: PlotPoint?
    for segment in segments {
      if segment.start != last { path += "M\(pair(segment.start))" }
      path += "L\(pair(segment.end))"
      last = segment.end
    }
    return path
  }

  /// Two coordinates.
  static func pair(_ place: PlotPoint) -> String { "\(number(place.x)) \(number(place.y))" }

  /// The size of footnotes as a share of that of other text: 11 px at a width of 600 px.
  static let footnote = 0.98
  /// The size of the letter of a mark as a multiple of the mark's radius: as large as footnotes.
  static let key = 1.73

  /// The width of a text in a proportional font, rather too large than too small.
  ///
  /// Classes of advance widths of DejaVu Sans 2.37, the widest of the common sans-serif fonts.
  static func width(_ text: String, fontSize: Double) -> Double {
    text.reduce(0) { $0 + advance($1) } * fontSize
  }

  /// The advance width of a character in em.
  private static func advance(_ character: Character) -> Double {
    if PrintableText.width(character) > 1 { return 1.1 }
    if "iljft.,:;'|/()[]-! ".contains(character) { return 0.4 }
    if "mwMW%@–—…".contains(character) { return 1 }
    return character.isUppercase || !character.isASCII ? 0.78 : 0.64
  }

  /// The text cut to a width.
  static func shortened(_ text: String, to width: Double, fontSize: Double) -> String {
    guard self.width(text, fontSize: fontSize) > width else { return text }
    let cells = max(0, min(width / (0.4 * fontSize), 1000))
    var cut = PrintableText.truncated(text, to: Int(cells), .braille)
    while !cut.isEmpty, self.width(cut, fontSize: fontSize) > width {
      cut = PrintableText.truncated(text, to: PrintableText.width(cut) - 1, .braille)
    }
    return cut
  }
}
