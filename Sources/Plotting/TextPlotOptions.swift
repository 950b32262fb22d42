/// Which colours a terminal can show.
package enum TextColor: String, Sendable, CaseIterable {
  /// None: no escape sequences at all.
  case none
  /// The basic eight.
  case ansi8
  /// The xterm palette of 256.
  case ansi256
}

/// What a text plot may use: decided by whoever knows the terminal.
package struct TextPlotOptions: Hashable, Sendable {
  /// Columns; drawn as if between 0 and 2000.
  package var width: Int
  /// Rows, legend and footnotes included; drawn as if between 0 and 1000.
  package var height: Int
  /// Characters.
  package var charset: TextCharset
  /// Colours.
  package var color: TextColor
  /// Whether legend and footnotes are drawn where there is room for them.
  package var showsLegend: Bool

  /// Creates options; the defaults suit every terminal.
  package init(
    width: Int = 80, height: Int = 24, charset: TextCharset = .braille, color: TextColor = .none,
    showsLegend: Bool = true
  ) {
    self.width = width
    self.height = height
    self.charset = charset
    self.color = color
    self.showsLegend = showsLegend
  }

  /// The columns that are drawn.
  var columns: Int { min(max(width, 0), 2000) }
  /// The rows that are drawn.
  var rows: Int { min(max(height, 0), 1000) }
}
