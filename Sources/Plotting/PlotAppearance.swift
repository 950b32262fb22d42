/// A colour by what it is for; `PlotStyle` says which colour that is on a surface.
public enum PlotColorRole: Hashable, Sendable {
  /// One of the distinct colours of data; numbers beyond the palette start again at its front.
  case series(Int)
  /// What is there for orientation only.
  case faint
  /// The colour of text and axes.
  case foreground
}

/// How a line is interrupted, by appearance; `PlotStyle` holds the lengths.
public enum PlotDash: String, Sendable, CaseIterable {
  /// Not at all.
  case solid
  /// Long dashes with short gaps.
  case longDash = "long_dash"
  /// Short dashes.
  case shortDash = "short_dash"
  /// Dots.
  case dotted
}

/// How much a line stands out.
public enum PlotWeight: Sendable, CaseIterable {
  /// Data.
  case strong
  /// For orientation: thinner on every surface.
  case faint
}

/// How a line looks.
public struct PlotStroke: Hashable, Sendable {
  /// Its interruption.
  public var dash: PlotDash
  /// Its colour.
  public var color: PlotColorRole
  /// How much it stands out.
  public var weight: PlotWeight

  /// Creates a stroke.
  public init(
    dash: PlotDash = .solid, color: PlotColorRole = .foreground, weight: PlotWeight = .strong
  ) {
    self.dash = dash
    self.color = color
    self.weight = weight
  }
}

/// The shape of a mark.
public enum PlotGlyph: Hashable, Sendable {
  /// A small ring that does not compete with other marks.
  case small
  /// A dot without a name: filled, or as an outline.
  case dot(outlined: Bool)
  /// One character: filled, or as an outline where the surface allows the difference.
  case letter(Character, outlined: Bool)
}
