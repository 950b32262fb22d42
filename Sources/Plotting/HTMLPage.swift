/// The frame of a page: head, style and script, all inside the file.
///
/// Nothing is fetched: the content security policy forbids every address. Text from files is only
/// ever put where HTML reads text, so that the script never sees it as code.
package struct HTMLPage {
  /// How plots look.
  let style: PlotStyle
  /// The heading of the window, not escaped.
  let title: String

  /// Creates a frame.
  package init(style: PlotStyle, title: String) {
    self.style = style
    self.title = title
  }

  /// The whole page around a body of HTML.
  package func render(_ body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
    'unsafe-inline'; script-src 'unsafe-inline'"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>\(SVGText.escaped(title))</title>
    <style>
    \(sheet)
    </style>
    </head>
    <body>
    \(body)<script>
    \(HTMLScript.text)
    </script>
    </body>
    </html>

    """
  }

  /// A text with everything that HTML gives a meaning replaced; line feeds stay.
  package static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { SVGText.escaped(String($0)) }.joined(separator: "\n")
  }

  /// A table of texts, which are escaped; columns in `numbers` stand at the right.
  package static func table(
    header: [String], rows: [[String]], numbers: Set<Int> = []
  ) -> String {
    func cells(_ texts: [String], _ name: String) -> String {
      texts.enumerated().map { index, text in
        let place = numbers.contains(index) ? " class=\"number\"" : ""
        return "<\(name)\(place)>\(SVGText.escaped(text))</\(name)>"
      }.joined()
    }
    let head = "<thead><tr>\(cells(header, "th"))</tr></thead>"
    let body = rows.map { "<tr>\(cells($0, "td"))</tr>" }.joined(separator: "\n")
    return "<div class=\"wide\"><table>\n\(head)\n<tbody>\n\(body)\n</tbody></table></div>\n"
  }

  private var sheet: String {
    """
    body{margin:1rem auto;padding:0 1rem;max-width:70rem;font-family:\(style.picture.fontFamily);\
    line-height:1.45;color:\(style.foreground.light);background:\(style.background.light)}
    figure{margin:0 0 1rem;position:relative}
    figure svg{width:100%;height:auto;display:block;touch-action:pan-y}
    figure svg svg{height:inherit}
    figcaption{font-size:.85rem;color:\(style.faint.lightText);min-height:1.6rem}
    .plot [data-tags]{cursor:pointer}
    .plot [data-tag]{cursor:pointer}
    .plot [data-tag]:focus-visible{outline:2px solid}
    .plot [aria-pressed=false]{opacity:.35}
    .plot .off{display:none}
    .plot .dim{opacity:.12}
    .plot .zoomed{cursor:grab}
    .plot .view path,.plot .view polygon,.plot .view rect{vector-effect:non-scaling-stroke}
    .choice{fill:none;stroke:\(style.foreground.light);stroke-dasharray:3 3}
    .tip{position:absolute;z-index:1;max-width:24rem;padding:.3rem .6rem;font-size:.85rem;\
    border:1px solid \(style.grid.light);border-radius:.3rem;pointer-events:none;\
    background:\(style.background.light);box-shadow:0 1px 4px #0003}
    .tip[hidden]{display:none}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}
    .wide{overflow-x:auto}
    th{text-align:left;font-weight:600}
    td,th{padding:.2rem .8rem .2rem 0;border-bottom:1px solid \(style.grid.light);\
    vertical-align:top}
    .number{text-align:right;white-space:nowrap}
    pre{overflow-x:auto;padding:.6rem;border:1px solid \(style.grid.light);border-radius:.3rem}
    @media (prefers-color-scheme:dark){
    body{color:\(style.foreground.dark);background:\(style.background.dark)}
    figcaption{color:\(style.faint.dark)}
    td,th,pre{border-color:\(style.grid.dark)}
    .choice{stroke:\(style.foreground.dark)}
    .tip{border-color:\(style.grid.dark);background:\(style.background.dark)}
    }
    @media print{figcaption,.tip{display:none}body{max-width:none}}
    """
  }
}
