/// Draws scenes on one kind of surface: the seam where a new output format is added.
///
/// A back end must, for every scene whatsoever:
/// - return the same text for the same scene, without dates, paths or hash order;
/// - draw what can be drawn and leave out the rest; an odd scene is never a trap;
/// - keep dash patterns apart, so that the picture can be read without colour;
/// - never let two labels overlap; a line label that finds no place moves to the legend;
/// - escape or replace what its format cannot carry: labels come from users' files.
public protocol PlotBackend: Sendable {
  /// The file name extension that stands for this format, lower case without the dot.
  var fileExtension: String { get }

  /// Draws a scene.
  ///
  /// - Parameter scene: What to draw.
  /// - Returns: The whole document; it ends with a line feed unless it is empty.
  func render(_ scene: PlotScene) -> String
}

/// The back ends by file name extension.
package enum PlotBackends {
  /// Every back end; a new one is one line here.
  package static func all(style: PlotStyle, text: TextPlotOptions) -> [any PlotBackend] {
    [
      TextPlot(style: style, options: text), SVGPlot(style: style), HTMLPlot(style: style),
      GnuplotPlot(style: style),
    ]
  }

  /// The back end for a file name such as `roofline.svg`; `nil` for an extension that none writes.
  package static func backend(
    forFile name: String, style: PlotStyle, text: TextPlotOptions
  ) -> (any PlotBackend)? {
    let lowered = name.lowercased()
    return all(style: style, text: text).first { lowered.hasSuffix("." + $0.fileExtension) }
  }
}
