import RooflineModel

/// What of a roofline is drawn.
package struct RooflineSceneOptions: Hashable, Sendable {
  /// The heading; `nil` for one made from boards and evidence.
  package var title: String?
  /// Names of off-chip memories; empty for all. Points of other memories are left out as well.
  package var memories: Set<String> = []
  /// Element types; empty for all. Points of other types are left out as well.
  package var elementTypes: Set<String> = []
  /// Whether on-chip storage is drawn.
  ///
  /// Off by default: the horizontal axis counts bytes of *off-chip* traffic, and an on-chip line
  /// bounds a kernel there only if every on-chip byte is also one off-chip byte. It is then drawn
  /// faintly, with a legend entry that says so, and no compute ceiling is drawn up to it.
  package var showsOnChip = false
  /// Whether the host link is drawn, faintly; it bounds kernels whose data cross it in each call.
  /// `nil`: for one board, not for several.
  package var showsHostLink: Bool?
  /// Whether theoretical ceilings are drawn beside measured or modelled ones; a board that has no
  /// others keeps them. `nil`: for one board, not for several.
  package var showsTheoretical: Bool?
  /// How far a theoretical ceiling may lie above a measured or modelled one, as a share of it, to be
  /// named in its label, `f32 1.092 / 1.174 TOP/s`, instead of being drawn: in text both would
  /// take the same row. Theoretical peaks of a fitted host link are always named then. `nil`: every
  /// line is drawn.
  package var namesPeaksWithin: Double?
  /// Whether ridge points are marked.
  package var showsRidgePoints = true
  /// Operations per byte that are shown; `nil` for what the data need.
  package var intensities: ClosedRange<Double>?
  /// Operations per second that are shown; `nil` for what the data need.
  package var throughputs: ClosedRange<Double>?

  /// Creates the default options.
  package init() {}

  func shows(memory: String) -> Bool { memories.isEmpty || memories.contains(memory) }
  func shows(type: String) -> Bool { elementTypes.isEmpty || elementTypes.contains(type) }
  func shows(_ point: RooflinePoint) -> Bool {
    shows(memory: point.memory) && shows(type: point.elementType)
  }
}
