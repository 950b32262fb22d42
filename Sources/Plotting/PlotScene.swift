/// A picture of lines over two axes, as plain values: what every back end draws.
///
/// A scene knows nothing of rooflines, terminals or pixels. Coordinates are values of the axes;
/// what is not finite, or not positive on a logarithmic axis, is left out by every back end.
public struct PlotScene: Hashable, Sendable {
  /// The heading; empty for none.
  public var title: String
  /// The axis from left to right.
  public var horizontal: PlotAxis
  /// The axis from bottom to top.
  public var vertical: PlotAxis
  /// Areas under everything else, e.g. intervals.
  public var bands: [PlotBand]
  /// Rectangles over the bands and under the lines, in drawing order.
  public var bars: [PlotBar]
  /// Lines in drawing order: a later one lies over an earlier one, and is labelled first.
  public var series: [PlotSeries]
  /// Marks over the lines, in drawing order.
  public var marks: [PlotMark]
  /// What the line styles and marks mean, in reading order.
  public var legend: [PlotLegendEntry]
  /// Sentences below the legend.
  public var footnotes: [String]

  /// Creates a scene; what is not given is empty.
  public init(
    title: String = "", horizontal: PlotAxis, vertical: PlotAxis, bands: [PlotBand] = [],
    bars: [PlotBar] = [], series: [PlotSeries] = [], marks: [PlotMark] = [],
    legend: [PlotLegendEntry] = [],
    footnotes: [String] = []
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.bands = bands
    self.bars = bars
    self.series = series
    self.marks = marks
    self.legend = legend
    self.footnotes = footnotes
  }
}

/// A place in the units of a scene's axes, or of a back end's surface.
public struct PlotPoint: Hashable, Sendable {
  /// Along the horizontal axis.
  public var x: Double
  /// Along the vertical axis.
  public var y: Double

  /// Creates a point.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A line through points.
public struct PlotSeries: Hashable, Sendable {
  /// Corners of the line; an undrawable corner interrupts it.
  public var points: [PlotPoint]
  /// How the line looks.
  public var stroke: PlotStroke
  /// What is written at the line; empty for none.
  public var label: String
  /// One sentence more, shown where there is room for it (tooltips); empty for none.
  public var detail: String
  /// What it belongs to, its own group first; a page shows, hides and isolates groups by them.
  public var tags: [String]

  /// Creates a line.
  public init(
    points: [PlotPoint], stroke: PlotStroke, label: String = "", detail: String = "",
    tags: [String] = []
  ) {
    self.tags = tags
    self.points = points
    self.stroke = stroke
    self.label = label
    self.detail = detail
  }
}

/// The area between two lines, e.g. an interval around a line.
public struct PlotBand: Hashable, Sendable {
  /// The lower edge, by ascending `x`.
  public var lower: [PlotPoint]
  /// The upper edge, by ascending `x`.
  public var upper: [PlotPoint]
  /// The colour of the area.
  public var color: PlotColorRole
  /// What it belongs to, its own group first; a page shows, hides and isolates groups by them.
  public var tags: [String]

  /// Creates a band.
  public init(
    lower: [PlotPoint], upper: [PlotPoint], color: PlotColorRole, tags: [String] = []
  ) {
    self.tags = tags
    self.lower = lower
    self.upper = upper
    self.color = color
  }
}

/// A sign at one point.
public struct PlotMark: Hashable, Sendable {
  /// Where it is.
  public var point: PlotPoint
  /// Its shape.
  public var glyph: PlotGlyph
  /// Its colour.
  public var color: PlotColorRole
  /// What is written beside it; empty for none.
  public var label: String
  /// One sentence more, shown where there is room for it (tooltips); empty for none.
  public var detail: String
  /// What it belongs to, its own group first; a page shows, hides and isolates groups by them.
  public var tags: [String]

  /// Creates a mark.
  public init(
    point: PlotPoint, glyph: PlotGlyph, color: PlotColorRole, label: String = "",
    detail: String = "", tags: [String] = []
  ) {
    self.tags = tags
    self.point = point
    self.glyph = glyph
    self.color = color
    self.label = label
    self.detail = detail
  }
}

/// One line of the legend: a sample and its meaning.
public struct PlotLegendEntry: Hashable, Sendable {
  /// What is shown before the text.
  public enum Sample: Hashable, Sendable {
    /// A piece of line.
    case line(PlotStroke)
    /// A mark.
    case mark(PlotGlyph, PlotColorRole)
  }

  /// What is shown before the text.
  public var sample: Sample
  /// Its meaning.
  public var text: String
  /// The group that it stands for; empty for none.
  public var tag: String

  /// Creates an entry.
  public init(sample: Sample, text: String, tag: String = "") {
    self.tag = tag
    self.sample = sample
    self.text = text
  }
}
