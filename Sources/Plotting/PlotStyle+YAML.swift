extension PlotStyle {
  /// Reads a style.
  ///
  /// - Parameters:
  ///   - text: The content of the file.
  ///   - file: The file's name for messages.
  /// - Throws: ``PlotStyleError`` with every mistake of the file.
  package init(yaml text: String, file: String) throws(PlotStyleError) {
    let reader = StyleReader(file: file)
    let root = reader.root(of: text)
    if !reader.mistakes.isEmpty { throw .mistakes(reader.mistakes) }
    self.init(root)
    if !reader.mistakes.isEmpty { throw .mistakes(reader.mistakes) }
  }

  private init(_ root: StylePlace) {
    let top = root.block(["palette", "dashes", "glyphs", "svg"])
    let palette =
      top["palette"]?.block([
        "source", "series", "foreground", "faint", "background", "grid",
      ]) ?? [:]
    let glyphs = top["glyphs"]?.block(["source", "small", "dot", "ring"]) ?? [:]
    self.init(
      series: palette["series"]?.entries.map { Color($0) } ?? [],
      foreground: Color(palette["foreground"]), faint: Color(palette["faint"]),
      background: Surface(palette["background"]), grid: Surface(palette["grid"]),
      dashes: Self.dashes(top["dashes"]), smallSign: Sign(glyphs["small"]),
      dotSign: Sign(glyphs["dot"]), ringSign: Sign(glyphs["ring"]), picture: Picture(top["svg"]))
    for block in [palette, glyphs] { _ = block["source"]?.text }
  }

  private static func dashes(_ place: StylePlace?) -> [PlotDash: Dashes] {
    let roles = PlotDash.allCases
    let block = place?.block(["source"] + roles.map(\.rawValue)) ?? [:]
    _ = block["source"]?.text
    return Dictionary(uniqueKeysWithValues: roles.map { ($0, Dashes(block[$0.rawValue])) })
  }
}

extension PlotStyle.Color {
  fileprivate init(_ place: StylePlace?) {
    let block =
      place?.block(["name", "light", "light_text", "dark", "ansi256", "ansi8"]) ?? [:]
    self.init(
      name: block["name"]?.text ?? "", light: block["light"]?.hexColor ?? "",
      lightText: block["light_text"]?.hexColor ?? "", dark: block["dark"]?.hexColor ?? "",
      ansi256: block["ansi256"]?.integer(in: 0...255) ?? 0,
      ansi8: block["ansi8"]?.integer(in: 0...7) ?? 0)
  }
}

extension PlotStyle.Surface {
  fileprivate init(_ place: StylePlace?) {
    let block = place?.block(["light", "dark"]) ?? [:]
    self.init(light: block["light"]?.hexColor ?? "", dark: block["dark"]?.hexColor ?? "")
  }
}

extension PlotStyle.Dashes {
  fileprivate init(_ place: StylePlace?) {
    let block = place?.block(["svg", "dots", "cells"]) ?? [:]
    self.init(
      svg: block["svg"]?.lengths([0, 2, 4]).map { $0.number(in: 0.1...1000) } ?? [],
      dots: block["dots"]?.lengths([0, 2]).map { $0.integer(in: 1...100) } ?? [],
      cells: block["cells"]?.lengths([0, 2]).map { $0.integer(in: 1...100) } ?? [])
  }
}

extension PlotStyle.Sign {
  fileprivate init(_ place: StylePlace?) {
    let block = place?.block(["unicode", "ascii"]) ?? [:]
    self.init(
      unicode: block["unicode"]?.sign(ascii: false) ?? "",
      ascii: block["ascii"]?.sign(ascii: true) ?? "")
  }
}

extension PlotStyle.Picture {
  fileprivate init(_ place: StylePlace?) {
    let block =
      place?.block([
        "source", "width", "height", "font_family", "font_size", "line_width", "faint_line_width",
        "mark_radius",
      ]) ?? [:]
    _ = block["source"]?.text
    self.init(
      width: block["width"]?.number(in: 100...10_000) ?? 0,
      height: block["height"]?.number(in: 100...10_000) ?? 0,
      fontFamily: block["font_family"]?.fontList ?? "",
      fontSize: block["font_size"]?.number(in: 4...100) ?? 0,
      lineWidth: block["line_width"]?.number(in: 0.1...20) ?? 0,
      faintLineWidth: block["faint_line_width"]?.number(in: 0.1...20) ?? 0,
      markRadius: block["mark_radius"]?.number(in: 1...50) ?? 0)
  }
}
