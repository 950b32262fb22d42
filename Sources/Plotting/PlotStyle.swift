/// How plots look: colours, dashes, signs and sizes, as read from `Plots/style.yaml`.
package struct PlotStyle: Hashable, Sendable {
  /// One colour on every surface.
  package struct Color: Hashable, Sendable {
    /// The name for people.
    package var name: String
    /// On a light background, as `#RRGGBB`.
    package var light: String
    /// Text in this colour on a light background, as `#RRGGBB`.
    package var lightText: String
    /// On a dark background, as `#RRGGBB`.
    package var dark: String
    /// Number in the xterm palette, 0–255.
    package var ansi256: Int
    /// Number in the basic palette, 0–7.
    package var ansi8: Int
  }

  /// A colour of the surface itself.
  package struct Surface: Hashable, Sendable {
    /// On a light background, as `#RRGGBB`.
    package var light: String
    /// On a dark background, as `#RRGGBB`.
    package var dark: String
  }

  /// Lengths drawn and left out in turn; empty for a line without gaps.
  package struct Dashes: Hashable, Sendable {
    /// In pixels.
    package var svg: [Double]
    /// In Braille dots: one drawn, one left out.
    package var dots: [Int]
    /// In characters: one drawn, one left out.
    package var cells: [Int]
  }

  /// A sign in each character set.
  package struct Sign: Hashable, Sendable {
    /// With Unicode.
    package var unicode: String
    /// With ASCII.
    package var ascii: String

    func text(_ charset: TextCharset) -> String { charset == .ascii ? ascii : unicode }
  }

  /// Sizes of vector pictures, in pixels.
  package struct Picture: Hashable, Sendable {
    /// Width of the picture.
    package var width: Double
    /// Height without the legend.
    package var height: Double
    /// CSS font family list.
    package var fontFamily: String
    /// Size of labels.
    package var fontSize: Double
    /// Width of lines of data.
    package var lineWidth: Double
    /// Width of lines for orientation.
    package var faintLineWidth: Double
    /// Radius of marks with a letter.
    package var markRadius: Double
  }

  /// Colours of data, never empty.
  package var series: [Color]
  /// Text and axes.
  package var foreground: Color
  /// What is there for orientation only.
  package var faint: Color
  /// Behind everything.
  package var background: Surface
  /// Grid lines.
  package var grid: Surface
  /// Lengths of every dash.
  package var dashes: [PlotDash: Dashes]
  /// The small ring.
  package var smallSign: Sign
  /// The filled dot without a name.
  package var dotSign: Sign
  /// The dot without a name as an outline.
  package var ringSign: Sign
  /// Sizes of vector pictures.
  package var picture: Picture
}

extension PlotStyle {
  /// The colour of a role.
  func color(_ role: PlotColorRole) -> Color {
    switch role {
    case .foreground: foreground
    case .faint: faint
    case .series(let number): series.isEmpty ? foreground : series[paletteIndex(number)]
    }
  }

  /// The numbers of a role's colour in the palettes of terminals: of 256 and of 8 colours.
  package func terminalColor(_ role: PlotColorRole) -> (ansi256: Int, ansi8: Int) {
    let color = color(role)
    return (color.ansi256, color.ansi8)
  }

  /// The place of a series number in the palette; the palette repeats in both directions.
  func paletteIndex(_ number: Int) -> Int {
    guard !series.isEmpty else { return 0 }
    let remainder = number % series.count
    return remainder < 0 ? remainder + series.count : remainder
  }

  /// The lengths of a dash.
  func lengths(_ dash: PlotDash) -> Dashes {
    dashes[dash] ?? Dashes(svg: [], dots: [], cells: [])
  }

  /// The character of a glyph.
  func character(_ glyph: PlotGlyph, _ charset: TextCharset) -> String {
    switch glyph {
    case .small: smallSign.text(charset)
    case .dot(let outlined): (outlined ? ringSign : dotSign).text(charset)
    case .letter(let letter, _): PrintableText.cleaned(String(letter), charset)
    }
  }
}
