/// The characters that a terminal can show.
package enum TextCharset: String, Sendable, CaseIterable {
  /// Unicode with Braille patterns and box drawing.
  case braille
  /// ASCII alone.
  case ascii
}

/// Text that is safe to print, and how many terminal cells it takes.
///
/// Labels come from files of unknown origin: control characters and direction marks could move
/// the cursor or change what a terminal shows, so they never reach it.
package enum PrintableText {
  /// The text with every character that is not printable, or not in the character set, replaced.
  ///
  /// Signs with a customary ASCII spelling get it (`×` x, `µ` u, `–` -), the others `?`.
  package static func cleaned(_ text: String, _ charset: TextCharset) -> String {
    guard !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return text }
    return String(text.map { cleaned($0, charset) }.joined())
  }

  /// How many terminal cells a text without control characters takes.
  package static func width(_ text: String) -> Int {
    text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.reduce(0) { $0 + width($1) }
  }

  /// How many terminal cells a character takes: 0 for marks without a base, 2 for wide ones.
  package static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.isASCII { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return wide.contains { $0.contains(first.value) } ? 2 : 1
    }
  }

  /// The text cut to `cells`, with an ellipsis where something is missing.
  package static func truncated(_ text: String, to cells: Int, _ charset: TextCharset) -> String {
    guard width(text) > cells else { return text }
    guard cells > 0 else { return "" }
    let ellipsis = charset == .ascii ? (cells > 4 ? "..." : ".") : "…"
    var room = cells - width(ellipsis)
    let kept = text.prefix { character in
      room -= width(character)
      return room >= 0
    }
    return kept + ellipsis
  }

  /// The text cut to `cells` in its middle: names often differ at their ends.
  package static func shortened(_ text: String, to cells: Int, _ charset: TextCharset) -> String {
    guard width(text) > cells, cells >= 8 else { return truncated(text, to: cells, charset) }
    var room = cells / 2
    let tail = text.reversed().prefix { character in
      room -= width(character)
      return room >= 0
    }
    let end = String(tail.reversed())
    return truncated(text, to: cells - width(end), charset) + end
  }

  /// The text followed by as many spaces as `cells` has room for.
  package static func padded(_ text: String, to cells: Int) -> String {
    text + spaces(cells - width(text))
  }

  /// That many spaces; none for a negative count.
  package static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }

  /// Blocks of wide characters, from Unicode 15 EastAsianWidth.txt (W and F), joined generously.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
    0x20000...0x3FFFD,
  ]

  private static let spellings: [Character: String] = [
    "×": "x", "µ": "u", "μ": "u", "–": "-", "—": "-", "…": "...", "→": "->", "←": "<-", "≥": ">=",
    "≤": "<=", "±": "+-", "·": ".", "²": "2", "³": "3", "≈": "~", "’": "'", "“": "\"", "”": "\"",
  ]

  private static func cleaned(_ character: Character, _ charset: TextCharset) -> String {
    let isPrintable = character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        false
      default: true
      }
    }
    guard isPrintable, width(character) > 0 else {
      return character.isWhitespace ? " " : charset == .ascii ? "?" : "\u{FFFD}"
    }
    if charset == .braille || character.isASCII { return String(character) }
    return spellings[character] ?? "?"
  }
}
