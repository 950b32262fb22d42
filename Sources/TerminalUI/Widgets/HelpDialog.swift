import Plotting

/// The help: the key table, as it is used.
struct HelpDialog {
  /// The first line that is shown.
  let top: Int

  private static let title = "keys"
  private static let wide = 84

  func draw(_ screen: CellArea, on buffer: inout CellBuffer) {
    let lines = Self.lines
    let area = screen.centred(columns: Self.wide, rows: lines.count + 2)
    buffer.clear(area)
    let shown = min(top, max(0, lines.count - (area.rows - 2)))
    let isWhole = lines.count <= area.rows - 2
    let inner = PanelFrame(
      title: Self.title, remark: isWhole ? "any key closes" : "arrows scroll", hasFocus: true
    ).draw(area, on: &buffer)
    for (offset, line) in lines.dropFirst(shown).prefix(inner.rows).enumerated() {
      draw(line, offset, inner, on: &buffer)
    }
  }

  /// The last position to which the help can be scrolled.
  static func lastTop(for state: ViewState) -> Int { max(0, lines.count - max(1, state.rows - 2)) }

  private func draw(
    _ line: Line, _ offset: Int, _ area: CellArea, on buffer: inout CellBuffer
  ) {
    guard !line.keys.isEmpty else {
      buffer.write(line.text, line: offset, of: area, .strong)
      return
    }
    buffer.write("  \(line.keys)", area.column, area.row + offset, .plain, limit: 14)
    buffer.write(
      line.text, area.column + 15, area.row + offset, .plain, limit: area.columns - 15)
  }

  private struct Line {
    var keys = ""
    var text = ""
  }

  private static let lines: [Line] = {
    KeyBinding.Group.allCases.flatMap { group in
      [Line(text: group.rawValue)]
        + KeyTable.bindings.filter { $0.group == group && !$0.help.isEmpty }
        .map { Line(keys: $0.keyNames, text: $0.help) }
    }
  }()
}

/// Lines to read, closed by any key.
struct TextDialog {
  let title: String
  let lines: [String]

  func draw(_ screen: CellArea, on buffer: inout CellBuffer) {
    let width = max(20, screen.columns * 9 / 10)
    let wrapped = lines.flatMap { WrappedText.lines(of: $0, width: max(1, width - 2)) }
    let area = screen.centred(columns: width, rows: wrapped.count + 2)
    buffer.clear(area)
    let inner = PanelFrame(title: title, remark: "any key closes", hasFocus: true)
      .draw(area, on: &buffer)
    for (index, line) in wrapped.enumerated() { buffer.write(line, line: index, of: inner) }
  }
}

/// Text in lines of a width.
enum WrappedText {
  /// The words in lines; a word longer than a line is cut into pieces.
  static func lines(of text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      for piece in pieces(of: word, width) {
        if line.isEmpty {
          line = piece
        } else if PrintableText.width(line) + 1 + PrintableText.width(piece) <= width {
          line += " " + piece
        } else {
          lines.append(line)
          line = piece
        }
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private static func pieces(of word: Substring, _ width: Int) -> [String] {
    guard PrintableText.width(String(word)) > width else { return [String(word)] }
    var pieces: [String] = []
    var piece = ""
    for character in word {
      if PrintableText.width(piece + String(character)) > width, !piece.isEmpty {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }
}
