/// Marks of a vector picture.
struct SVGSign {
  let style: PlotStyle
  let sheet: SVGStyleSheet

  /// The elements of a mark at a place.
  func text(_ glyph: PlotGlyph, _ color: PlotColorRole, _ place: PlotPoint) -> String {
    let radius = style.picture.markRadius
    switch glyph {
    case .small:
      return circle(place, 3, "back thin \(sheet.name("c", color))", opaque: true)
    case .dot(let outlined):
      return outlined
        ? circle(place, 4, "back \(sheet.name("c", color))", opaque: true)
        : circle(place, 4, sheet.name("f", color))
    case .letter(let letter, let outlined):
      let disc =
        outlined
        ? circle(place, radius, "back \(sheet.name("c", color))", opaque: true)
        : circle(place, radius, "\(sheet.name("f", color))")
      let fill = outlined ? sheet.name("t", color) : "back"
      return disc + key(letter, place, fill)
    }
  }

  private func circle(
    _ place: PlotPoint, _ radius: Double, _ classes: String, opaque: Bool = false
  ) -> String {
    let width = opaque ? " style=\"stroke-width:1.6\"" : ""
    return "<circle class=\"\(classes)\"\(width) cx=\"\(SVGText.number(place.x))\" "
      + "cy=\"\(SVGText.number(place.y))\" r=\"\(SVGText.number(radius))\"/>"
  }

  private func key(_ letter: Character, _ place: PlotPoint, _ fill: String) -> String {
    let baseline = place.y + style.picture.markRadius * SVGText.key * 0.35
    return "<text class=\"key \(fill)\" text-anchor=\"middle\" x=\"\(SVGText.number(place.x))\" "
      + "y=\"\(SVGText.number(baseline))\">\(SVGText.escaped(String(letter)))</text>"
  }
}
