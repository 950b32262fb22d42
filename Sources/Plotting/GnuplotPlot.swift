/// Draws scenes as a gnuplot script with its data inside: for people who restyle.
///
/// `gnuplot plot.gp` writes `plot.svg` beside it; the terminal is one line at the top. Numbers are in
/// the units of the axes. Text is quoted as gnuplot reads it and never evaluated.
package struct GnuplotPlot: PlotBackend {
  /// How plots look.
  package let style: PlotStyle

  /// Creates a back end.
  package init(style: PlotStyle) { self.style = style }

  /// `gp`.
  package var fileExtension: String { "gp" }

  /// Draws a scene as one script.
  package func render(_ scene: PlotScene) -> String {
    let scene = scene.cleaned(.braille)
    let lines = scene.series.filter { !$0.points.isEmpty }
    let marks = scene.marks
    let data =
      lines.enumerated().map { block("line\($0.offset)", $0.element.points, scene) }
      + (marks.isEmpty ? [] : [block("marks", marks.map(\.point), scene)])
    let plots =
      lines.enumerated().map { index, line in
        "$line\(index) using 1:2 with lines \(look(line.stroke)) title \(Self.quoted(line.label))"
      }
      + (marks.isEmpty
        ? [] : ["$marks using 1:2 with points pointtype 6 linecolor rgb 'black' title ''"])
    return
      ([
        "# Restyle at will; run with: gnuplot FILE",
        "set terminal svg size \(size) font ',\(SVGText.number(style.picture.fontSize))'",
        "set output 'plot.svg'",
        "set encoding utf8",
        "set title \(Self.quoted(scene.title)) noenhanced",
      ] + axis("x", scene.horizontal) + axis("y", scene.vertical) + [
        "set grid linecolor rgb '\(style.grid.light)'", "set key below noenhanced",
      ] + bars(scene) + data
      + ["plot \(plots.isEmpty ? "NaN title ''" : plots.joined(separator: ", \\\n  "))"])
      .joined(separator: "\n") + "\n"
  }

  /// A text between single quotes, where gnuplot gives nothing but the quote a meaning. A quote
  /// becomes a typographic one: gnuplot 5.4 ends a text at a doubled quote that stands first.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "\u{2019}").replacing("\n", with: " ") + "'"
  }

  private var size: String {
    "\(SVGText.number(style.picture.width)),\(SVGText.number(style.picture.height))"
  }

  private func axis(_ name: String, _ axis: PlotAxis) -> [String] {
    let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
    let ticks = axis.ticks.filter { !$0.label.isEmpty }.map {
      "\(Self.quoted($0.label)) \($0.value / axis.unitFactor)"
    }
    return [
      "set \(name)label \(Self.quoted(axis.caption)) noenhanced",
      axis.scale == .logarithmic ? "set logscale \(name)" : "unset logscale \(name)",
      "set \(name)range [\(low / axis.unitFactor):\(high / axis.unitFactor)]",
      "set \(name)tics noenhanced (\(ticks.joined(separator: ", ")))",
    ]
  }

  private func look(_ stroke: PlotStroke) -> String {
    let lengths = style.lengths(stroke.dash).svg.map(SVGText.number)
    let dash = lengths.isEmpty ? "solid" : "(\(lengths.joined(separator: ",")))"
    let width =
      stroke.weight == .faint ? style.picture.faintLineWidth : style.picture.lineWidth
    return "linecolor rgb '\(style.color(stroke.color).light)' dashtype \(dash) "
      + "linewidth \(SVGText.number(width))"
  }

  /// Bars become rectangles under everything else.
  private func bars(_ scene: PlotScene) -> [String] {
    scene.bars.enumerated().compactMap { index, bar in
      let ends = [bar.from.x, bar.from.y, bar.to.x, bar.to.y]
      guard ends.allSatisfy(\.isFinite) else { return nil }
      let from = place(bar.from, scene)
      let to = place(bar.to, scene)
      let color = style.color(bar.color).light
      return
        "set object \(index + 1) rectangle from \(from) to \(to) back fillcolor rgb '\(color)' "
        + "fillstyle \(bar.outlined ? "transparent solid 0.25" : "solid 1") border linecolor rgb '\(color)'"
    }
  }

  private func place(_ point: PlotPoint, _ scene: PlotScene) -> String {
    "\(point.x / scene.horizontal.unitFactor),\(point.y / scene.vertical.unitFactor)"
  }

  /// A data block; what is not finite interrupts the line.
  private func block(_ name: String, _ points: [PlotPoint], _ scene: PlotScene) -> String {
    let rows = points.map { point -> String in
      let pair = [point.x / scene.horizontal.unitFactor, point.y / scene.vertical.unitFactor]
      return pair.allSatisfy(\.isFinite) ? pair.map { "\($0)" }.joined(separator: " ") : ""
    }
    return "$\(name) << END_OF_DATA\n\(rows.joined(separator: "\n"))\nEND_OF_DATA"
  }
}
