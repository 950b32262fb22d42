import CNcurses
import Plotting

/// The colours of a terminal: pairs of ncurses by role, on the terminal's own background.
struct CellPalette {
  private let pairs: [PlotColorRole: Int16]
  private let seriesCount: Int

  /// Defines the pairs; none where there is no colour or it is not wanted.
  init(_ style: PlotStyle, _ color: TextColor) {
    let available = ferrule_curses_colors()
    var pairs: [PlotColorRole: Int16] = [:]
    if color != .none, available >= 8 {
      let isRich = available >= 256 && color == .ansi256
      var roles = style.series.indices.map(PlotColorRole.series)
      // With eight colours what is faint has the terminal's own: none of the eight is grey.
      if isRich { roles.append(.faint) }
      for (index, role) in roles.enumerated() {
        let shown = style.terminalColor(role)
        let number = isRich ? shown.ansi256 : shown.ansi8
        if ferrule_curses_pair(Int16(index + 1), Int16(number)) == 0 {
          pairs[role] = Int16(index + 1)
        }
      }
    }
    self.pairs = pairs
    seriesCount = style.series.count
  }

  /// The pair of a role; 0 is the terminal's own colour.
  func pair(_ role: PlotColorRole?) -> Int16 {
    switch role {
    case .series(let number) where seriesCount > 0:
      let index = ((number % seriesCount) + seriesCount) % seriesCount
      return pairs[.series(index)] ?? 0
    case .faint: return pairs[.faint] ?? 0
    default: return 0
    }
  }

  /// The attributes of a style; what is faint is dim where it has no colour.
  func attributes(_ style: CellStyle) -> Int32 {
    var bits = 0
    if style.isBold { bits |= FERRULE_BOLD }
    if style.isDim || (style.color == .faint && pairs[.faint] == nil) { bits |= FERRULE_DIM }
    if style.isReversed { bits |= FERRULE_REVERSE }
    if style.isUnderlined { bits |= FERRULE_UNDERLINE }
    return Int32(bits)
  }
}
