/// Draws scenes as a web page of its own: the vector picture, and the marks as a table.
package struct HTMLPlot: PlotBackend {
  /// How plots look.
  package let style: PlotStyle

  /// Creates a back end.
  package init(style: PlotStyle) { self.style = style }

  /// `html`.
  package var fileExtension: String { "html" }

  /// Draws a scene as a whole page.
  package func render(_ scene: PlotScene) -> String {
    let title = SVGText.escaped(scene.title.isEmpty ? scene.vertical.caption : scene.title)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      \(sheet)
      </style>
      </head>
      <body>
      <figure>
      \(SVGPlot(style: style).render(scene))</figure>
      \(table(scene))</body>
      </html>

      """
  }

  private var sheet: String {
    """
    body{margin:1rem auto;padding:0 1rem;max-width:70rem;font-family:\(style.picture.fontFamily);\
    color:\(style.foreground.light);background:\(style.background.light)}
    figure{margin:0}
    svg{width:100%;height:auto}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    td{padding:.2rem .8rem .2rem 0;border-bottom:1px solid \(style.grid.light)}
    @media (prefers-color-scheme:dark){
    body{color:\(style.foreground.dark);background:\(style.background.dark)}
    td{border-color:\(style.grid.dark)}
    }
    """
  }

  /// One row for every mark that has a name and a detail.
  private func table(_ scene: PlotScene) -> String {
    let rows = scene.marks.compactMap { mark -> String? in
      guard case .letter(let letter, _) = mark.glyph, !mark.detail.isEmpty else { return nil }
      let key = SVGText.escaped(String(letter))
      return "<tr><td>\(key)</td><td>\(SVGText.escaped(mark.detail))</td></tr>\n"
    }
    return rows.isEmpty ? "" : "<table>\n\(rows.joined())</table>\n"
  }
}
