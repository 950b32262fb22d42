/// The colours and strokes of a vector picture as CSS, for light and dark backgrounds.
struct SVGStyleSheet {
  let style: PlotStyle

  /// The class that colours a role; `use` is `c` for lines, `f` for areas, `t` for text.
  func name(_ use: String, _ role: PlotColorRole) -> String {
    switch role {
    case .foreground: "\(use)x"
    case .faint: "\(use)y"
    case .series(let number): "\(use)\(style.paletteIndex(number))"
    }
  }

  /// The whole sheet.
  var text: String {
    let size = SVGText.number(style.picture.fontSize)
    let small = SVGText.number(style.picture.fontSize * SVGText.footnote)
    return """
      text{font-family:\(style.picture.fontFamily);font-size:\(size)px}
      .title{font-size:\(SVGText.number(style.picture.fontSize * 1.2))px;font-weight:600}
      .small{font-size:\(small)px}
      .key{font-size:\(SVGText.number(style.picture.markRadius * SVGText.key))px;font-weight:600}
      .line{fill:none;stroke-width:\(SVGText.number(style.picture.lineWidth))}
      .broad{stroke-width:\(SVGText.number(style.picture.lineWidth * 2))}
      .core{fill:none;stroke-width:\(SVGText.number(style.picture.lineWidth * 0.75))}
      .thin{fill:none;stroke-width:\(SVGText.number(style.picture.faintLineWidth))}
      .axis{fill:none;stroke-width:1.2}
      .rule{fill:none;stroke-width:1}
      .halo{fill:none;stroke-width:\(SVGText.number(style.picture.lineWidth * 1.7))}
      .label{paint-order:stroke;stroke-width:4;stroke-linejoin:round}
      .area{opacity:.18}
      .pale{opacity:.25}
      .gap{fill:none;stroke-width:1.5}
      \(rules({ ($0.light, $0.lightText) }, style.background.light, style.grid.light))
      @media (prefers-color-scheme:dark){
      \(rules({ ($0.dark, $0.dark) }, style.background.dark, style.grid.dark))
      }
      """
  }

  private func rules(
    _ pick: (PlotStyle.Color) -> (line: String, text: String), _ background: String,
    _ grid: String
  ) -> String {
    let named =
      style.series.enumerated().map { ("\($0.offset)", pick($0.element)) } + [
        ("x", pick(style.foreground)), ("y", pick(style.faint)),
      ]
    let rules = named.map { name, color in
      ".c\(name){stroke:\(color.line)}.f\(name){fill:\(color.line)}.t\(name){fill:\(color.text)}"
    }
    let surface =
      ".back{fill:\(background)}.halo,.label,.gap,.core{stroke:\(background)}.grid{stroke:\(grid)}"
    return (rules + [surface]).joined(separator: "\n")
  }
}
