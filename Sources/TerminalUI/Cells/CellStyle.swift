package import Plotting

/// How one cell of a screen looks.
package struct CellStyle: Hashable, Sendable {
  /// The colour of the text by its role; `nil` for the terminal's own.
  package var color: PlotColorRole?
  /// Stands out.
  package var isBold = false
  /// Stands back.
  package var isDim = false
  /// Text and background exchanged: the cursor, the selection.
  package var isReversed = false
  /// With a line below: headings.
  package var isUnderlined = false

  /// Creates a style; without arguments the terminal's own.
  package init(
    _ color: PlotColorRole? = nil, bold: Bool = false, dim: Bool = false, reversed: Bool = false,
    underlined: Bool = false
  ) {
    self.color = color
    isBold = bold
    isDim = dim
    isReversed = reversed
    isUnderlined = underlined
  }

  /// The terminal's own look.
  package static let plain = CellStyle()
  /// For orientation only.
  package static let faint = CellStyle(.faint)
  /// Headings and names.
  package static let strong = CellStyle(bold: true)
  /// What the next key acts on.
  package static let selected = CellStyle(reversed: true)
}
